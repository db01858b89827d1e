"""What stands below the chart: score, n, methods, what bars and marks are, and what is not drawn. Plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from advisor.costs.crossings import DRAWS as CURVE_DRAWS
from advisor.costs.fields import PLAN_FIELDS
from advisor.report.figure_break_evens import changes_of_cheapest
from advisor.report.figure_numbers import money
from advisor.report.figure_pairs import from_best
from advisor.report.figure_points import COST_AXES, Axis, Point, best, lacking_total
from advisor.schema.costs import Costs
from advisor.schema.evidence import Evidence

_MOST_LABELS: Final = 12
_MOST_ON_A_PHONE: Final = 6
_PHONE: Final = 400
"""Pixels below which a screen has no room for many labels."""

_MOST_FIELDS: Final = 3
_FRONTS: Final = {"all-in": "all-in cost", "running": "running cost", "measured": "cost as the tool told"}
_LACKING: Final = ("No total is known for some", "The total is not known for all")


def numbers_for(shown: Sequence[Point], wide: int) -> dict[str, int]:
    """The numbers that stand for names where there are too many variants to label each; empty where there are not."""
    most = _MOST_ON_A_PHONE if wide < _PHONE else _MOST_LABELS
    return {point.variant: place for place, point in enumerate(shown, 1)} if len(shown) > most else {}


def axis_notes(evidence: Evidence, axis: Axis) -> list[str]:
    """What must be said about the axis across: why it is shown, what is missing, what is not on it."""
    notes, costs = [], evidence.costs
    lacking = lacking_total(costs) if costs else []
    if lacking and axis in ("running", "all-in"):
        asked = "; ".join(
            f"{each.variant} lacks {_listed([PLAN_FIELDS[gap.field].title.lower() for gap in each.missing])}"
            for each in lacking
        )
        notes.append(f"{_LACKING[axis == 'running']}: {asked}.")
    if costs is not None and costs.cost_limit_usd is not None and axis in ("all-in", "per-success"):
        notes.append(f"The limit of {money(costs.cost_limit_usd)} is for running costs and stands on that axis.")
    absent = [each.variant for each in evidence.variants if evidence.score not in each.scores]
    measured = {each.variant for each in evidence.variants}
    absent += [each.variant for each in costs.variants if each.variant not in measured] if costs else []
    if absent:
        notes.append(f"Without this score, so not among the marks: {', '.join(absent)}.")
    return notes


def quality_caption(evidence: Evidence, shown: Sequence[Point], axis: Axis) -> list[str]:
    """The score, n and methods, and what the bars and marks are."""
    counts, costs = [point.score.n for point in shown], evidence.costs
    if not counts:
        return [f"No variant has the score {evidence.score}."]
    methods = ", ".join(dict.fromkeys(point.method for point in shown))
    said = [f"Score: {evidence.score}, n = {_between(counts)} items; bars up and down: 95 % intervals by {methods}."]
    if axis == "latency":
        said.append("Bars across: 95 % intervals of the p95 latency by bootstrap.")
    elif axis in COST_AXES and costs is not None:
        said.append(
            f"Bars across: 10-90 % ranges, which are no confidence intervals, over {costs.horizon_months} months from "
            f"{costs.start}; {costs.method}."
        )
    if all(point.p_on_front is None for point in shown):
        said.append("Dotted outline: P(on the front) is not worked out.")
    else:
        dotted = ", dotted outline: not worked out" if any(point.p_on_front is None for point in shown) else ""
        said.append(
            f"Filled: P(on the front of quality and {_FRONTS[evidence.front_cost]}) is 50 % or more, "
            f"hollow: less{dotted}."
        )
    return said + axis_notes(evidence, axis)


def differences_caption(evidence: Evidence, shown: Sequence[Point]) -> list[str]:
    """How many items the differences rest on, and how their intervals were made."""
    if len(shown) < 2:
        return []
    top = best(list(shown))
    pairs = [pair for point in shown if point is not top and (pair := from_best(evidence, point.variant, top.variant))]
    if not pairs:
        return [f"No variant shares items with {top.variant}."]
    methods = ", ".join(dict.fromkeys(pair.interval90.method for pair in pairs if pair.interval90)) or "no method"
    counts = [pair.n_shared for pair in pairs]
    return [f"Differences: n = {_between(counts)} shared items; 90 % intervals by {methods}."]


def volume_caption(costs: Costs) -> list[str]:
    """What is shaded, and which variants have no line."""
    lines = {curve.variant: curve for curve in costs.curves}
    unknown = [each.variant for each in costs.variants if each.variant not in lines]
    free = [name for name, curve in lines.items() if min(curve.likely, default=0) <= 0]
    said = []
    if lines:
        said.append(
            f"Lines: total{' and cost of failures' if costs.counts_failures else ''} with every input likely, from"
            f" {costs.start} on; shaded: 10-90 % ranges of "
            f"{CURVE_DRAWS:,} of the draws."
        )
    if changes_of_cheapest(costs):
        said.append("Small circle: from there on another variant is the cheapest; its bar is the range of that volume.")
    if unknown:
        said.append(f"Without a known total, so without a line: {', '.join(unknown)}.")
    if free:
        said.append(f"A log scale has no place for a total of $0: {', '.join(free)}.")
    return said


def key(numbers: Mapping[str, int]) -> str:
    """What the numbers stand for."""
    return f"{'; '.join(f'{number} {variant}' for variant, number in numbers.items())}."


def _between(counts: Sequence[int]) -> str:
    low, high = min(counts), max(counts)
    return str(low) if low == high else f"{low} to {high}"


def _listed(fields: Sequence[str]) -> str:
    more = len(fields) - _MOST_FIELDS
    return ", ".join(fields[:_MOST_FIELDS]) + (f" and {more} more" if more > 0 else "") or "a part"
