"""What stands below the chart: score, n, methods, what bars and marks are, and what is not drawn. Plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from advisor.costs.crossings import DRAWS as CURVE_DRAWS
from advisor.costs.fields import PLAN_FIELDS
from advisor.evals.number_words import enumerated, span
from advisor.language import N_, _, day
from advisor.report.evidence_words import FRONT
from advisor.report.figure_break_evens import changes_of_cheapest
from advisor.report.figure_numbers import money
from advisor.report.figure_pairs import from_best
from advisor.report.figure_points import COST_AXES, Axis, Point, best, lacking_total
from advisor.schema.costs import Costs
from advisor.schema.evidence import Evidence, PairedDifference

_MOST_LABELS: Final = 12
_MOST_ON_A_PHONE: Final = 6
_PHONE: Final = 400
"""Pixels below which a screen has no room for many labels."""

_MOST_FIELDS: Final = 3
_FRONTS: Final = {
    "all-in": N_("Filled: unbeaten in quality and all-in cost with a chance of 50 % or more, hollow: less."),
    "running": N_("Filled: unbeaten in quality and running cost with a chance of 50 % or more, hollow: less."),
    "measured": N_("Filled: unbeaten in quality and measured cost with a chance of 50 % or more, hollow: less."),
}


def numbers_for(shown: Sequence[Point], wide: int) -> dict[str, int]:
    """The numbers that stand for names where there are too many variants to label each; empty where there are not."""
    most = _MOST_ON_A_PHONE if wide < _PHONE else _MOST_LABELS
    return {point.variant: place for place, point in enumerate(shown, 1)} if len(shown) > most else {}


def axis_notes(evidence: Evidence, axis: Axis) -> list[str]:
    """What must be said about the axis across: why it is shown, what is missing, what is not on it."""
    notes, costs = [], evidence.costs
    lacking = lacking_total(costs) if costs else []
    if lacking and axis in ("running", "all-in"):
        asked = _("; ").join(
            _(
                "{variant} lacks {parts}",
                variant=each.variant,
                parts=_listed([_(PLAN_FIELDS[gap.field].title).lower() for gap in each.missing]),
            )
            for each in lacking
        )
        notes.append(
            _("The total is not known for all: {gaps}.", gaps=asked)
            if axis == "running"
            else _("No total is known for some: {gaps}.", gaps=asked)
        )
    if costs is not None and costs.cost_limit_usd is not None and axis in ("all-in", "per-success"):
        limit = money(costs.cost_limit_usd)
        notes.append(_("The limit of {limit} is for running costs and stands on that axis.", limit=limit))
    absent = [each.variant for each in evidence.variants if evidence.score not in each.scores]
    measured = {each.variant for each in evidence.variants}
    absent += [each.variant for each in costs.variants if each.variant not in measured] if costs else []
    if absent:
        notes.append(_("Without this score, so not among the marks: {names}.", names=enumerated(absent)))
    return notes


def quality_caption(evidence: Evidence, shown: Sequence[Point], axis: Axis) -> list[str]:
    """The score, n and methods, and what the bars and marks are."""
    counts, costs = [point.score.n for point in shown], evidence.costs
    if not counts:
        return [_("No variant has the score {score}.", score=evidence.score)]
    said = [
        _(
            "Score: {score}, n = {n} items; bars up and down: 95 % intervals.",
            score=evidence.score,
            n=_between(counts),
        )
    ]
    if axis == "latency":
        said.append(_("Bars across: 95 % intervals of the p95 latency."))
    elif axis in COST_AXES and costs is not None:
        said.append(
            _(
                "Bars across: 10-90 % ranges, which are no confidence intervals, over {months} months from {day}.",
                months=costs.horizon_months,
                day=day(costs.start),
            )
        )
    if any(point.p_on_front is not None for point in shown):
        said.append(_(_FRONTS[evidence.front_cost]))
    if any(point.p_on_front is None for point in shown):
        said.append(_("Dotted outline: that chance is not worked out."))
    return said + axis_notes(evidence, axis)


def quality_methods(evidence: Evidence, shown: Sequence[Point], axis: Axis) -> list[str]:
    """How the bars and the marks were worked out."""
    methods = list(dict.fromkeys(point.method for point in shown))
    said = [_("Bars up and down: {methods}.", methods=enumerated(methods))] if methods else []
    if axis == "latency":
        said.append(_("Bars across: bootstrap of the p95 latency."))
    elif axis in COST_AXES and evidence.costs is not None:
        said.append(_("Bars across: {method}.", method=evidence.costs.method))
    return [*said, *([_(FRONT)] if any(point.p_on_front is not None for point in shown) else [])]


def differences_methods(evidence: Evidence, shown: Sequence[Point]) -> list[str]:
    """How the intervals of the differences were made."""
    methods = list(dict.fromkeys(pair.interval90.method for pair in _pairs(evidence, shown) if pair.interval90))
    return [_("Differences: {methods}.", methods=enumerated(methods))] if methods else []


def _pairs(evidence: Evidence, shown: Sequence[Point]) -> list[PairedDifference]:
    """Each variant beside the best."""
    if len(shown) < 2:
        return []
    top = best(list(shown))
    return [pair for point in shown if point is not top and (pair := from_best(evidence, point.variant, top.variant))]


def differences_caption(evidence: Evidence, shown: Sequence[Point]) -> list[str]:
    """How many items the differences rest on, and how their intervals were made."""
    if len(shown) < 2:
        return []
    pairs = _pairs(evidence, shown)
    if not pairs:
        return [_("No variant shares items with {variant}.", variant=best(list(shown)).variant)]
    counts = [pair.n_shared for pair in pairs]
    return [_("Differences: n = {n} shared items; 90 % intervals.", n=_between(counts))]


def volume_caption(costs: Costs) -> list[str]:
    """What is shaded, and which variants have no line."""
    lines = {curve.variant: curve for curve in costs.curves}
    unknown = [each.variant for each in costs.variants if each.variant not in lines]
    free = [name for name, curve in lines.items() if min(curve.likely, default=0) <= 0]
    said = []
    if lines:
        values = {"day": day(costs.start), "n": f"{CURVE_DRAWS:,}"}
        said.append(
            _(
                "Lines: total and cost of failures with every input likely, from {day} on; shaded: 10-90 % ranges of"
                " {n} of the draws.",
                **values,
            )
            if costs.counts_failures
            else _(
                "Lines: total with every input likely, from {day} on; shaded: 10-90 % ranges of {n} of the draws.",
                **values,
            )
        )
    if changes_of_cheapest(costs):
        said.append(
            _("Small circle: from there on another variant is the cheapest; its bar is the range of that volume.")
        )
    if unknown:
        said.append(_("Without a known total, so without a line: {names}.", names=enumerated(unknown)))
    if free:
        said.append(_("A log scale has no place for a total of $0: {names}.", names=enumerated(free)))
    return said


def key(numbers: Mapping[str, int]) -> str:
    """What the numbers stand for."""
    return _("{says}.", says=_("; ").join(f"{number} {variant}" for variant, number in numbers.items()))


def _between(counts: Sequence[int]) -> str:
    low, high = min(counts), max(counts)
    return str(low) if low == high else span(str(low), str(high))


def _listed(fields: Sequence[str]) -> str:
    more = len(fields) - _MOST_FIELDS
    told = enumerated(list(fields[:_MOST_FIELDS])) or _("a part")
    return _("{names} and {n} more", names=told, n=more) if more > 0 else told
