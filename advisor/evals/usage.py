"""What a finished piece of work of each variant used: tokens, calls, cost, each with draws of its mean.

A mean is the sum over all rows whose figure is known, failed ones included, divided by the finished rows among them.
The items are added up where the rows lie. Up to `MOST_ITEMS` different items come here and are bootstrapped, each with
one weight for all variants and measures; with more the draws are normal, from sums of squares, and independent of each
other. Items of one cluster count as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import narwhals as nw
import numpy as np

from advisor.costs.usage import MEASURES, Usage, Used
from advisor.evals.digits import steady, steady_sums
from advisor.evals.eval_set import EvalSet
from advisor.evals.latency import Latencies
from advisor.evals.marks import Floats, floats
from advisor.evals.row_totals import believed_cost
from advisor.evals.sample_table import SampleTable
from advisor.stats.bootstrap_ratio import MOST_ITEMS, normal_ratio_draws, ratio_draws, ratio_error

_SUMS = ("above", "below", "rows", "items")
"""Of an item: the figures, the finished rows among those with a figure, these rows, and whether there are any."""


def usage_of(evals: EvalSet) -> Mapping[str, Usage]:
    """The usage of each variant, sorted by name; worked out once a table."""
    with evals.lock:
        return {name: replace(own, models=tuple(evals.models.get(name, ()))) for name, own in evals.table.usage.items()}


def usage_in(table: SampleTable) -> dict[str, Usage]:
    """The usage of each variant of a table, sorted by name, without its models."""
    figures = _figures(table)
    units = _units(table, figures) if figures else table.frame
    totals = _totals(units, tuple(figures)) if figures else {}
    there = [
        (variant, name)
        for variant, own in table.totals.items()
        for name in figures
        if totals[variant][f"{name}_below"] and (name != "cost_usd" or own.cost_rows)
    ]
    draws, are_normal = _draws(units, totals, there) if there else (np.zeros((0, 0)), False)
    drawn = dict(zip(there, draws.T, strict=True))
    return {
        variant: Usage(
            variant=variant,
            measures={
                name: Used(
                    mean=steady(totals[variant][f"{name}_above"] / totals[variant][f"{name}_below"]),
                    draws=drawn[variant, name],
                    items=int(totals[variant][f"{name}_items"]),
                    rows=int(totals[variant][f"{name}_rows"]),
                    finished=int(totals[variant][f"{name}_below"]),
                    is_normal=are_normal,
                )
                for name in figures
                if (variant, name) in drawn
            },
            finished=own.rows - own.failed,
            failed=own.failed,
            failed_without_figures=own.failed_without_figures,
            models=(),
            largest_input=own.largest_input,
            smallest_input=own.smallest_input,
            latency_p95=_p95(table.latencies.get(variant)),
        )
        for variant, own in table.totals.items()
    }


def _p95(found: Latencies | None) -> tuple[float, float | None, float | None] | None:
    return None if found is None else (found.p95.value, found.p95.low, found.p95.high)


def _figures(table: SampleTable) -> dict[str, nw.Expr]:
    """The measures that the table has, as columns of its rows; a cost only where it is believed."""
    return {
        name: believed_cost(table) if name == "cost_usd" else nw.col(name).cast(nw.Float64())
        for name in MEASURES
        if name in table.columns
    }


def _units(table: SampleTable, figures: Mapping[str, nw.Expr]) -> nw.LazyFrame[Any]:
    """The sums of each variant's items, or of its clusters where the table has some: `variant`, `unit`, sums."""
    one, is_clustered = nw.lit(1), "cluster" in table.columns
    columns: list[str | nw.Expr] = ["variant", "item", *(figure.alias(name) for name, figure in figures.items())]
    columns += [
        nw.when(~nw.col("failed") & ~figure.is_null()).then(one).alias(f"{name}_done")
        for name, figure in figures.items()
    ]
    every: list[nw.Expr] = []
    for name in figures:
        every += [
            nw.col(name).sum().alias(f"{name}_above"),
            nw.col(f"{name}_done").count().alias(f"{name}_below"),
            nw.col(name).count().alias(f"{name}_rows"),
        ]
    if is_clustered:
        columns.append(nw.coalesce(nw.col("cluster"), nw.col("item")).alias("unit"))
        every.append(nw.col("unit").min())
    rows = table.frame.select(*columns)
    if _has_one_row_an_item(table):
        every = [*(each for name in figures for each in _alone(name)), *([nw.col("unit")] if is_clustered else [])]
        items = rows.select("variant", "item", *every)
    else:
        items = rows.group_by("variant", "item").agg(*every)
    items = items.with_columns(
        *(nw.when(nw.col(f"{name}_rows") > 0).then(one).otherwise(nw.lit(0)).alias(f"{name}_items") for name in figures)
    )
    if not is_clustered:
        return items.rename({"item": "unit"})
    sums = [f"{name}_{kind}" for name in figures for kind in _SUMS]
    return items.group_by("variant", "unit").agg(*(nw.col(each).sum() for each in sums))


