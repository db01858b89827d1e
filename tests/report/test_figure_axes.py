"""Axes: log where the range asks for it, from 0 else, and still while sliders move."""

from __future__ import annotations

import pytest

from advisor.report.figure_axes import FigureAxes, expanded
from advisor.report.figure_cost_axis import CostAxis, log_ticks
from advisor.report.figure_numbers import money, short


def axis(smallest: float | None, largest: float | None, rail: tuple[str, ...] = (), has_zero: bool = False) -> CostAxis:
    is_log = smallest is not None and largest is not None and largest / smallest > 5
    return CostAxis("all-in", smallest, largest, is_log, has_zero, rail)


def axes(cost: CostAxis) -> FigureAxes:
    return FigureAxes(cost, (0.5, 0.9), (-0.2, 0.0), None, None)


def test_an_axis_is_linear_from_zero_up_to_a_fivefold_range() -> None:
    found = axis(1.0, 5.0)
    assert found.ticks()[0] == 0
    assert found.at(0) == 0
    assert found.at(5.0) / found.at(2.5) == pytest.approx(2)


def test_an_axis_is_logarithmic_beyond_a_fivefold_range() -> None:
    found = axis(1.0, 5.1)
    assert found.at(4) - found.at(2) == pytest.approx(found.at(2) - found.at(1))


def test_ticks_lie_inside_the_axis() -> None:
    for found in (axis(1.0, 3.0), axis(0.0003, 7.0), axis(1e-7, 1e5)):
        assert all(0 <= found.at(tick) <= 1 for tick in found.ticks())
        assert 3 <= len(found.ticks()) <= 7


def test_a_held_axis_stays_logarithmic() -> None:
    held = expanded(axes(axis(0.01, 1.0)), axes(axis(0.5, 1.0)))
    assert held.cost.is_log
    assert held.cost.ends == axis(0.01, 1.0).ends


def test_a_held_axis_becomes_logarithmic_once_and_no_more() -> None:
    once = expanded(axes(axis(0.5, 1.0)), axes(axis(0.05, 1.0)))
    again = expanded(once, axes(axis(0.5, 1.0)))
    assert (once.cost.is_log, again) == (True, once)


def test_axes_only_grow() -> None:
    old = FigureAxes(axis(1.0, 2.0), (0.5, 0.9), (-0.2, 0.0), (100, 1000), (10, 20))
    new = FigureAxes(axis(1.5, 3.0), (0.6, 1.0), (-0.1, 0.1), (50, 500), None)
    assert expanded(old, new) == FigureAxes(axis(1.0, 3.0), (0.5, 1.0), (-0.2, 0.1), (50, 1000), (10, 20))


def test_another_kind_of_axis_starts_afresh() -> None:
    seconds = CostAxis("latency", 1.0, 2.0, False, False, ())
    assert expanded(axes(axis(0.01, 1.0)), axes(seconds)).cost == seconds


def test_the_rail_stays_once_it_was_needed() -> None:
    held = expanded(axes(axis(1.0, 2.0, rail=("b",))), axes(axis(1.0, 2.0)))
    assert held.cost.rail == ("b",)
    assert held.cost.range == axis(1.0, 2.0, rail=("b",)).range


def test_many_unknown_costs_fit_on_the_rail() -> None:
    names = tuple("abcdefghijklmnop")
    found = axis(1.0, 2.0, rail=names)
    places = [found.place(name, None) for name in names]
    assert found.rail_edge < places[0]
    assert places == sorted(set(places))
    assert places[-1] < found.range[1]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(90, 1100, [100, 200, 500, 1000]), (1, 1e6, [1, 100, 1e4, 1e6]), (2.1, 4.9, [])],
)
def test_log_ticks_are_round_and_few(low: float, high: float, ticks: list[float]) -> None:
    assert log_ticks(low, high, 4) == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "$0"), (0.0000313, "$0.0000313"), (0.02, "$0.02"), (4.579, "$4.58"), (80, "$80.00"), (123456, "$123,456")],
)
def test_money_is_written_without_exponents(value: float, words: str) -> None:
    assert money(value) == words


@pytest.mark.parametrize(("value", "words"), [(500, "500"), (20_000, "20k"), (1.5e6, "1.5M"), (2e9, "2bn")])
def test_ticks_are_short(value: float, words: str) -> None:
    assert short(value) == words
