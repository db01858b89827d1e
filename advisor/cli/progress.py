"""A progress bar on the screen of whoever waits for longer than a second; nothing where nobody looks."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

PATIENCE: Final = 1.0
"""Seconds that pass without a bar."""


class Bar:
    """Called with how many parts are done and how many there are; it is gone when the work is."""

    def __init__(self, title: str) -> None:
        self._title, self._begun = title, time.monotonic()
        self._shown: Progress | None = None

    def __call__(self, done: int, parts: int) -> None:
        """Shows the bar, once the work has taken long enough."""
        if self._shown is None and sys.stderr.isatty() and time.monotonic() - self._begun > PATIENCE:
            columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
            self._shown = Progress(*columns, console=Console(stderr=True), transient=True)
            self._shown.add_task(self._title, total=parts)
            self._shown.start()
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], completed=done)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._shown is not None:
            self._shown.stop()


@contextmanager
def working(title: str) -> Iterator[None]:
    """Within it a turning wheel stands on the screen of whoever waits; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield
        return
    with Console(stderr=True).status(f"{title} …"):
        yield
