"""What the rows of each variant add up to: how many, how many failed, costs, latencies, tokens, and marks by score.

One pass over the rows. Tools write a cost of 0 where they have no price, so 0 with tokens spent, 0 of a failed call,
and 0 on every row count as unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from advisor.evals.digits import steady
from advisor.evals.sample_table import SampleTable

MOST_VARIANTS = 100


@dataclass(frozen=True, slots=True)
class ScoredRows:
    """The rows of one variant that have one score."""

    rows: int
    low: float | None
    high: float | None
    is_pass_fail: bool
    """Every mark is 0 or 1."""


@dataclass(frozen=True, slots=True)
class RowTotals:
    """The rows of one variant; `None` is "not known"."""

    rows: int
    failed: int
    cost_rows: int
    total_cost_usd: float | None
    zero_costs: int
    """Rows that did not fail and whose cost of 0 is not believed."""
    latency_rows: int
    mean_latency_s: float | None
    tokens_in: int | None
    tokens_out: int | None
    scored: Mapping[str, ScoredRows]

    @property
    def cost_per_request_usd(self) -> float | None:
        """The mean over the rows whose cost is known."""
        return None if self.total_cost_usd is None else steady(self.total_cost_usd / self.cost_rows)


def row_totals(table: SampleTable) -> dict[str, RowTotals]:
    """The totals by variant, sorted by name."""
    marks = {score: nw.col(f"s{place}") for place, score in enumerate(table.scores)}
    columns = [
        nw.col("variant"),
        nw.col("failed").cast(nw.Int64()).alias("failed"),
        *_measures(table),
        *(mark.alias(f"mark{i}") for i, mark in enumerate(marks.values())),
        *(
            nw.when((mark == 0.0) | (mark == 1.0)).then(nw.lit(1)).alias(f"pass_or_fail{i}")
            for i, mark in enumerate(marks.values())
        ),
    ]
    every = [nw.len().alias("rows"), nw.col("failed").sum()]
    every += [nw.col(name).sum().alias(f"{name}_sum") for name in _MEASURES]
    every += [nw.col(name).count().alias(f"{name}_rows") for name in _MEASURES]
    for i in range(len(marks)):
        every += [
            nw.col(f"mark{i}").count().alias(f"mark{i}_rows"),
            nw.col(f"mark{i}").min().alias(f"mark{i}_low"),
            nw.col(f"mark{i}").max().alias(f"mark{i}_high"),
            nw.col(f"pass_or_fail{i}").count().alias(f"pass_or_fail{i}_rows"),
        ]
    found = table.frame.select(*columns).group_by("variant").agg(*every).collect(backend="pyarrow")
    rows = sorted(found.rows(named=True), key=lambda row: str(row["variant"]))
    return {row["variant"]: _totals(row, table.scores) for row in rows}


_MEASURES = ("cost", "paid", "unbelieved", "latency", "tokens_in", "tokens_out")


def _measures(table: SampleTable) -> list[nw.Expr]:
    """The numbers to add up, empty where they are not known or not believed."""
    nothing = nw.lit(None).cast(nw.Float64())
    there = {name: nw.col(name) if name in table.columns else nothing for name in ("cost_usd", "latency_s")}
    tokens = {
        name: nw.col(name).cast(nw.Float64()) if name in table.columns else nothing
        for name in ("tokens_in", "tokens_out")
    }
    spent = nw.lit(0.0)
    for name in tokens:
        if name in table.columns:
            spent = spent + nw.col(name).cast(nw.Float64()).fill_null(0.0)
    cost, failed = there["cost_usd"], nw.col("failed")
    is_open = (cost == 0.0) & ((spent > 0.0) | failed)
    return [
        nw.when(~is_open).then(cost).alias("cost"),
        nw.when(cost > 0.0).then(nw.lit(1)).alias("paid"),
        nw.when((cost == 0.0) & (spent > 0.0) & ~failed).then(nw.lit(1)).alias("unbelieved"),
        nw.when(~failed).then(there["latency_s"]).alias("latency"),
        *(count.alias(name) for name, count in tokens.items()),
    ]


def _totals(row: Mapping[str, Any], scores: tuple[str, ...]) -> RowTotals:
    is_priced = bool(row["paid_rows"])  # 0 on every row is no price
    return RowTotals(
        rows=int(row["rows"]),
        failed=int(row["failed"] or 0),
        cost_rows=int(row["cost_rows"]) if is_priced else 0,
        total_cost_usd=steady(row["cost_sum"]) if is_priced else None,
        zero_costs=int(row["unbelieved_rows"]) + (0 if is_priced else int(row["cost_rows"])),
        latency_rows=int(row["latency_rows"]),
        mean_latency_s=steady(row["latency_sum"] / row["latency_rows"]) if row["latency_rows"] else None,
        tokens_in=round(row["tokens_in_sum"]) if row["tokens_in_rows"] else None,
        tokens_out=round(row["tokens_out_sum"]) if row["tokens_out_rows"] else None,
        scored={
            score: ScoredRows(
                rows=int(row[f"mark{i}_rows"]),
                low=row[f"mark{i}_low"],
                high=row[f"mark{i}_high"],
                is_pass_fail=row[f"pass_or_fail{i}_rows"] == row[f"mark{i}_rows"],
            )
            for i, score in enumerate(scores)
        },
    )
