"""The command `advisor` as somebody types it, run in this process: to start one takes longer than most verbs do."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest

from advisor.cli.main import run


class Ran(NamedTuple):
    """How it ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def advisor(*arguments: str | Path, cwd: Path | None = None) -> Ran:
    """What the command prints there and how it ends."""
    out, err = _stream(), _stream()
    with (
        contextlib.chdir(cwd or Path()),
        mock.patch.object(sys, "argv", ["advisor", *map(str, arguments)]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        run()
    return Ran(int(ended.value.code or 0), _text(out), _text(err))


def _stream() -> io.TextIOWrapper:
    """Takes bytes as well as text, as the streams of a process do."""
    return io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
