"""The rows of an evaluation as one table, wherever it lies: in memory, in DuckDB, in Polars or on a Spark cluster.

The columns have our names (`variant`, `item`, `failed`, and those of `OPTIONAL` that are known), a score is `s0`, `s1`,
… in the order of `scores`. A failed row has no score; a score is finite or empty. Everything that is counted is counted
by narwhals expressions, so the work is done where the rows are and only small tables come here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import narwhals as nw

from advisor.evals.samples import Sample, SampleText

if TYPE_CHECKING:
    from advisor.costs.usage import Usage
    from advisor.evals.item_table import ItemTable
    from advisor.evals.latency import Latencies
    from advisor.evals.row_totals import RowTotals

COUNTS = ("tokens_in", "tokens_cached", "tokens_out", "calls")
NUMBERS = ("cost_usd", "latency_s", *COUNTS)
TEXTS = ("input", "output", "expected", "reason")
OPTIONAL = ("epoch", "error", "cluster", "segment", "grader", *NUMBERS, *TEXTS)
"""The columns that may be missing: then nothing is known."""


@dataclass(frozen=True)
class SampleTable:
    """The rows of one or several files, and the names of their scores."""

    frame: nw.LazyFrame[Any]
    scores: tuple[str, ...]
    graders: frozenset[tuple[str, str, str]] = frozenset()
    """(variant, score, who graded it), where the files tell."""
    models: frozenset[tuple[str, str]] = frozenset()
    """(variant, a model that answered), where the files tell."""

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns that are there."""
        return frozenset(self.frame.collect_schema().names())

    def score_column(self, score: str) -> str:
        """The column of a score."""
        return f"s{self.scores.index(score)}"

    @cached_property
    def totals(self) -> Mapping[str, RowTotals]:
        """What the rows of each variant add up to, variants sorted by name."""
        from advisor.evals.row_totals import row_totals  # which needs this module itself

        return row_totals(self)

    @cached_property
    def usage(self) -> Mapping[str, Usage]:
        """What a finished piece of work of each variant used, variants sorted by name; the models are left open."""
        from advisor.evals.usage import usage_in  # which needs this module itself

        return usage_in(self)

    @cached_property
    def latencies(self) -> Mapping[str, Latencies]:
        """The quantiles of the latencies by variant, where some are known."""
        from advisor.evals.latency import latencies_in  # which needs this module itself

        return latencies_in(self)

    def items(self, score: str) -> ItemTable:
        """The items of all variants that have this score, by name; grouped once a table and score."""
        from advisor.evals.item_table import item_table  # which needs this module itself

        if score not in self._items:
            self._items[score] = item_table(self, score)
        return self._items[score]

    @cached_property
    def _items(self) -> dict[str, ItemTable]:
        return {}

    @cached_property
    def samples(self) -> tuple[Sample, ...]:
        """All rows as objects, in the order of the table; for a few rows, not for millions."""
        names = [name for name in ("variant", "item", "failed", *OPTIONAL) if name in self.columns]
        marks = [f"s{place}" for place in range(len(self.scores))]
        data = self.frame.select(*names, *marks).collect(backend="pyarrow").to_dict(as_series=False)
        models = self.models_by_variant()
        graders: dict[str, dict[str, str]] = {}
        for variant, score, who in sorted(self.graders):
            graders.setdefault(variant, {})[score] = who
        found = []
        for place, variant in enumerate(data["variant"]):
            row = {name: data[name][place] for name in names}
            values = {name: data[f"s{i}"][place] for i, name in enumerate(self.scores)}
            texts = [row.get(name) for name in TEXTS]
            found.append(
                Sample(
                    variant=variant,
                    item=row["item"],
                    scores={name: float(value) for name, value in values.items() if value is not None},
                    epoch=1 if row.get("epoch") is None else int(row["epoch"]),
                    failed=bool(row["failed"]),
                    error=row.get("error"),
                    **{name: row.get(name) for name in ("cost_usd", "latency_s")},
                    **{name: _whole(row.get(name)) for name in COUNTS},
                    models=models.get(variant, ()),
                    cluster=row.get("cluster"),
                    segment=row.get("segment"),
                    graders=graders.get(variant, {}),
                    text=SampleText(*texts) if any(text is not None for text in texts) else None,
                )
            )
        return tuple(found)

    def models_by_variant(self) -> dict[str, tuple[str, ...]]:
        """The models of each variant, sorted; a variant of which none is told is left out."""
        found: dict[str, tuple[str, ...]] = {}
        for variant, model in sorted(self.models):
            found[variant] = (*found.get(variant, ()), model)
        return found


