"""How much the same item of the same variant changes by itself when it is run again."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from advisor.evals.eval_set import EvalSet
from advisor.evals.readings import Scored


@dataclass(frozen=True, slots=True)
class Noise:
    """The repeats of one variant: `within` is the mean variance over items that were run more than once."""

    variant: str
    items: int
    within: float


def noise_of_repeats(evals: EvalSet, scored: Scored) -> list[Noise]:
    """The noise of each variant with repeated items, worked out where the rows are."""
    if all(own.epochs < 2 for own in scored.variants):
        return []
    mark = nw.col(evals.table.score_column(scored.score)).alias("mark")
    items = (
        evals.table.frame.select("variant", "item", mark)
        .group_by("variant", "item")
        .agg(nw.col("mark").count().alias("runs"), nw.col("mark").var().alias("spread"))
        .filter(nw.col("runs") > 1)
    )
    found = items.group_by("variant").agg(nw.len().alias("items"), nw.col("spread").mean().alias("within"))
    rows = found.collect(backend="pyarrow").sort("variant").rows(named=True)
    return [Noise(row["variant"], int(row["items"]), float(row["within"] or 0.0)) for row in rows]
