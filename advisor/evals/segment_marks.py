"""The items of each segment of traffic: each variant's mean, and each pair's difference, counted where the rows are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import narwhals as nw

from advisor.evals.eval_set import EvalSet
from advisor.evals.readings import Scored
from advisor.stats.moments import Moments


@dataclass(frozen=True, slots=True)
class SegmentMarks:
    """One segment; variants and pairs by their numbers in the readings, a pair (i, j) with i < j is i minus j."""

    variants: Mapping[int, Moments]
    pairs: Mapping[tuple[int, int], Moments]


def segment_marks(evals: EvalSet, scored: Scored) -> Mapping[str, SegmentMarks]:
    """The segments that the results name; failed calls are left out."""
    if "segment" not in evals.table.columns:
        return {}
    mark = nw.col(evals.table.score_column(scored.score))
    places = {own.name: own.k for own in scored.variants}
    columns = [nw.when(nw.col("variant") == name).then(mark).alias(f"v{k}") for name, k in places.items()]
    each = [f"v{k}" for k in places.values()]
    items = (
        evals.table.frame.select("item", "segment", *columns)
        .group_by("item")
        .agg(nw.col("segment").min(), *(nw.col(name).mean() for name in each))
        .filter(~nw.col("segment").is_null())
    )
    pairs = list(combinations(sorted(places.values()), 2))
    wide = items.select("segment", *each, *((nw.col(f"v{i}") - nw.col(f"v{j}")).alias(f"d{i}_{j}") for i, j in pairs))
    names = [*each, *(f"d{i}_{j}" for i, j in pairs)]
    asked = [
        getattr(nw.col(name), what)().alias(f"{name}_{what}") for name in names for what in ("count", "mean", "var")
    ]
    rows = wide.group_by("segment").agg(*asked).collect(backend="pyarrow").sort("segment").rows(named=True)
    found = {}
    for row in rows:
        own = {name: moments for name in names if (moments := _moments(row, name)) is not None}
        found[row["segment"]] = SegmentMarks(
            {k: own[f"v{k}"] for k in places.values() if f"v{k}" in own},
            {pair: own[f"d{pair[0]}_{pair[1]}"] for pair in pairs if f"d{pair[0]}_{pair[1]}" in own},
        )
    return found


def _moments(row: Mapping[str, float | None], name: str) -> Moments | None:
    n, mean, variance = (row[f"{name}_{what}"] for what in ("count", "mean", "var"))
    if not n or mean is None:
        return None
    return Moments(int(n), float(mean), None if n < 2 or variance is None else float(variance))
