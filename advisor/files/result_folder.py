"""The result files in a folder: those of eval tools, or the tables where there are none."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.errors import EvalFileError
from advisor.evals.number_words import enumerated
from advisor.files.eval_reader import Taken
from advisor.files.eval_recognition import Readers
from advisor.files.given_sources import GivenFolder
from advisor.language import _, ngettext


def files_with_results(folder: GivenFolder, readers: Readers) -> tuple[list[Taken | EvalFileError], list[str]]:
    """The files that some reader takes or refuses, and a note that counts the others.

    Raises EvalFileError when there is none.
    """
    for choose in (_tool_files, _tables):
        found, others = choose(folder, readers)
        if any(not isinstance(each, EvalFileError) for each in found):
            return found, [_left_out(folder.name, others)] if others else []
    raise EvalFileError(f"`{folder.name}` holds no file of eval results: give the folder to which the tool wrote.")


def _tool_files(folder: GivenFolder, readers: Readers) -> tuple[list[Taken | EvalFileError], list[str]]:
    found: list[Taken | EvalFileError] = []
    others: list[str] = []
    for peek in folder.files:
        try:
            peek.kind  # noqa: B018 - raises where the file cannot be told
        except EvalFileError:  # a picture, an empty file
            others.append(peek.name)
            continue
        try:
            taken = readers.recognise(peek)
        except EvalFileError as error:
            found.append(error)
            continue
        if taken is None:
            others.append(peek.name)
            peek.forget()
        else:
            found.append(taken)
    return found, others


def _tables(folder: GivenFolder, readers: Readers) -> tuple[list[Taken | EvalFileError], list[str]]:
    """A table counts when it can be read as it is: most tables in a folder hold something else than results."""
    found: list[Taken | EvalFileError] = []
    others: list[str] = []
    for peek in folder.files:
        try:
            handle = readers.table.recognises(peek)
            if handle is None:
                raise EvalFileError(peek.name)
            readers.table.read([handle])
        except EvalFileError:
            others.append(peek.name)
        else:
            found.append(Taken(readers.table, handle, peek.name))
    return found, others


def _left_out(folder: str, names: Sequence[str]) -> str:
    shown = enumerated([f"`{name}`" for name in names[:5]])
    if len(names) > 5:
        shown = _("{names} and {n} more", names=shown, n=f"{len(names) - 5:,}")
    return ngettext(
        "`{folder}`: {n} file that no reader takes, left out: {files}.",
        "`{folder}`: {n} files that no reader takes, left out: {files}.",
        len(names),
        folder=folder,
        files=shown,
    )
