"""The cost/quality front: the variants that no other beats in both.

A point is dominated when another costs no more and scores no less and is not the identical point; identical points
stay together (Pareto dominance, as in `paretoset` with distinct=False). The front is drawn as steps: you can buy
only the variants that exist; a hull between them is for those who mix variants by routing.
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


def mixture_hull(points: Mapping[str, Point]) -> tuple[Point, ...]:
    """The corners of what sending a share of the requests to each variant reaches, the cheapest first.

    The upper concave hull of the front: at any cost a mixture of two neighbours scores as much as any
    (RouterBench, arXiv 2403.12031).
    """
    hull: list[Point] = []
    for cost, quality in step_front(points):
        while len(hull) > 1 and _gain(hull[-2], hull[-1]) <= _gain(hull[-2], (cost, quality)):
            hull.pop()
        hull.append((cost, quality))
    return tuple(hull)


def _gain(low: Point, high: Point) -> float:
    """Quality for each unit of cost, from one corner to the next."""
    return (high[1] - low[1]) / (high[0] - low[0])