def table_of(samples: Iterable[Sample]) -> SampleTable:
    """The table of these rows; columns that no row knows are left out."""
    import pyarrow as arrow

    rows = list(samples)
    scores = tuple(sorted({name for row in rows for name in row.scores}))
    columns: dict[str, Any] = {
        "variant": arrow.array([row.variant for row in rows], arrow.string()),
        "item": arrow.array([row.item for row in rows], arrow.string()),
        "failed": arrow.array([row.failed for row in rows], arrow.bool_()),
    }
    for name in ("epoch", "error", "cluster", "segment", *NUMBERS):
        values = [getattr(row, name) for row in rows]
        if any(value is not None for value in values):
            kind = arrow.string() if name in ("error", "cluster", "segment") else arrow.float64()
            columns[name] = arrow.array(values, kind)
    for name in TEXTS:
        values = [getattr(row.text, name) if row.text else None for row in rows]
        if any(value is not None for value in values):
            columns[name] = arrow.array(values, arrow.string())
    for place, score in enumerate(scores):
        marks = [None if row.failed else row.scores.get(score) for row in rows]
        columns[f"s{place}"] = arrow.array(marks, arrow.float64())
    graders = {(row.variant, score, who) for row in rows for score, who in row.graders.items()}
    models = {(row.variant, model) for row in rows for model in row.models}
    return SampleTable(nw.from_native(arrow.table(columns)).lazy(), scores, frozenset(graders), frozenset(models))


def joined(tables: Sequence[SampleTable]) -> SampleTable:
    """One table of all rows; scores of the same name are the same score.

    Tables that lie in different places are brought together in memory, as Arrow tables.
    """
    if len(tables) == 1:
        return tables[0]
    scores = tuple(sorted({score for table in tables for score in table.scores}))
    there = frozenset().union(*(table.columns for table in tables))
    kinds = {table.frame.implementation for table in tables}
    if len(kinds) > 1 or next(iter(kinds)).is_duckdb():  # what lies in two databases cannot be joined in either
        tables = [replace(table, frame=table.frame.collect(backend="pyarrow").lazy()) for table in tables]
    frames = [_aligned(table, scores, there) for table in tables]
    graders = frozenset().union(*(table.graders for table in tables))
    models = frozenset().union(*(table.models for table in tables))
    return SampleTable(nw.concat(frames, how="vertical"), scores, graders, models)


def _aligned(table: SampleTable, scores: Sequence[str], there: frozenset[str]) -> nw.LazyFrame[Any]:
    """The columns that all tables shall have, in one order and with one type each."""
    wanted: list[nw.Expr] = []
    for name in ("variant", "item", "failed", *OPTIONAL):
        if name not in there and name not in ("variant", "item", "failed"):
            continue
        kind = _kind(name)
        found = nw.col(name) if name in table.columns else nw.lit(None)
        wanted.append(found.cast(kind).alias(name))
    for place, score in enumerate(scores):
        found = nw.col(table.score_column(score)) if score in table.scores else nw.lit(None)
        wanted.append(found.cast(nw.Float64()).alias(f"s{place}"))
    return table.frame.select(*wanted)


def _kind(name: str) -> nw.dtypes.DType:
    if name == "failed":
        return nw.Boolean()
    return nw.Float64() if name in ("epoch", *NUMBERS) else nw.String()


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
