"""The variants as points: what the chart, its hover texts and its table all draw on."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.schema.evidence import Evidence, Place
from advisor.schema.words import TITLES


@dataclass(frozen=True, slots=True)
class Point:
    """One variant with the chosen score; None where a figure is not known."""

    variant: str
    approach: Place | None
    n: int
    mean: float
    low: float | None
    high: float | None
    level: float | None
    method: str
    failed: int
    cost: float | None
    cost_rows: int
    latency: float | None
    on_front: bool | None

    @property
    def title(self) -> str:
        """The approach in words."""
        return TITLES[self.approach] if self.approach else "not sure"

    def monthly(self, volume: int | None) -> float | None:
        """US dollars a month at that volume; None where cost or volume are unknown."""
        return None if volume is None or self.cost is None else self.cost * volume


def points(evidence: Evidence) -> list[Point]:
    """The variants that have the chosen score, in the order of the evidence."""
    found = []
    for each in evidence.variants:
        score = each.scores.get(evidence.score)
        if score is None:
            continue
        interval = score.interval
        found.append(
            Point(
                variant=each.variant,
                approach=each.approach,
                n=score.n,
                mean=score.mean,
                low=interval.low if interval else None,
                high=interval.high if interval else None,
                level=interval.level if interval else None,
                method=interval.method if interval else score.method,
                failed=each.failed,
                cost=each.cost_per_request_usd,
                cost_rows=each.cost_rows,
                latency=each.mean_latency_s,
                on_front=each.on_front,
            )
        )
    return found


def best(found: list[Point]) -> Point:
    """The point with the highest mean; among equals the cheaper one, then by name."""
    return min(
        found, key=lambda point: (-point.mean, float("inf") if point.cost is None else point.cost, point.variant)
    )
