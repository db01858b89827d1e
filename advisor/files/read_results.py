"""Eval results from files, folders, uploads or DataFrames, joined into one set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.eval_set import EvalSet
from advisor.files.eval_peek import Peek
from advisor.files.eval_reader import Taken, read_taken
from advisor.files.eval_recognition import Readers
from advisor.files.file_rows import FileRows
from advisor.files.given_sources import GivenFolder, given_sources
from advisor.files.joining import join_files
from advisor.files.result_folder import files_with_results
from advisor.files.table_columns import ColumnMap
from advisor.files.table_data import frame_table
from advisor.language import _
from advisor.schema.evidence import Place


def read_results(
    sources: Any,
    *,
    approaches: Mapping[str, Place | None] | None = None,
    columns: ColumnMap | None = None,
    skip_broken: bool = False,
) -> EvalSet:
    """All samples of one or several sources.

    A source is a path, a folder, a pair of name and bytes, or a DataFrame (pandas, Polars or any other that narwhals
    knows); `sources` is one of these or a list of them. `columns` maps our names to those of a table; `approaches`
    says where variants belong when their names do not. A folder without results, or a file in one that cannot be read,
    becomes a note as long as another one can; with `skip_broken` every file does.
    Raises EvalFileError with one sentence a line for all that cannot be read.
    """
    given = given_sources(sources)
    if not given:
        raise EvalFileError("There is no result file: give at least one.")
    readers = Readers(columns)
    notes: list[str] = []
    taken: list[Taken | EvalFileError] = []
    may_break: list[bool] = []
    for place, source in enumerate(given, start=1):
        if isinstance(source, GivenFolder):
            found, left_out = _take_folder(source, readers)
            notes += left_out
        else:
            found = [_take(source, place, readers)]
        taken += found
        may_break += [skip_broken or isinstance(source, GivenFolder)] * len(found)
    read = _read_together(taken)
    good = [each for each in read if isinstance(each, FileRows)]
    broken = [(each, allowed) for each, allowed in zip(read, may_break, strict=True) if isinstance(each, EvalFileError)]
    if broken and not (all(each[1] for each in broken) and any(rows.has_rows for rows in good)):
        raise EvalFileError(
            "\n".join(dict.fromkeys(str(error) for error, _allowed in broken)),
            "\n".join(dict.fromkeys(error.discreet for error, _allowed in broken)),
        )
    joined = join_files(good)
    told = (*joined.notes, *notes, *readers.notes, *(_("Left out: {problem}", problem=each[0]) for each in broken))
    return replace(joined, notes=told).with_approaches(approaches or {})


def find_problems(sources: Any, columns: ColumnMap | None = None) -> list[str | None]:
    """What is wrong with each file, upload or DataFrame, in order, or None; all are read together, since one may
    explain another. Folders are not looked into.
    """
    readers = Readers(columns)
    given = [source for source in given_sources(sources) if not isinstance(source, GivenFolder)]
    taken = [_take(source, place, readers) for place, source in enumerate(given, start=1)]
    return [str(each) if isinstance(each, EvalFileError) else None for each in _read_together(taken)]


def _take_folder(folder: GivenFolder, readers: Readers) -> tuple[list[Taken | EvalFileError], list[str]]:
    """What a folder gives, with a note on what was left out; one error where it holds no results."""
    try:
        return files_with_results(folder, readers)
    except EvalFileError as error:
        return [error], []


def _take(source: Any, place: int, readers: Readers) -> Taken | EvalFileError:
    """One source with its reader, or what is wrong with it."""
    try:
        if isinstance(source, Peek):
            return readers.recognise_any(source)
        name = f"DataFrame {place}"
        return Taken(readers.table, frame_table(source, name), name)
    except EvalFileError as error:
        return error


def _read_together(taken: Sequence[Taken | EvalFileError]) -> list[FileRows | EvalFileError]:
    """What each file gives, in order; the files of one tool are read at once."""
    groups: dict[int, list[int]] = defaultdict(list)
    found: dict[int, FileRows | EvalFileError] = {}
    for place, each in enumerate(taken):
        if isinstance(each, EvalFileError):
            found[place] = each
        else:
            groups[id(each.reader)].append(place)
    for places in groups.values():
        files = [file for place in places if isinstance(file := taken[place], Taken)]
        found.update(zip(places, read_taken(files), strict=True))
    return [found[place] for place in range(len(taken))]
