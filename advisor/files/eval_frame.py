"""Samples from a table that stays where it lies: typed, counted and checked by expressions, never row by row.

What is read is what `eval_table` reads. When some cell cannot be read, or the columns hold mixed objects, this returns
None and the rows are gone through one by one.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from advisor.evals.kept import kept
from advisor.evals.row_totals import MOST_VARIANTS
from advisor.evals.sample_table import SampleTable
from advisor.files import typed_columns as typed
from advisor.files.score_values import label as label_of
from advisor.files.table_columns import Columns
from advisor.files.table_data import TableData

_TEXTS = ("input", "output", "expected", "reason")
_LABELS = ("cluster", "segment", "grader")


@dataclass(frozen=True, slots=True)
class FrameRows:
    """The rows of a table with what was counted on the way."""

    table: SampleTable
    rows: int
    unscored: int
    doubles: int


def read_frame(table: TableData, columns: Columns) -> FrameRows | None:
    """The rows by expressions; None where only a walk through the rows can tell what is wrong, or read them."""
    if table.frames is None:
        return None
    texts = {column for ours, column in columns.others.items() if ours not in _MEASURES}
    for frame in table.frames(texts):
        try:
            return _read(frame, table, columns)
        except _unreadable_types():  # a later row is not what the first rows were
            continue
    return None


_MEASURES = ("epoch", "cost", "latency", "latency_ms", "tokens_in", "tokens_out")


def _unreadable_types() -> tuple[type[Exception], ...]:
    module = sys.modules.get("duckdb")
    return (module.Error,) if module else ()


def _read(frame: nw.LazyFrame[Any], table: TableData, columns: Columns) -> FrameRows | None:
    schema = frame.collect_schema()
    theirs = {ours: table.raw.get(column, column) for ours, column in columns.others.items()}
    marks = [table.raw.get(column, column) for column in columns.scores.values()]
    needed = [column for ours, column in theirs.items() if ours not in _TEXTS] + marks
    if not all(typed.can_be_typed(schema[column]) for column in needed):
        return None
    for are_plain in (True, False):  # names that are plain ASCII words, as nearly all are, need no cleaning
        found = _typed(frame, theirs, marks, schema, table.stem, are_plain)
        counts = _counts(found, len(marks))
        if not counts["bad"]:
            break
    if not counts["rows"] or counts["bad"] or not counts["usable"]:
        return None
    if (
        columns.maybe_variant is not None
        and _values(frame, table.raw.get(columns.maybe_variant, columns.maybe_variant)) > 1
    ):
        return None
    named = _named(found.drop("is_bad"), are_plain)
    if named is None:
        return None
    doubles = 0
    if "epoch" in theirs:
        single = _without_doubles(named, counts["rows"])
        if single is None:
            return None
        named, doubles = single
    return FrameRows(
        SampleTable(named, tuple(columns.scores), _graders(named, tuple(columns.scores))),
        rows=counts["rows"] - doubles,
        unscored=counts["unscored"],
        doubles=doubles,
    )


def _typed(
    frame: nw.LazyFrame[Any],
    theirs: Mapping[str, str],
    marks: Sequence[str],
    schema: Mapping[str, Any],
    stem: str | None,
    are_plain: bool,
) -> nw.LazyFrame[Any]:
    """Our columns and `is_bad`, kept: they are counted several times.

    `are_plain`: names that would have to be cleaned count as bad, too.
    """
    as_they_are = (*_TEXTS, *(("variant", "item") if are_plain else ()))
    texts = {column for ours, column in theirs.items() if ours not in as_they_are} | set(marks)
    texts = {column for column in texts if typed.is_text(schema[column])}
    frame = frame.with_columns(*(typed.stripped(column) for column in sorted(texts))) if texts else frame
    bad: list[nw.Expr] = []
    columns: dict[str, nw.Expr] = {}

    def put(name: str, column: typed.Typed) -> nw.Expr:
        columns[name] = column.value
        bad.append(column.is_bad)
        return column.value

    for ours in ("variant", "item"):
        if ours in theirs:
            read = typed.plain_label if are_plain else typed.label
            put(ours, read(theirs[ours], schema[theirs[ours]]))
        else:
            columns[ours] = nw.lit(unicodedata.normalize("NFC", stem or ""))
    failed = nw.lit(False)
    if "error" in theirs:
        failed, columns["error"] = typed.failure(theirs["error"], schema[theirs["error"]])
    columns["failed"] = failed
    for place, column in enumerate(marks):
        found = typed.score(column, schema[column])
        columns[f"s{place}"] = nw.when(~failed).then(found.value) if "error" in theirs else found.value
        bad.append(found.is_bad)
    if "epoch" in theirs:
        epoch = typed.whole(theirs["epoch"], schema[theirs["epoch"]])
        columns["epoch"] = epoch.value.fill_null(1.0)
        bad.append(epoch.is_bad)
    if "cost" in theirs:
        put("cost_usd", typed.amount(theirs["cost"], schema[theirs["cost"]]))
    seconds = (
        put("latency_s", typed.amount(theirs["latency"], schema[theirs["latency"]])) if "latency" in theirs else None
    )
    if "latency_ms" in theirs:
        thousandths = typed.amount(theirs["latency_ms"], schema[theirs["latency_ms"]])
        bad.append(thousandths.is_bad)
        own = thousandths.value / 1000
        columns["latency_s"] = own if seconds is None else nw.coalesce(own, seconds)
    for ours in ("tokens_in", "tokens_out"):
        if ours in theirs:
            put(ours, typed.whole(theirs[ours], schema[theirs[ours]]))
    for ours in _LABELS:
        if ours in theirs:
            found = typed.label(theirs[ours], schema[theirs[ours]])
            columns[ours] = nw.when(~found.is_bad).then(found.value)
    for ours in _TEXTS:
        if ours in theirs and typed.can_be_typed(schema[theirs[ours]]):
            columns[ours] = typed.words(theirs[ours], schema[theirs[ours]])
    return kept(
        frame.select(
            *(each.alias(name) for name, each in columns.items()), typed.any_of(bad).cast(nw.Int64()).alias("is_bad")
        )
    )


def _counts(found: nw.LazyFrame[Any], marks: int) -> dict[str, int]:
    scored = [nw.when(~nw.col(f"s{place}").is_null()).then(nw.lit(1)).otherwise(nw.lit(0)) for place in range(marks)]
    number = sum(scored[1:], scored[0]) if scored else nw.lit(0)
    wide = found.select(
        nw.col("is_bad"),
        nw.when((number > 0) | nw.col("failed")).then(nw.lit(1)).alias("usable"),
        nw.when((number < marks) & ~nw.col("failed")).then(nw.lit(1)).alias("unscored"),
    )
    asked = wide.select(
        nw.len().alias("rows"),
        nw.col("is_bad").sum().alias("bad"),
        nw.col("usable").count(),
        nw.col("unscored").count(),
    )
    (row,) = asked.collect(backend="pyarrow").rows(named=True)
    return {name: int(value or 0) for name, value in row.items()}


def _values(frame: nw.LazyFrame[Any], column: str) -> int:
    distinct = frame.select(column).unique().head(2)
    return int(distinct.select(nw.len().alias("n")).collect(backend="pyarrow")["n"][0])


def _named(frame: nw.LazyFrame[Any], are_plain: bool) -> nw.LazyFrame[Any] | None:
    """Variant names as they are shown; None where item names need the same and have to be gone through."""
    variants = (
        frame.group_by("variant").agg(nw.len()).head(MOST_VARIANTS + 1).collect(backend="pyarrow")["variant"].to_list()
    )
    renamed = {name: _shown(name) for name in variants if _shown(name) != name}
    if renamed:
        shown = nw.col("variant")
        for name, better in renamed.items():
            shown = nw.when(nw.col("variant") == name).then(nw.lit(better)).otherwise(shown)
        frame = frame.with_columns(shown.alias("variant"))
    if are_plain:
        return frame
    odd = frame.filter(nw.col("item").str.contains(_ODD)).select("item").unique().head(_MOST_ODD + 1)
    items = odd.collect(backend="pyarrow")["item"].to_list()
    return None if any(_shown(name) != name for name in items) else frame


_ODD = "[^ -~]"
"""Item names with other letters than those of ASCII: they may be written in two ways, or hold control characters."""
_MOST_ODD = 100_000


def _shown(name: str) -> str:
    return unicodedata.normalize("NFC", label_of(name))


def _without_doubles(frame: nw.LazyFrame[Any], rows: int) -> tuple[nw.LazyFrame[Any], int] | None:
    """Rows of the same variant, item and epoch once; None where they disagree."""
    keys = frame.select("variant", "item", "epoch").unique()
    if _length(keys) == rows:
        return frame, 0
    single = kept(frame.unique())
    left = _length(single)
    return (single, rows - left) if left == _length(keys) else None


def _length(frame: nw.LazyFrame[Any]) -> int:
    return int(frame.select(nw.len().alias("n")).collect(backend="pyarrow")["n"][0])


def _graders(frame: nw.LazyFrame[Any], scores: tuple[str, ...]) -> frozenset[tuple[str, str, str]]:
    if "grader" not in frame.collect_schema().names():
        return frozenset()
    found = frame.select("variant", "grader").unique().head(1000).collect(backend="pyarrow").rows()
    return frozenset((variant, score, who) for variant, who in found if who is not None for score in scores)
