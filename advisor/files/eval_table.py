"""Samples from a table: CSV, TSV, JSON or JSONL rows, Parquet, or a DataFrame, one row per variant, item and repeat.

Columns `item` and `score` are needed, the rest may be missing; without `variant` the name of the file is the
variant. Blank, NaN and infinite scores stay unscored; a row with a text in `error` is a failed call, whatever
its score says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import TypeVar

from advisor.errors import EvalFileError
from advisor.evals.sample_table import TEXTS
from advisor.evals.samples import Sample
from advisor.files.eval_frame import read_frame
from advisor.files.file_rows import FileRows
from advisor.files.sample_texts import sample_text
from advisor.files.score_values import WrongCell, amount, count, is_blank, label, score_value
from advisor.files.table_columns import ColumnMap, Columns, find_columns, tool_of
from advisor.files.table_data import TableData
from advisor.files.without_folders import one_line
from advisor.language import _, ngettext
from advisor.schema.evidence import FileRead

_T = TypeVar("_T")
_NO_ERROR = {"0", "0.0", "false", "no", "ok", "[]", "{}"}


def read_table(table: TableData, given: ColumnMap | None) -> FileRows:
    """The samples of one table; EvalFileError with row and value for the first cell that cannot be read."""
    columns = find_columns(table, given)
    found = read_frame(table, columns)
    if found is not None:
        return FileRows(
            file=_file_read(table, found.rows, found.unscored, found.doubles),
            samples=(),
            numbered="epoch" in columns.others,
            table=found.table,
        )
    samples: list[Sample] = []
    unscored = 0
    maybe_variants: set[str] = set()
    for place, row in table.rows():
        if columns.maybe_variant is not None:
            maybe_variants.add(label(row[columns.maybe_variant]))
        sample = _sample(table, columns, place, row)
        samples.append(sample)
        unscored += not sample.failed and len(sample.scores) < len(columns.scores)
    if not samples:
        raise EvalFileError(f"`{table.name}` has a header and no rows: export the results again.")
    if len(maybe_variants) > 1:
        raise EvalFileError(
            f"`{table.name}` has no column `variant`, and its column `{columns.maybe_variant}` holds"
            f" {len(maybe_variants)} values: say what is compared, for example"
            f' columns={{"variant": "{columns.maybe_variant}"}}.'
        )
    if not any(sample.scores or sample.failed for sample in samples):
        names = ", ".join(f"`{column}`" for column in columns.scores.values())
        raise EvalFileError(f"`{table.name}` has no usable score: every row of {names} is blank, NaN or infinite.")
    numbered = "epoch" in columns.others
    kept = _without_doubles(table, samples) if numbered else samples
    return FileRows(
        file=_file_read(table, len(kept), unscored, len(samples) - len(kept)), samples=kept, numbered=numbered
    )


def _file_read(table: TableData, rows: int, unscored: int, doubles: int) -> FileRead:
    notes = []
    if unscored:
        notes.append(
            ngettext(
                "{n} row without a score (blank, NaN or infinite), counted as unscored.",
                "{n} rows without a score (blank, NaN or infinite), counted as unscored.",
                unscored,
            )
        )
    if doubles:
        notes.append(
            ngettext(
                "{n} row there twice with the same epoch, counted once.",
                "{n} rows there twice with the same epoch, counted once.",
                doubles,
            )
        )
    if table.cut_off:
        notes.append(_("The last line is cut off and was left out: the run may have been stopped."))
    tool = tool_of(table.columns)
    return FileRead(
        name=table.name,
        tool=_("{kind} of {tool}", kind=table.kind, tool=tool) if tool else table.kind,
        tool_version=None,
        status="partial" if table.cut_off else "unknown",
        rows=rows,
        notes=tuple(notes),
    )


def _sample(table: TableData, columns: Columns, place: int, row: Mapping[str, object]) -> Sample:
    def cell(ours: str, read: Callable[[object], _T], column: str | None = None) -> _T | None:
        column = column or columns.others.get(ours)
        if column is None:
            return None
        try:
            return read(row[column])
        except ValueError as error:
            place_of_it = f"`{table.name}`, row {place}: `{column}` is"
            wanted = error.wanted if isinstance(error, WrongCell) else error
            raise EvalFileError(f"{place_of_it} {error}.", f"{place_of_it} {wanted}.") from None

    variant = cell("variant", label) if "variant" in columns.others else table.stem
    item = cell("item", label)
    for ours, found in (("variant", variant), ("item", item)):
        if not found:
            raise EvalFileError(f"`{table.name}`, row {place}, has no `{columns.others[ours]}`: fill it in.")
    error = cell("error", _error_text)
    marks = {name: cell("score", score_value, column) for name, column in columns.scores.items()}
    epoch = cell("epoch", count)
    latency_ms = cell("latency_ms", amount)
    return Sample(
        variant=unicodedata.normalize("NFC", str(variant)),
        item=unicodedata.normalize("NFC", str(item)),
        scores={} if error else {name: mark for name, mark in marks.items() if mark is not None},
        epoch=1 if epoch is None else epoch,
        failed=bool(error),
        error=error or None,
        cost_usd=cell("cost", amount),
        latency_s=cell("latency", amount) if latency_ms is None else latency_ms / 1000,
        tokens_in=cell("tokens_in", count),
        tokens_cached=cell("tokens_cached", count),
        tokens_out=cell("tokens_out", count),
        calls=cell("calls", count),
        models=(model,) if (model := cell("model", label)) else (),
        cluster=cell("cluster", label) or None,
        segment=cell("segment", label) or None,
        graders=dict.fromkeys(columns.scores, grader) if (grader := cell("grader", label)) else {},
        text=sample_text(*(row[columns.others[name]] if name in columns.others else None for name in TEXTS)),
    )


def _error_text(value: object) -> str:
    """The error of a row in one line; empty when the cell only says that there was none."""
    if is_blank(value) or str(value).strip().lower() in _NO_ERROR:
        return ""
    return one_line(str(value)) or "failed"


def _without_doubles(table: TableData, samples: list[Sample]) -> list[Sample]:
    """Each variant, item and epoch once; EvalFileError when two rows of the same epoch disagree."""
    seen: dict[tuple[str, str, int], Sample] = {}
    for sample in samples:
        key = (sample.variant, sample.item, sample.epoch)
        if seen.setdefault(key, sample) != sample:
            raise EvalFileError(
                f"`{table.name}`: variant `{sample.variant}`, item `{sample.item}`, epoch {sample.epoch} is there twice"
                " with different results: keep one row, or number the repeats in `epoch`."
            )
    return list(seen.values())
