"""From rows to items, where the rows are: one row an item, one mark a variant, repeats averaged.

The rows are grouped by item once. The result is kept where it was made (in memory, or persisted on a Spark cluster)
and counted there; what comes here are the different rows of marks with their counts, or moments where they are too
many. Failed calls are left out; the second reading counts each as 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import combinations
from typing import Any

import narwhals as nw
import numpy as np

from advisor.evals.clusters import ClusterTotals, cluster_totals
from advisor.evals.digits import steady
from advisor.evals.kept import kept
from advisor.evals.marks import MOST_PATTERNS, Floats, Marks, PairMarks, VariantMarks, floats, marks_of
from advisor.evals.sample_table import SampleTable
from advisor.stats.joint_posterior import JointDraws
from advisor.stats.moments import Moments


@dataclass(frozen=True)
class ItemTable:
    """The items of some variants for one score."""

    frame: nw.LazyFrame[Any]
    """`item`, `cluster` where known; for each variant k its mark `v{k}` and rows `r{k}`.

    Where some call failed also `z{k}`, the mark with failures as 0.
    """
    variants: tuple[str, ...]
    is_clustered: bool
    has_failures: bool
    items: int
    rows: int
    """Rows of these variants on these items, whether they have a mark or not."""
    most_rows: int
    """The most of them that one variant has on one item."""

    @cached_property
    def marks(self) -> Marks:
        """The reading that leaves failed calls out."""
        return self._marks("v")

    @cached_property
    def marks_with_failures_as_zero(self) -> Marks:
        """The reading that counts every failed call as 0."""
        return self._marks("z") if self.has_failures else self.marks

    @cached_property
    def clusters(self) -> ClusterTotals | None:
        """The clusters of the reading that leaves failed calls out; None where each item stands for itself."""
        return self._clusters("v")

    @cached_property
    def clusters_with_failures_as_zero(self) -> ClusterTotals | None:
        """The clusters of the reading that counts every failed call as 0."""
        return self._clusters("z") if self.has_failures else self.clusters

    @cached_property
    def drawn(self) -> dict[str, JointDraws | None]:
        """The draws of all variants' true means, kept for each reading of the marks."""
        return {}

    @cached_property
    def presence(self) -> tuple[Floats, Floats]:
        """(P, K) rows per item and variant, 0 for an item that a variant was not run on, and (P,) how many items."""
        names = [f"r{k}" for k in range(len(self.variants))]
        found = self.frame.group_by(*names).agg(nw.len().alias("count")).collect(backend="pyarrow")
        return _floats(found, names), floats(found["count"])

    def _clusters(self, kind: str) -> ClusterTotals | None:
        if not self.is_clustered:
            return None
        return cluster_totals(self.frame, [f"{kind}{k}" for k in range(len(self.variants))])

    def _marks(self, kind: str) -> Marks:
        names = [f"{kind}{k}" for k in range(len(self.variants))]
        if self.items <= MOST_PATTERNS:
            found = self.frame.select(*names).collect(backend="pyarrow")
            return marks_of(_floats(found, names), np.ones(len(found)))
        # Some of the items tell soon where there are too many.
        for rows in (self.frame.head(2 * MOST_PATTERNS), self.frame):
            grouped = rows.select(*names).group_by(*names).agg(nw.len().alias("count"))
            found = grouped.head(MOST_PATTERNS + 1).collect(backend="pyarrow")
            if len(found) > MOST_PATTERNS:
                return _marks_by_moments(self.frame, names, self.items)
        return marks_of(_floats(found, names), floats(found["count"]))


def item_table(table: SampleTable, score: str) -> ItemTable:
    """The items of the variants that have this score; a variant's place by name is its number.

    Where there are several scores, items that no variant has this one on are left out. Equal repeats must give exactly
    their value, which the division of a sum of fractions need not; so the extremes are looked at too, where there are
    repeats of marks that are not all 0 or 1.
    """
    variants = [name for name, own in table.totals.items() if own.scored[score].rows]
    has_failures = any(table.totals[name].failed for name in variants)
    is_pass_fail = all(own.scored[score].is_pass_fail for own in table.totals.values())
    with_extremes = not is_pass_fail and "epoch" in table.columns
    found = _items(table, variants, score, has_failures, with_extremes)
    if found.most_rows > 1 and not is_pass_fail and not with_extremes:
        found = _items(table, variants, score, has_failures, True)
    return found


