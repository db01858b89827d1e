"""The numbers of all panels as a table and as CSV: a row a variant; what is not known stays empty."""

from __future__ import annotations

import csv
import io
from typing import Any

from advisor.language import _, speaking
from advisor.report.evidence_csv import safe_cell
from advisor.report.figure_pairs import from_best, verdict_words
from advisor.report.figure_points import Point, best, points
from advisor.schema.costs import BreakEven, CostRange, Costs, VariantCost
from advisor.schema.evidence import Evidence, VariantSummary
from advisor.schema.words import approach_title

_RANGES = ("all_in", "running", "per_success", "total", "per_month")


def figure_table(evidence: Evidence, *, monthly_volume: int | None = None) -> list[dict[str, Any]]:
    """The numbers of the chart, a row per variant of the results and then of the costs; None where one is not known.

    Costs in US dollars: `likely` is what a hand calculation gives, `median`, `low` and `high` are of the draws
    (10-90 %). Latencies are in seconds.
    """
    shown, costs = {point.variant: point for point in points(evidence)}, evidence.costs
    summaries = {each.variant: each for each in evidence.variants}
    priced = {each.variant: each for each in costs.variants} if costs else {}
    top = best(list(shown.values())) if shown else None
    return [
        {
            **_measured(name, summaries.get(name), shown.get(name), priced.get(name)),
            "usd_per_month_as_told": shown[name].monthly(monthly_volume) if name in shown else None,
            **_costs(priced.get(name)),
            **_difference(evidence, shown.get(name), top),
            **_break_even(costs, name, evidence.choice.variant),
        }
        for name in dict.fromkeys((*summaries, *priced))
    ]


def figure_csv(evidence: Evidence) -> str:
    """The table with a header; an empty cell is "not known", and no cell can act as a formula in a spreadsheet."""
    with speaking("en"):  # for machines, the same everywhere
        rows = figure_table(evidence)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0] if rows else ("variant",))
    writer.writerows([safe_cell(cell) for cell in row.values()] for row in rows)
    return out.getvalue()


def _measured(
    name: str, summary: VariantSummary | None, point: Point | None, priced: VariantCost | None
) -> dict[str, Any]:
    approach = summary.approach if summary else priced.approach if priced else None
    interval = point.score.interval if point else None
    p95 = summary.latency_p95_s if summary else None
    return {
        "variant": name,
        "approach": approach_title(approach) if approach else _("not sure"),
        "n": point.score.n if point else 0,
        "mean": point.mean if point else None,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "level": interval.level if interval else None,
        "method": point.method if point else None,
        "failed": summary.failed if summary else None,
        "verdict": point.verdict.verdict if point and point.verdict else None,
        "p_on_front": point.p_on_front if point else None,
        "usd_per_request_as_told": summary.cost_per_request_usd if summary else None,
        "usd_per_request_as_told_n": summary.cost_rows if summary else None,
        "latency_p95_s": p95.value if p95 else None,
        "latency_p95_low": p95.low if p95 else None,
        "latency_p95_high": p95.high if p95 else None,
        "latency_p95_n": p95.n if p95 else None,
        "mean_latency_s": summary.mean_latency_s if summary else None,
    }


def _costs(priced: VariantCost | None) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for name in _RANGES:
        found: CostRange | None = getattr(priced, name) if priced else None
        for end in ("likely", "median", "low", "high"):
            cells[f"{name}_usd_{end}"] = getattr(found, end) if found else None
    cells["p_cheapest"] = priced.p_cheapest if priced else None
    cells["cost_limit"] = priced.cost_limit if priced else None
    cells["latency_limit"] = priced.latency_limit if priced else None
    cells["missing"] = "; ".join(dict.fromkeys(gap.field for gap in priced.missing)) or None if priced else None
    return cells


def _difference(evidence: Evidence, point: Point | None, top: Point | None) -> dict[str, Any]:
    is_top = point is not None and point is top
    found = None if is_top or point is None or top is None else from_best(evidence, point.variant, top.variant)
    bar = found.interval90 if found else None
    words = _("the best") if is_top else None if point is None else verdict_words(found)
    return {
        "difference_from_best": found.difference if found else None,
        "difference_low": bar.low if bar else None,
        "difference_high": bar.high if bar else None,
        "difference_level": bar.level if bar else None,
        "difference_method": bar.method if bar else None,
        "difference_n": found.n_shared if found else None,
        "difference_verdict": words,
    }


def _break_even(costs: Costs | None, name: str, choice: str | None) -> dict[str, Any]:
    """Against the choice; the verdict is that of the variant of the row."""
    found = against(costs, name, choice)
    return {
        "break_even_against": choice if found else None,
        "break_even_a_month": found.requests_per_month if found else None,
        "break_even_low": found.low if found else None,
        "break_even_high": found.high if found else None,
        "break_even_share_of_draws": found.share if found else None,
        "break_even_says": found.sentence if found else None,
    }


def against(costs: Costs | None, name: str, choice: str | None) -> BreakEven | None:
    """The break-even of two variants, whichever way round it is kept."""
    pairs = costs.break_evens if costs else ()
    return next((each for each in pairs if {each.a, each.b} == {name, choice}), None)