def _has_one_row_an_item(table: SampleTable) -> bool:
    """Whether no variant has two rows of one item, as far as the items that a comparison needs tell."""
    if len(table.scores) != 1:
        return False
    found = table.items(table.scores[0])
    return found.most_rows == 1 and found.rows == sum(own.rows for own in table.totals.values())


def _alone(name: str) -> list[nw.Expr]:
    """The sums of an item with one row."""
    one, none = nw.lit(1), nw.lit(0)
    is_known, is_done = ~nw.col(name).is_null(), ~nw.col(f"{name}_done").is_null()
    return [
        nw.col(name).fill_null(0.0).alias(f"{name}_above"),
        nw.when(is_done).then(one).otherwise(none).alias(f"{name}_below"),
        nw.when(is_known).then(one).otherwise(none).alias(f"{name}_rows"),
    ]


def _totals(units: nw.LazyFrame[Any], names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What the units of each variant add up to, with the squares and products that an error bar needs."""
    wide: dict[str, nw.Expr] = {}
    for name in names:
        own = {kind: nw.col(f"{name}_{kind}").cast(nw.Float64()) for kind in _SUMS}
        above, below = own["above"], own["below"]
        own |= {"squares": above * above, "products": above * below, "below_squares": below * below}
        own["units"] = nw.when(own["rows"] > 0).then(nw.lit(1.0))
        wide |= {f"{name}_{kind}": each for kind, each in own.items()}
    columns = units.select("variant", *(each.alias(key) for key, each in wide.items()))
    found = columns.group_by("variant").agg(nw.len().alias("units"), *(nw.col(key).sum() for key in wide))
    return {row["variant"]: row for row in found.collect(backend="pyarrow").rows(named=True)}


def _draws(
    units: nw.LazyFrame[Any], totals: Mapping[str, Mapping[str, Any]], there: Sequence[tuple[str, str]]
) -> tuple[Floats, bool]:
    """(DRAWS, M) draws, one column for each variant and measure, and whether they are normal."""
    if max(int(own["units"]) for own in totals.values()) <= MOST_ITEMS:
        found = units.collect(backend="pyarrow")
        variants, names = found["variant"].to_list(), found["unit"].to_list()
        rows = {name: place for place, name in enumerate(sorted(set(names)))}
        if len(rows) <= MOST_ITEMS:
            places = np.array([rows[name] for name in names])
            is_own = {variant: np.array([each == variant for each in variants]) for variant in totals}
            above, below = np.zeros((len(rows), len(there))), np.zeros((len(rows), len(there)))
            for column, (variant, name) in enumerate(there):
                own = is_own[variant]
                above[places[own], column] = steady_sums(np.nan_to_num(floats(found[f"{name}_above"])[own]))
                below[places[own], column] = floats(found[f"{name}_below"])[own]
            return ratio_draws(above, below), False
    kinds = ("units", "above", "below", "squares", "products", "below_squares")
    sums = [[float(totals[variant][f"{name}_{kind}"]) for kind in kinds] for variant, name in there]
    ratios = [steady(above / below) for _, above, below, *_ in sums]
    return normal_ratio_draws(ratios, [_steady_error(*own) for own in sums]), True


def _steady_error(n: float, *sums: float) -> float:
    """To eight digits: more do not hold where large sums nearly cancel."""
    return float(f"{ratio_error(round(n), *sums):.8g}")
