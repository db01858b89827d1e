"""What a reader of one eval tool's files is, and how a package adds one.

A plug-in is any object with the three members of `Reader`, named by an entry point of the group
`advisor.eval_readers` in the package's own `pyproject.toml`:

    [project.entry-points."advisor.eval_readers"]
    mytool = "my_package.my_reader:MyReader"       # a class without arguments, or an object

    class MyReader:
        name = "mytool"

        def recognises(self, peek):
            # by content, never by name: `first` is the first row of CSV, JSON or JSONL
            return peek if {"mytool_version", "case"} <= peek.first.keys() else None

        def read(self, handles):
            return [FileRows(FileRead(...), [Sample(...), ...]) for peek in handles]

Built-in readers are asked first, then plug-ins, then the generic table. A plug-in that cannot be loaded, or that
fails while it looks at a file, is left out with a note; it never breaks the reading of other files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Any, Protocol

from advisor.errors import EvalFileError
from advisor.files.eval_peek import Peek
from advisor.files.file_rows import FileRows

GROUP = "advisor.eval_readers"
"""The entry-point group of plug-ins."""


class Reader(Protocol):
    """Reads the files of one tool."""

    @property
    def name(self) -> str:
        """The tool, as it is shown."""
        ...

    def recognises(self, peek: Peek) -> Any | None:
        """Whatever `read` needs of this file; None when another tool wrote it.

        Raises EvalFileError with a repair for a file of this tool that is never read.
        """
        ...

    def read(self, handles: Sequence[Any]) -> Sequence[FileRows | EvalFileError]:
        """One entry for each handle, in order: all files of the tool at once, since the parts in which they differ
        tell the variants apart, and one may explain another.

        An EvalFileError in the place of a file leaves that file out; one that is raised leaves all of them out.
        """
        ...


def load_plug_ins() -> tuple[list[Reader], list[str]]:
    """The readers that other packages add, by the names of their entry points, and a note for each that fails."""
    readers: list[Reader] = []
    notes: list[str] = []
    for point in sorted(metadata.entry_points(group=GROUP), key=lambda point: point.name):
        try:
            found = point.load()
            reader = found() if isinstance(found, type) else found
            if not (callable(reader.recognises) and callable(reader.read) and isinstance(reader.name, str)):
                raise TypeError("no reader")
        except Exception as error:  # whatever a foreign package raises, reading goes on
            notes.append(
                f"The plug-in `{point.name}` could not be loaded ({type(error).__name__}) and was left out:"
                " update or remove its package."
            )
        else:
            readers.append(reader)
    return readers, notes


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that a reader takes, with what the reader needs of it."""

    reader: Reader
    handle: Any
    name: str


def read_taken(files: Sequence[Taken]) -> list[FileRows | EvalFileError]:
    """What one reader gives for its files, in order.

    When it raises for all, the files that fail by themselves are left out of a second try.
    """
    try:
        return _entries(files)
    except EvalFileError as error:
        if len(files) == 1:
            return [error]
    except Exception as error:  # whatever a plug-in raises, reading goes on
        return [_failed(file, error) for file in files]
    alone = [_problem(file) for file in files]
    good = [file for file, problem in zip(files, alone, strict=True) if problem is None]
    if len(good) == len(files):  # each is fine alone: they do not go together, and this says why
        return _entries(files)
    entries = iter(_entries(good) if good else ())
    return [next(entries) if problem is None else problem for problem in alone]


def _entries(files: Sequence[Taken]) -> list[FileRows | EvalFileError]:
    entries = list(files[0].reader.read([file.handle for file in files]))
    if len(entries) != len(files):
        raise ValueError("one entry for each handle is needed")
    return entries


def _problem(file: Taken) -> EvalFileError | None:
    try:
        file.reader.read([file.handle])
    except EvalFileError as error:
        return error
    return None


def _failed(file: Taken, error: Exception) -> EvalFileError:
    return EvalFileError(
        f"`{file.name}` could not be read by the plug-in `{file.reader.name}` ({type(error).__name__}): update its"
        " package, or give the results as a table."
    )
