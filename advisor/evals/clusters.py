"""Sums and sizes by cluster, of each variant's marks and of each pair's differences, added up where the items are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import narwhals as nw
import numpy as np

from advisor.evals.digits import steady_sums
from advisor.evals.marks import Floats, floats
from advisor.stats.moments import ROUNDING

FEW_CLUSTERS = 10
"""With fewer the error bar is rough, and is marked so."""

_CHUNK = 60
_LEAST = 0.5
"""A cluster without an item of a variant has the size 0 there."""


@dataclass(frozen=True, slots=True)
class Totals:
    """The sum of the marks and the number of items in each cluster that has some."""

    sums: Floats
    sizes: Floats

    @property
    def groups(self) -> int:
        """How many clusters."""
        return len(self.sizes)

    @property
    def mirrored(self) -> Totals:
        """The same of the differences the other way round."""
        return Totals(0.0 - self.sums, self.sizes)


@dataclass(frozen=True)
class ClusterTotals:
    """The clusters of one reading, by the places of the variants."""

    variants: tuple[Totals, ...]
    pairs: Mapping[tuple[int, int], Totals]
    """By (i, j) with i < j: the differences of i minus j."""
    sums: Floats
    sizes: Floats
    """(G, K) and (G,): over the items that all variants with a mark have."""

    def pair(self, i: int, j: int) -> Totals:
        """The differences of variant i minus variant j."""
        return self.pairs[i, j] if i < j else self.pairs[j, i].mirrored


def cluster_totals(frame: nw.LazyFrame[Any], names: Sequence[str]) -> ClusterTotals:
    """The totals of the item marks in these columns, by the column `cluster`."""
    alone = _totals(frame, [(name, nw.col(name)) for name in names])
    pairs: dict[tuple[int, int], Totals] = {}
    every = list(combinations(range(len(names)), 2))
    for start in range(0, len(every), _CHUNK):
        some = every[start : start + _CHUNK]
        found = _totals(frame, [(f"p{i}_{j}", nw.col(names[i]) - nw.col(names[j])) for i, j in some])
        for i, j in some:
            sums, sizes = found[f"p{i}_{j}"]
            # Scores that cancel leave their rounding, which is no difference.
            size = np.abs(alone[names[i]][0]) + np.abs(alone[names[j]][0])
            pairs[i, j] = _with_items(np.where(np.abs(sums) <= ROUNDING * size, 0.0, sums), sizes)
    marked = [name for name in names if alone[name][1].any()]
    shared = frame.filter(*(~nw.col(name).is_null() for name in marked)) if marked else frame
    complete = _totals(shared, [(name, nw.col(name)) for name in names])
    return ClusterTotals(
        variants=tuple(_with_items(*alone[name]) for name in names),
        pairs=pairs,
        sums=np.column_stack([complete[name][0] for name in names]),
        sizes=complete[marked[0]][1] if marked else np.zeros(0),
    )


def _totals(frame: nw.LazyFrame[Any], columns: Sequence[tuple[str, nw.Expr]]) -> dict[str, tuple[Floats, Floats]]:
    wide = frame.select("cluster", *(each.alias(name) for name, each in columns))
    asked = [nw.col(name).sum().alias(f"{name}_sum") for name, _ in columns]
    asked += [nw.col(name).count().alias(f"{name}_size") for name, _ in columns]
    found = wide.group_by("cluster").agg(*asked).collect(backend="pyarrow").sort("cluster")
    return {
        name: (
            steady_sums(np.nan_to_num(floats(found[f"{name}_sum"]))),
            floats(found[f"{name}_size"]),
        )
        for name, _ in columns
    }


def _with_items(sums: Floats, sizes: Floats) -> Totals:
    there = sizes > _LEAST
    return Totals(sums[there], sizes[there])
