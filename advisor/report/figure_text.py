"""The words of the chart: titles, hover texts, the paragraph for those who cannot see it."""

from __future__ import annotations

from typing import Final

from advisor.report.evidence_words import chance
from advisor.report.figure_caption import axis_notes
from advisor.report.figure_numbers import money, on_axis, plain, seconds, spread_words
from advisor.report.figure_pairs import from_best, verdict_words
from advisor.report.figure_points import Axis, Point, best, default_axis, points
from advisor.schema.costs import CostRange, Costs
from advisor.schema.evidence import Evidence

AXIS_TITLES: Final[dict[Axis, str]] = {
    "all-in": "USD per piece of work, all in",
    "running": "USD per piece of work, running",
    "per-success": "USD per success, all in",
    "latency": "p95 latency, seconds",
    "measured": "USD per request",
}

PANEL_TITLES: Final[dict[Axis, str]] = {
    "all-in": "Quality and all-in cost",
    "running": "Quality and running cost",
    "per-success": "Quality and cost of a success",
    "latency": "Quality and latency",
    "measured": "Quality and cost per request",
}

_PHRASES: Final[dict[Axis, str]] = {
    "all-in": "all-in cost of a finished piece of work",
    "running": "running cost of a finished piece of work",
    "per-success": "all-in cost of a success",
    "latency": "p95 latency",
    "measured": "cost per request",
}


def hover(point: Point, axis: Axis, volume: int | None = None) -> str:
    """All figures of a variant, each with what it rests on."""
    lines = [
        f"<b>{plain(point.variant)}</b> ({plain(point.title)})",
        f"mean {point.mean:.3g}, {interval_text(point)}",
        f"n = {point.score.n} items, {point.summary.failed} failed calls",
        f"{_PHRASES[axis]}: {_across(point, axis)}",
    ]
    monthly = point.monthly(volume)
    if monthly is not None:
        lines.append(f"{money(monthly)} a month at {volume:,} requests")
    if axis != "latency":
        lines.append(latency_text(point))
    priced = point.priced
    if priced is not None:
        if priced.total is not None:
            lines.append(f"total: {range_text(priced.total)}")
        lines += [f"{name} limit: {standing}" for name, standing in limits(point) if standing != "no limit"]
    if point.verdict is not None:
        lines.append(f"{point.verdict.verdict}; {front_text(point)}")
    return "<br>".join(lines)


def interval_text(point: Point) -> str:
    """`95 % interval 0.65 to 0.90 (Wilson)`."""
    found = point.score.interval
    if found is None:
        return "no interval"
    return f"{found.level:.0%} interval {found.low:.2f} to {found.high:.2f} ({plain(found.method)})"


def range_text(found: CostRange) -> str:
    """`$1,200, range $900 to $1,600 (10-90 %)`."""
    return f"{money(found.median)}, range {money(found.low)} to {money(found.high)} (10-90 %)"


def latency_text(point: Point) -> str:
    """The 95 % quantile with its interval and n; the mean where there is no quantile."""
    p95, mean = point.summary.latency_p95_s, point.summary.mean_latency_s
    if p95 is not None:
        bounds = (
            "no interval"
            if p95.low is None or p95.high is None
            else (f"95 % interval {seconds(p95.low)} to {seconds(p95.high)}, bootstrap")
        )
        return f"p95 latency {seconds(p95.value)} ({bounds}, n = {p95.n})"
    return "latency unknown" if mean is None else f"latency {seconds(mean)} (mean, n = {point.summary.latency_rows})"


def front_text(point: Point) -> str:
    """`P(on the front) 62 %`."""
    p = point.p_on_front
    return "P(on the front) not worked out" if p is None else f"P(on the front) {chance(p)}"


def limits(point: Point) -> tuple[tuple[str, str], ...]:
    """How the variant stands to the limits."""
    priced = point.priced
    return () if priced is None else (("cost", priced.cost_limit), ("latency", priced.latency_limit))


def figure_summary(evidence: Evidence, *, axis: Axis | None = None, monthly_volume: int | None = None) -> str:
    """The chart in one paragraph, for a screen reader."""
    axis, costs = axis or default_axis(evidence), evidence.costs
    shown = points(evidence, axis)
    if not shown:
        return f"No variant has the score {evidence.score}."
    top = best(shown)
    sentences = [evidence.simulated.rstrip(".") + "."] if evidence.simulated else []
    sentences.append(f"Quality ({evidence.score}) against {_PHRASES[axis]} for {len(shown)} variants.")
    for point in shown:
        monthly = point.monthly(monthly_volume)
        month = f", {money(monthly)} a month" if monthly is not None else ""
        verdict = "" if point is top else f" {_difference_words(evidence, point, top)}"
        sentences.append(
            f"{point.variant} ({point.title}): {point.mean:.2f}, {interval_text(point)}, n = {point.score.n}, "
            f"{_PHRASES[axis]} {_across(point, axis)}{month}; {front_text(point)}.{verdict}"
        )
    sentences.append(f"The best mean is that of {top.variant}.")
    if evidence.target is not None:
        sentences.append(f"The target is {evidence.target:g}.")
    if costs is not None:
        sentences += _cost_sentences(costs)
    sentences += axis_notes(evidence, axis)
    return " ".join(sentences)


def _difference_words(evidence: Evidence, point: Point, top: Point) -> str:
    found = from_best(evidence, point.variant, top.variant)
    if found is None:
        return f"Beside {top.variant}: no shared items."
    bar = found.interval90
    between = f", {bar.level:.0%} interval {bar.low:+.3g} to {bar.high:+.3g}" if bar else ""
    return (
        f"Minus {top.variant}: {found.difference:+.3g}{between}, n = {found.n_shared} shared items, "
        f"{verdict_words(found)}."
    )


def _cost_sentences(costs: Costs) -> list[str]:
    said = []
    totals = [each for each in costs.variants if each.total is not None]
    if costs.volume is not None:
        said.append(
            f"At {costs.volume.likely:,.0f} finished pieces of work a month, over {costs.horizon_months} months "
            f"from {costs.start}:"
        )
    said += [f"{each.variant} costs {range_text(each.total)} in total." for each in totals if each.total is not None]
    unknown = [each.variant for each in costs.variants if each.total is None]
    if unknown:
        said.append(f"The total is not known for {', '.join(unknown)}.")
    return said


def _across(point: Point, axis: Axis) -> str:
    if point.x is None:
        return "unknown"
    if axis == "measured":
        return f"{on_axis(point.x.value, axis)} (mean, n = {point.summary.cost_rows})"
    return spread_words(point.x, axis)
