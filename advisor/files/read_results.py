"""Eval results from files, uploads or DataFrames, joined into one set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.approach_names import guess_approach
from advisor.evals.samples import EvalSet, Sample
from advisor.files.eval_recognition import recognise
from advisor.files.eval_source import read_path, read_upload
from advisor.files.eval_table import read_table
from advisor.files.file_rows import FileRows, plural
from advisor.files.inspect_log import InspectFile, read_inspect
from advisor.files.promptfoo import PromptfooFile, read_promptfoo
from advisor.files.table_columns import ColumnMap
from advisor.files.table_data import TableData, frame_table
from advisor.schema.evidence import Place


def read_results(
    sources: Any, *, approaches: Mapping[str, Place | None] | None = None, columns: ColumnMap | None = None
) -> EvalSet:
    """All samples of one or several sources.

    A source is a path, a pair of name and bytes, or a DataFrame (pandas, Polars or any other that narwhals
    knows); `sources` is one of these or a list of them. `columns` maps our names to those of a table;
    `approaches` says where variants belong when their names do not.
    Raises EvalFileError in one sentence for the first thing that cannot be read.
    """
    found = [_open(source, place) for place, source in enumerate(_as_list(sources), start=1)]
    if not found:
        raise EvalFileError("There is no result file: give at least one.")
    logs = iter(read_inspect([file for file in found if isinstance(file, InspectFile)]))
    runs = iter(read_promptfoo([file for file in found if isinstance(file, PromptfooFile)]))
    rows = [
        next(logs) if isinstance(file, InspectFile)
        else next(runs) if isinstance(file, PromptfooFile)
        else read_table(file, columns)
        for file in found
    ]  # fmt: skip
    return _join(rows).with_approaches(approaches or {})


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


def _open(source: Any, place: int) -> InspectFile | PromptfooFile | TableData:
    if isinstance(source, str | Path):
        return recognise(read_path(Path(source)))
    if _is_upload(source):
        return recognise(read_upload(source[0], bytes(source[1])))
    return frame_table(source, f"DataFrame {place}")


def _join(files: Sequence[FileRows]) -> EvalSet:
    """One set from all files; repeats get numbers, and what was repeated is noted."""
    seen: Counter[tuple[str, str]] = Counter()
    taken: set[tuple[str, str, int]] = set()
    samples: list[Sample] = []
    notes: list[str] = []
    for rows in files:
        before = dict(seen)
        within = across = 0
        for sample in rows.samples:
            key = (sample.variant, sample.item)
            seen[key] += 1
            epoch = sample.epoch if rows.numbered else seen[key]
            if (*key, epoch) in taken:
                epoch = max(seen[key], 1)
                while (*key, epoch) in taken:
                    epoch += 1
            across += key in before
            within += not rows.numbered and key not in before and seen[key] > 1
            taken.add((*key, epoch))
            samples.append(sample if sample.epoch == epoch else replace(sample, epoch=epoch))
        if within:
            notes.append(
                f"`{rows.file.name}`: {plural(within, 'row')} with an item that the same variant already has,"
                " taken as repeats: they are averaged, and n stays the number of items."
            )
        if across:
            notes.append(
                f"`{rows.file.name}`: {plural(across, 'row')} of a variant and item that another file holds too,"
                " taken as repeats."
            )
    if not any(sample.scores for sample in samples):
        raise EvalFileError("No row has a score: every call failed or was left unscored.")
    places = {variant: guess_approach(variant) for variant in sorted({sample.variant for sample in samples})}
    return EvalSet(
        samples=tuple(samples),
        files=tuple(rows.file for rows in files),
        approaches=places,
        notes=tuple(notes),
        blended=frozenset().union(*(rows.blended for rows in files)),
    )
