"""Samples from a table that stays where it lies: typed, counted and checked by expressions, never row by row.

What is read is what `eval_table` reads. When some cell cannot be read, or the columns hold mixed objects, this returns
None and the rows are gone through one by one.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from advisor.evals.kept import kept
from advisor.evals.row_totals import MOST_VARIANTS
from advisor.evals.sample_table import COUNTS, SampleTable
from advisor.files import typed_columns as typed
from advisor.files.score_values import label as label_of
from advisor.files.table_columns import Columns
from advisor.files.table_data import TableData

_TEXTS = ("input", "output", "expected", "reason")
_LABELS = ("cluster", "segment", "grader", "model")


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


_MEASURES = ("epoch", "cost", "latency", "latency_ms", *COUNTS)


_PLAIN = {"variant": typed.any_label, "item": typed.plain_label}
"""How names are read that need no cleaning; those of the variants are few, and cleaned afterwards."""


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
        found, checks = _typed(frame, theirs, marks, schema, table.stem, are_plain)
        counts = _counts(found, checks, len(marks))
        named = None if counts["bad"] else _named(found.drop("is_bad"), are_plain)
        if named is not None:
            break
    if named is None or not counts["rows"] or not counts["usable"]:
        return None
    if (
        columns.maybe_variant is not None
        and _values(frame, table.raw.get(columns.maybe_variant, columns.maybe_variant)) > 1
    ):
        return None
    doubles = 0
    if "epoch" in theirs:
        single = _without_doubles(named, counts["rows"])
        if single is None:
            return None
        named, doubles = single
    return FrameRows(
        SampleTable(
            named.drop("model") if "model" in theirs else named,
            tuple(columns.scores),
            _graders(named, tuple(columns.scores)),
            _models(named),
        ),
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
) -> tuple[nw.LazyFrame[Any], list[nw.Expr]]:
    """Our columns and `is_bad`, kept: they are counted several times; and where else a finished value is bad.

    `are_plain`: items whose names would have to be cleaned count as bad, too.
    """
    as_they_are = (*_TEXTS, *(("variant", "item") if are_plain else ()))
    texts = {column for ours, column in theirs.items() if ours not in as_they_are} | set(marks)
    texts = {column for column in texts if typed.is_text(schema[column])}
    frame = frame.with_columns(*(typed.stripped(column) for column in sorted(texts))) if texts else frame
    values: dict[str, nw.Expr] = {}
    bad: list[nw.Expr] = []  # what only the texts as they were given can tell
    odd: list[nw.Expr] = []  # what the values tell

    def put(name: str, column: str, read: Callable[[str, nw.dtypes.DType], typed.Typed]) -> nw.Expr:
        found = read(column, schema[column])
        values[name], own = found.value, nw.col(name)
        if typed.is_text(schema[column]) and name not in ("variant", "item"):
            values[f"raw {name}"] = nw.col(column)
            bad.append(found.is_bad(own, nw.col(f"raw {name}")))
        else:
            odd.append(found.is_bad(own, own))
        return own

    for ours in ("variant", "item"):
        if ours in theirs:
            put(ours, theirs[ours], _PLAIN[ours] if are_plain else typed.label)
        else:
            values[ours] = nw.lit(unicodedata.normalize("NFC", stem or ""))
    values["failed"] = nw.lit(False)
    if "error" in theirs:
        values["failed"], values["error"] = typed.failure(theirs["error"], schema[theirs["error"]])
    columns = {name: nw.col(name) for name in values}
    for place, column in enumerate(marks):
        mark = put(f"s{place}", column, typed.score)
        columns[f"s{place}"] = nw.when(~nw.col("failed")).then(mark) if "error" in theirs else mark
    if "epoch" in theirs:
        columns["epoch"] = put("epoch", theirs["epoch"], typed.whole).fill_null(1.0)
    if "cost" in theirs:
        columns["cost_usd"] = put("cost_usd", theirs["cost"], typed.amount)
    if "latency" in theirs:
        columns["latency_s"] = put("latency_s", theirs["latency"], typed.amount)
    if "latency_ms" in theirs:
        columns["latency_ms"] = put("latency_ms", theirs["latency_ms"], typed.amount)
        own = nw.col("latency_ms") / 1000
        seconds = nw.coalesce(own, nw.col("latency_s")) if "latency" in theirs else own
    for ours in COUNTS:
        if ours in theirs:
            columns[ours] = put(ours, theirs[ours], typed.whole)
    for ours in _LABELS:
        if ours in theirs:
            found = typed.label(theirs[ours], schema[theirs[ours]])
            values[ours] = found.value
            columns[ours] = nw.when(~found.is_bad(nw.col(ours), nw.col(ours))).then(nw.col(ours))
    for ours in _TEXTS:
        if ours in theirs and typed.can_be_typed(schema[theirs[ours]]):
            values[ours] = typed.words(theirs[ours], schema[theirs[ours]])
            columns[ours] = nw.col(ours)
    frame = frame.select(*(each.alias(name) for name, each in values.items())).select(
        *(each.alias(name) for name, each in columns.items()), typed.any_of(bad).cast(nw.Int64()).alias("is_bad")
    )
    if "latency_ms" in theirs:
        frame = frame.with_columns(seconds.alias("latency_s"))
    return kept(frame), odd


def _counts(found: nw.LazyFrame[Any], odd: Sequence[nw.Expr], marks: int) -> dict[str, int]:
    scored = [nw.when(~nw.col(f"s{place}").is_null()).then(nw.lit(1)).otherwise(nw.lit(0)) for place in range(marks)]
    number = sum(scored[1:], scored[0]) if scored else nw.lit(0)
    wide = found.select(
        nw.when((nw.col("is_bad") > 0) | typed.any_of(odd)).then(nw.lit(1)).alias("bad"),
        nw.when((number > 0) | nw.col("failed")).then(nw.lit(1)).alias("usable"),
        nw.when((number < marks) & ~nw.col("failed")).then(nw.lit(1)).alias("unscored"),
    )
    asked = wide.select(
        nw.len().alias("rows"),
        nw.col("bad").count(),
        nw.col("usable").count(),
        nw.col("unscored").count(),
    )
    (row,) = asked.collect(backend="pyarrow").rows(named=True)
    return {name: int(value or 0) for name, value in row.items()}


def _values(frame: nw.LazyFrame[Any], column: str) -> int:
    distinct = frame.select(column).unique().head(2)
    return int(distinct.select(nw.len().alias("n")).collect(backend="pyarrow")["n"][0])


def _named(frame: nw.LazyFrame[Any], are_plain: bool) -> nw.LazyFrame[Any] | None:
    """Variant names as they are shown; None where one is blank, or item names have to be gone through one by one."""
    variants = (
        frame.group_by("variant").agg(nw.len()).head(MOST_VARIANTS + 1).collect(backend="pyarrow")["variant"].to_list()
    )
    renamed = {name: _shown(name) for name in variants if _shown(name) != name}
    if "" in renamed.values():
        return None
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
    return frozenset((variant, score, who) for variant, who in _told(frame, "grader") for score in scores)


def _models(frame: nw.LazyFrame[Any]) -> frozenset[tuple[str, str]]:
    return frozenset((variant, label_of(model)) for variant, model in _told(frame, "model"))


def _told(frame: nw.LazyFrame[Any], column: str) -> list[tuple[str, str]]:
    """The different values of a column of names with their variants."""
    if column not in frame.collect_schema().names():
        return []
    found = frame.select("variant", column).unique().head(1000).collect(backend="pyarrow").rows()
    return [(variant, value) for variant, value in found if value is not None]