def _items(
    table: SampleTable, variants: Sequence[str], score: str, has_failures: bool, with_extremes: bool
) -> ItemTable:
    mark, is_clustered = nw.col(table.score_column(score)), "cluster" in table.columns
    columns, every = [nw.col("item")], []
    if is_clustered:
        columns.append(nw.coalesce(nw.col("cluster"), nw.col("item")).alias("cluster"))
        every.append(nw.col("cluster").min())
    for k, variant in enumerate(variants):
        own = nw.col("variant") == variant
        columns += [nw.when(own).then(mark).alias(f"v{k}"), nw.when(own).then(nw.lit(1)).alias(f"r{k}")]
        every += [nw.col(f"v{k}").mean().alias(f"mean{k}"), nw.col(f"r{k}").count().alias(f"r{k}")]
        if with_extremes:
            every += [nw.col(f"v{k}").min().alias(f"low{k}"), nw.col(f"v{k}").max().alias(f"high{k}")]
        if has_failures:
            columns.append(nw.when(own & nw.col("failed")).then(nw.lit(1)).alias(f"f{k}"))
            every += [nw.col(f"v{k}").count().alias(f"n{k}"), nw.col(f"f{k}").count().alias(f"f{k}")]
    grouped = table.frame.select(*columns).group_by("item").agg(*every)
    names = ["item", *(["cluster"] if is_clustered else [])]
    marks = [each for k in range(len(variants)) for each in _item_marks(k, has_failures, with_extremes)]
    if len(table.scores) > 1:  # an item that nobody has this score on belongs to another task
        told = [~nw.col(f"mean{k}").is_null() for k in range(len(variants))]
        told += [nw.col(f"f{k}") > 0 for k in range(len(variants))] if has_failures else []
        grouped = grouped.filter(reduce(lambda one, other: one | other, told))
    frame = kept(grouped.select(*names, *marks))
    counts = [nw.col(f"r{k}").max() for k in range(len(variants))]
    counts += [nw.col(f"r{k}").sum().alias(f"all{k}") for k in range(len(variants))]
    (row,) = frame.select(nw.len().alias("items"), *counts).collect(backend="pyarrow").rows(named=True)
    return ItemTable(
        frame,
        tuple(variants),
        is_clustered,
        has_failures,
        items=int(row["items"]),
        rows=sum(int(row[f"all{k}"] or 0) for k in range(len(variants))),
        most_rows=max((int(row[f"r{k}"] or 0) for k in range(len(variants))), default=0),
    )


def _item_marks(k: int, has_failures: bool, with_extremes: bool) -> list[nw.Expr]:
    own = nw.col(f"mean{k}")
    if with_extremes:
        own = nw.when(nw.col(f"low{k}") == nw.col(f"high{k}")).then(nw.col(f"low{k}")).otherwise(own)
    found = [own.alias(f"v{k}"), nw.col(f"r{k}")]
    if has_failures:
        n, failed = nw.col(f"n{k}"), nw.col(f"f{k}")
        diluted = own.fill_null(0.0) * n / (n + failed)
        found.append(nw.when(failed == 0).then(own).otherwise(diluted).alias(f"z{k}"))
    return found


def _floats(frame: nw.DataFrame[Any], names: Sequence[str]) -> Floats:
    """(n, K) numbers as floats, NaN where there is none."""
    return np.column_stack([floats(frame[name]) for name in names])


_CHUNK = 60
"""Pairs to be summed in one query."""


@dataclass(frozen=True, slots=True)
class _Sums:
    """What each variant's marks, and each pair's differences, add up to."""

    alone: list[dict[str, Any]]
    pairs: dict[tuple[int, int], dict[str, Any]]


