"""What was given as eval results, one by one: files, the files of folders, uploads and DataFrames."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.errors import EvalFileError
from advisor.files.eval_peek import Peek
from advisor.files.eval_source import base_name, is_file

MAX_FILES = 10_000
"""The most files a folder may hold, with all folders in it."""
_PASSED_OVER = {".git", ".venv", "venv", "node_modules", "__pycache__"}


@dataclass(frozen=True, slots=True)
class GivenFolder:
    """A folder, with what lies in it; symbolic links are not followed."""

    name: str
    files: Sequence[Peek]


def given_sources(sources: Any) -> list[Peek | GivenFolder | Any]:
    """Files, folders and DataFrames in order; EvalFileError for a path that leads nowhere."""
    given = _as_list(sources)
    paths = [Path(source) for source in given if isinstance(source, str | os.PathLike)]
    root = _shared_folder(paths)
    return [_given(source, root) for source in given]


def _given(source: Any, root: Path) -> Peek | GivenFolder | Any:
    if _is_upload(source):
        return Peek(source[0], data=bytes(source[1]))
    if not isinstance(source, str | os.PathLike):
        return source
    path = Path(source)
    if os.path.isdir(path):
        name = base_name(str(path.absolute()))
        return GivenFolder(name, [_peek(file, root) for file in _files_in(path, name)])
    return _peek(path, root)


def _peek(path: Path, root: Path) -> Peek:
    folder = os.path.relpath(path.absolute().parent, root)
    return Peek(str(path), path=path, folder="" if folder == "." else Path(folder).as_posix())


def _shared_folder(paths: Sequence[Path]) -> Path:
    """The folder that holds all that was given, so that no name of a folder above it is ever looked at."""
    if not paths:
        return Path()
    folders = [path.absolute() if os.path.isdir(path) else path.absolute().parent for path in paths]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # on different drives
        return folders[0]


def _files_in(folder: Path, name: str) -> Iterator[Path]:
    number = 0
    for where, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(each for each in folders if each not in _PASSED_OVER)
        for file in sorted(files):
            path = Path(where, file)
            if path.is_symlink() or not is_file(path):
                continue
            number += 1
            if number > MAX_FILES:
                raise EvalFileError(
                    f"`{name}` holds more than {MAX_FILES:,} files: give the folder in which the results are."
                )
            yield path


def _as_list(sources: Any) -> Sequence[Any]:
    if isinstance(sources, list):
        return sources
    if isinstance(sources, tuple) and not _is_upload(sources):
        return sources
    return [sources]


def _is_upload(source: Any) -> bool:
    return (
        isinstance(source, tuple)
        and len(source) == 2
        and isinstance(source[0], str)
        and isinstance(source[1], bytes | bytearray | memoryview)
    )
