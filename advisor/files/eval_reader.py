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
from advisor.language import _

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


def load_plug_ins(notes: list[str]) -> list[Reader]:
    """The readers that other packages add, by the names of their entry points; what fails, now or later, is noted."""
    readers: list[Reader] = []
    for point in sorted(metadata.entry_points(group=GROUP), key=lambda point: point.name):
        try:
            found = point.load()
            reader = found() if isinstance(found, type) else found
            if not (callable(reader.recognises) and callable(reader.read) and isinstance(reader.name, str)):
                raise TypeError("no reader")
        except Exception as error:  # whatever a foreign package raises, reading goes on
            notes.append(
                _(
                    "The plug-in `{name}` could not be loaded ({error}) and was left out: update or remove its"
                    " package.",
                    name=point.name,
                    error=type(error).__name__,
                )
            )
        else:
            readers.append(_PlugIn(reader, notes))
    return readers


class _PlugIn:
    """A reader of another package, of which no exception but EvalFileError gets through."""

    def __init__(self, reader: Reader, notes: list[str]) -> None:
        self.name = reader.name
        self._reader = reader
        self._notes = notes

    def recognises(self, peek: Peek) -> tuple[str, Any] | None:
        try:
            handle = self._reader.recognises(peek)
        except EvalFileError:
            raise
        except Exception as error:
            self._notes.append(
                _(
                    "The plug-in `{name}` failed on `{file}` ({error}) and was passed over: update or remove its"
                    " package.",
                    name=self.name,
                    file=peek.name,
                    error=type(error).__name__,
                )
            )
            return None
        return None if handle is None else (peek.name, handle)

    def read(self, handles: Sequence[tuple[str, Any]]) -> Sequence[FileRows | EvalFileError]:
        try:
            entries = list(self._reader.read([handle for _, handle in handles]))
            if len(entries) != len(handles):
                raise ValueError("one entry for each handle is needed")
        except EvalFileError:
            raise
        except Exception as error:
            return [
                EvalFileError(
                    f"`{name}` could not be read by the plug-in `{self.name}` ({type(error).__name__}): update its"
                    " package, or give the results as a table."
                )
                for name, _handle in handles
            ]
        return entries


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
    reader = files[0].reader
    try:
        return list(reader.read([file.handle for file in files]))
    except EvalFileError as error:
        if len(files) == 1:
            return [error]
    alone = [_problem(file) for file in files]
    good = [file for file, problem in zip(files, alone, strict=True) if problem is None]
    # Where each file is fine alone they do not go together, and reading them again says why.
    entries = iter(reader.read([file.handle for file in good]) if good else ())
    return [next(entries) if problem is None else problem for problem in alone]


def _problem(file: Taken) -> EvalFileError | None:
    try:
        file.reader.read([file.handle])
    except EvalFileError as error:
        return error
    return None