def _marks_by_moments(frame: nw.LazyFrame[Any], names: Sequence[str], items: int) -> Marks:
    """The marks where there are too many different ones to be held."""
    found = _sums_of(frame, names)
    variants = tuple(_variant(own) for own in found.alone)
    pairs: dict[tuple[int, int], PairMarks] = {}
    for (i, j), own in found.pairs.items():
        left, right = variants[i], variants[j]
        if own["n"] and left and right:
            pairs[i, j] = PairMarks(
                differences=_moments(own),
                only_i=own["ones"],
                only_j=own["minus_ones"],
                are_binary=left.are_binary and right.are_binary,
                are_in_scale=min(left.low, right.low) >= 0 and max(left.high, right.high) <= 1,
            )
    if any(own["n"] < items for own in found.alone):
        found = _sums_of(frame.filter(*(~nw.col(name).is_null() for name in names)), names)
    return Marks(variants, pairs, None, None, _complete(found))


def _sums_of(frame: nw.LazyFrame[Any], names: Sequence[str]) -> _Sums:
    alone = _sums(frame, [(name, nw.col(name)) for name in names])
    pairs: dict[tuple[int, int], dict[str, Any]] = {}
    every = list(combinations(range(len(names)), 2))
    for start in range(0, len(every), _CHUNK):
        some = every[start : start + _CHUNK]
        sums = _sums(frame, [(f"p{i}_{j}", nw.col(names[i]) - nw.col(names[j])) for i, j in some])
        pairs |= {(i, j): sums[f"p{i}_{j}"] for i, j in some}
    return _Sums([alone[name] for name in names], pairs)


def _sums(frame: nw.LazyFrame[Any], columns: Sequence[tuple[str, nw.Expr]]) -> dict[str, dict[str, Any]]:
    """What each column adds up to, in one query."""
    one = nw.lit(1)
    wide = frame.select(
        *(each.alias(name) for name, each in columns),
        *(nw.when(each == 1.0).then(one).alias(f"{name}_one") for name, each in columns),
        *(nw.when(each == -1.0).then(one).alias(f"{name}_minus") for name, each in columns),
        *(nw.when(each == 0.0).then(one).alias(f"{name}_zero") for name, each in columns),
    )
    asked = []
    for name, _ in columns:
        own = nw.col(name)
        asked += [
            own.count().alias(f"{name}_n"),
            own.mean().alias(f"{name}_mean"),
            own.var().alias(f"{name}_var"),
            own.min().alias(f"{name}_low"),
            own.max().alias(f"{name}_high"),
            nw.col(f"{name}_one").count().alias(f"{name}_ones"),
            nw.col(f"{name}_minus").count().alias(f"{name}_minus_ones"),
            nw.col(f"{name}_zero").count().alias(f"{name}_zeros"),
        ]
    (row,) = wide.select(*asked).collect(backend="pyarrow").rows(named=True)
    kinds = ("n", "mean", "var", "low", "high", "ones", "minus_ones", "zeros")
    return {name: {kind: row[f"{name}_{kind}"] for kind in kinds} for name, _ in columns}


def _moments(sums: dict[str, Any]) -> Moments:
    variance = sums["var"]
    return Moments(int(sums["n"]), steady(sums["mean"]), None if sums["n"] < 2 else steady(variance))


def _variant(sums: dict[str, Any]) -> VariantMarks | None:
    if not sums["n"]:
        return None
    return VariantMarks(_moments(sums), sums["ones"] + sums["zeros"] == sums["n"], sums["low"], sums["high"])


def _complete(shared: _Sums) -> tuple[Floats, Floats, int] | None:
    """Means and covariance over the items that all variants have; None where there are fewer than two such items."""
    n = int(shared.alone[0]["n"])
    if n < 2:
        return None
    means = np.array([steady(own["mean"]) for own in shared.alone])
    covariance = np.diag([steady(own["var"]) for own in shared.alone])
    for (i, j), own in shared.pairs.items():
        covariance[i, j] = covariance[j, i] = (covariance[i, i] + covariance[j, j] - steady(own["var"])) / 2
    return means, covariance, n
