"""The variants as points: what the chart, its hover texts and its table all draw on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from advisor.language import _
from advisor.schema.costs import CostRange, Costs, VariantCost
from advisor.schema.evidence import Evidence, Place, ScoreSummary, VariantSummary, VariantVerdict
from advisor.schema.words import approach_title
from advisor.stats.pareto import step_front

Axis = Literal["all-in", "running", "per-success", "latency", "measured"]
"""What stands across: USD with everything, USD without one-off and monthly costs, USD a success, 95 % of the latencies,
or the cost that the eval tool itself told."""

COST_AXES: Final[tuple[Axis, ...]] = ("all-in", "running", "per-success")
"""The axes that need a cost calculation."""

AXES: Final[tuple[Axis, ...]] = (*COST_AXES, "latency", "measured")


_HALF: Final = 0.5


class Spread(NamedTuple):
    """Where a variant stands across, with its bar; `low` and `high` are None where there is no range."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """One variant with the chosen score."""

    summary: VariantSummary
    score: ScoreSummary
    verdict: VariantVerdict | None
    priced: VariantCost | None
    x: Spread | None
    """What stands across, in dollars or seconds; None where it is not known."""
    p_on_front: float | None
    """P(no other costs no more and scores no less); None where that is not worked out."""

    @property
    def variant(self) -> str:
        """Its name."""
        return self.summary.variant

    @property
    def approach(self) -> Place | None:
        """Its approach; None where that is not sure."""
        return self.summary.approach

    @property
    def title(self) -> str:
        """The approach in words."""
        return approach_title(self.approach) if self.approach else _("not sure")

    @property
    def mean(self) -> float:
        """The mean score."""
        return self.score.mean

    @property
    def low(self) -> float:
        """The lower end of the 95 % interval; the mean where there is none."""
        return self.score.interval.low if self.score.interval else self.score.mean

    @property
    def high(self) -> float:
        """The upper end."""
        return self.score.interval.high if self.score.interval else self.score.mean

    @property
    def method(self) -> str:
        """How the interval was made."""
        return self.score.interval.method if self.score.interval else self.score.method

    @property
    def is_filled(self) -> bool | None:
        """Whether P(on the front) is at least a half; None where it is not worked out."""
        return None if self.p_on_front is None else self.p_on_front >= _HALF

    def monthly(self, volume: int | None) -> float | None:
        """US dollars a month at that volume, as the eval tool told; None where cost or volume are unknown."""
        cost = self.summary.cost_per_request_usd
        return None if volume is None or cost is None else cost * volume


def points(evidence: Evidence, axis: Axis = "measured") -> list[Point]:
    """The variants that have the chosen score, in the order of the evidence."""
    verdicts = {each.variant: each for each in evidence.verdicts}
    priced = {each.variant: each for each in evidence.costs.variants} if evidence.costs else {}
    found = []
    for each in evidence.variants:
        if evidence.score in each.scores:
            verdict, cost = verdicts.get(each.variant), priced.get(each.variant)
            # the chance is worked out for the front of quality and cost, and says nothing about latency
            chance = verdict.p_on_front if verdict and axis != "latency" else None
            x = along(each, cost, axis)
            found.append(Point(each, each.scores[evidence.score], verdict, cost, x, chance))
    return found


def along(summary: VariantSummary | None, priced: VariantCost | None, axis: Axis) -> Spread | None:
    """What a variant has on an axis; of a simulated cost the median and the 10-90 % range."""
    if axis == "measured":
        told = summary.cost_per_request_usd if summary else None
        return None if told is None else Spread(told, None, None)
    if axis == "latency":
        p95 = summary.latency_p95_s if summary else None
        return None if p95 is None else Spread(p95.value, p95.low, p95.high)
    found = cost_on(priced, axis)
    return None if found is None else Spread(found.median, found.low, found.high)


def cost_on(priced: VariantCost | None, axis: Axis) -> CostRange | None:
    """The calculated cost that an axis of costs shows."""
    if priced is None:
        return None
    return {"all-in": priced.all_in, "running": priced.running, "per-success": priced.per_success}[axis]


def best(found: list[Point]) -> Point:
    """The point with the highest mean; among equals the cheaper one, then by name."""
    return min(found, key=lambda point: (-point.mean, _price(point), point.variant))


def _price(point: Point) -> float:
    if point.priced is not None and point.priced.running is not None:
        return point.priced.running.likely
    cost = point.summary.cost_per_request_usd
    return math.inf if cost is None else cost


def front_of(shown: Sequence[Point]) -> tuple[tuple[float, float], ...]:
    """The corners of the front, what stands across and quality, the cheapest first."""
    return step_front({point.variant: (point.x.value, point.mean) for point in shown if point.x is not None})


def default_axis(evidence: Evidence) -> Axis:
    """The cost that the front goes by: all-in, running where totals are missing, what the tool told without costs."""
    return evidence.front_cost


def axes_with_data(evidence: Evidence) -> tuple[Axis, ...]:
    """The axes on which at least one variant is known, the one shown by default first."""
    order = dict.fromkeys((default_axis(evidence), *AXES))
    return tuple(axis for axis in order if any(point.x is not None for point in points(evidence, axis)))


def lacking_total(costs: Costs) -> list[VariantCost]:
    """The variants whose running cost is known and whose total is not."""
    return [each for each in costs.variants if each.running is not None and each.all_in is None]
