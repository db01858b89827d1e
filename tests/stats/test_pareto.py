"""The cost/quality front keeps what no other beats, duplicates together, and is drawn as steps."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from stats.vectors import assert_all, family

from advisor.stats.pareto import Point, dominated_by, mixture_hull, pareto_front, step_front


def _points(case: dict[str, Any]) -> dict[str, Point]:
    return {name: (cost, quality) for name, (cost, quality) in case["inputs"]["points_cost_quality"].items()}


@family("pareto")
def test_the_front_matches_paretoset_and_brute_force(case: dict[str, Any]) -> None:
    points = _points(case)
    assert_all(
        case,
        {
            # The reference lists the front in the order given, ours comes the cheapest first.
            "front": [name for name in points if name in pareto_front(points)],
            "dominated_by": dominated_by(points),
            "step_front": step_front(points),
            "concave_hull_for_mixtures": mixture_hull(points),
        },
    )


def test_the_front_is_given_the_cheapest_first() -> None:
    assert pareto_front({"big": (5.0, 0.9), "small": (1.0, 0.7), "worse": (6.0, 0.8)}) == ("small", "big")


def test_identical_points_stay_together() -> None:
    assert pareto_front({"b": (1.0, 0.7), "a": (1.0, 0.7)}) == ("a", "b")


_POINTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=8
)


@given(_POINTS)
def test_adding_a_dominated_point_leaves_the_front_alone(points: dict[str, Point]) -> None:
    worse = (max(cost for cost, _ in points.values()) + 1.0, min(quality for _, quality in points.values()) - 1.0)
    assert pareto_front({**points, "zzz": worse}) == pareto_front(points)


@given(_POINTS)
def test_no_point_lies_above_the_hull(points: dict[str, Point]) -> None:
    hull = mixture_hull(points)
    costs, qualities = [cost for cost, _ in hull], [quality for _, quality in hull]
    assert [point for point in points.values() if point[1] > _height(costs, qualities, point[0]) + 1e-9] == []


def _height(costs: list[float], qualities: list[float], cost: float) -> float:
    """The quality of the hull at a cost; nothing is cheaper than its first corner."""
    return float(np.interp(cost, costs, qualities))
