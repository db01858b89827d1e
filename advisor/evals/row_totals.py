"""What the rows of each variant add up to: how many, how many failed, costs, latencies, tokens, and marks by score.

One pass over the rows. Tools write a cost of 0 where they have no price, so 0 with tokens spent, 0 of a failed call,
and 0 on every row count as unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
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
    paid_finished: int
    """Of these, the rows that did not fail."""
    total_cost_usd: float | None
    zero_costs: int
    """Rows that did not fail and whose cost of 0 is not believed."""
    latency_rows: int
    mean_latency_s: float | None
    tokens_in: int | None
    tokens_out: int | None
    tokens_cached: int | None
    largest_input: float | None
    """Input tokens of the largest row."""
    smallest_input: float | None
    """Of the smallest row that did not fail."""
    failed_without_figures: int
    """Failed rows of which neither tokens nor a believed cost are known."""
    scored: Mapping[str, ScoredRows]

    @property
    def cost_per_request_usd(self) -> float | None:
        """The mean over the rows whose cost is known."""
        return None if self.total_cost_usd is None else steady(self.total_cost_usd / self.cost_rows)

    @property
    def cost_per_finished_usd(self) -> float | None:
        """The same total, failed tries included, divided by the rows that did not fail."""
        if self.total_cost_usd is None or not self.paid_finished:
            return None
        return steady(self.total_cost_usd / self.paid_finished)


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
    every += [nw.col("tokens_in").max().alias("largest"), nw.col("input_finished").min().alias("smallest")]
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


_MEASURES = (
    "cost",
    "cost_finished",
    "paid",
    "unbelieved",
    "latency",
    "tokens_in",
    "tokens_out",
    "tokens_cached",
    "mute",
)


def _measures(table: SampleTable) -> list[nw.Expr]:
    """The numbers to add up, empty where they are not known or not believed."""
    cost, failed = _number(table, "cost_usd"), nw.col("failed")
    believed = believed_cost(table)
    figures = [believed, *(_number(table, name) for name in ("tokens_in", "tokens_out"))]
    return [
        believed.alias("cost"),
        nw.when(~failed & ~believed.is_null()).then(nw.lit(1)).alias("cost_finished"),
        nw.when(cost > 0.0).then(nw.lit(1)).alias("paid"),
        nw.when((cost == 0.0) & _has_tokens(table) & ~failed).then(nw.lit(1)).alias("unbelieved"),
        nw.when(~failed).then(_number(table, "latency_s")).alias("latency"),
        *(_number(table, name).alias(name) for name in ("tokens_in", "tokens_out", "tokens_cached")),
        nw.when(~failed).then(_number(table, "tokens_in")).alias("input_finished"),
        nw.when(failed & reduce(and_, (each.is_null() for each in figures))).then(nw.lit(1)).alias("mute"),
    ]


def believed_cost(table: SampleTable) -> nw.Expr:
    """The cost of a row; empty for a 0 with tokens spent and for the 0 of a failed call."""
    cost = _number(table, "cost_usd")
    return nw.when(~((cost == 0.0) & (_has_tokens(table) | nw.col("failed")))).then(cost)


def _has_tokens(table: SampleTable) -> nw.Expr:
    spent = nw.lit(0.0)
    for name in ("tokens_in", "tokens_out"):
        if name in table.columns:
            spent = spent + _number(table, name).fill_null(0.0)
    return spent > 0.0


def _number(table: SampleTable, name: str) -> nw.Expr:
    return (nw.col(name) if name in table.columns else nw.lit(None)).cast(nw.Float64())


def _totals(row: Mapping[str, Any], scores: tuple[str, ...]) -> RowTotals:
    is_priced = bool(row["paid_rows"])  # 0 on every row is no price
    return RowTotals(
        rows=int(row["rows"]),
        failed=int(row["failed"] or 0),
        cost_rows=int(row["cost_rows"]) if is_priced else 0,
        paid_finished=int(row["cost_finished_rows"]) if is_priced else 0,
        total_cost_usd=steady(row["cost_sum"]) if is_priced else None,
        zero_costs=int(row["unbelieved_rows"]) + (0 if is_priced else int(row["cost_rows"])),
        latency_rows=int(row["latency_rows"]),
        mean_latency_s=steady(row["latency_sum"] / row["latency_rows"]) if row["latency_rows"] else None,
        tokens_in=round(row["tokens_in_sum"]) if row["tokens_in_rows"] else None,
        tokens_out=round(row["tokens_out_sum"]) if row["tokens_out_rows"] else None,
        tokens_cached=round(row["tokens_cached_sum"]) if row["tokens_cached_rows"] else None,
        largest_input=row["largest"],
        smallest_input=row["smallest"],
        failed_without_figures=int(row["mute_rows"]),
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
