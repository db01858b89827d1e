"""The cost/quality front: the variants that no other beats in both.

A point is dominated when another costs no more and scores no less and is not the identical point; identical points
stay together (Pareto dominance, as in `paretoset` with distinct=False). The front is drawn as steps: you can buy
only the variants that exist; a hull between them is for those who mix variants by routing
(RouterBench, arXiv 2403.12031).
"""

from __future__ import annotations

from collections.abc import Mapping

Point = tuple[float, float]
"""Cost (less is better) and quality (more is better)."""


def dominated_by(points: Mapping[str, Point]) -> dict[str, tuple[str, ...]]:
    """For each name the names that dominate it, in the order given."""
    return {
        name: tuple(
            other
            for other, (other_cost, other_quality) in points.items()
            if other_cost <= cost and other_quality >= quality and (other_cost, other_quality) != (cost, quality)
        )
        for name, (cost, quality) in points.items()
    }


def pareto_front(points: Mapping[str, Point]) -> tuple[str, ...]:
    """The names that nothing dominates, the cheapest first, then by name."""
    beaten = dominated_by(points)
    return tuple(sorted((name for name in points if not beaten[name]), key=lambda name: (points[name][0], name)))


def step_front(points: Mapping[str, Point]) -> tuple[Point, ...]:
    """The corners of the front, the cheapest first, each once."""
    return tuple(sorted({points[name] for name in pareto_front(points)}))
