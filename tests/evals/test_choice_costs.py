"""What a variant costs more or less is told so that more is more and less is less."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from advisor.evals.choice_costs import price_words, yearly_words
from advisor.evals.number_words import dollars_apart

COSTS = st.floats(1e-7, 1e6)


@given(COSTS, COSTS, st.none() | st.integers(1, 10**9))
def test_of_two_different_costs_the_less_is_never_told_as_nothing_and_two_alike_as_the_same(
    own: float, other: float, volume: int | None
) -> None:
    assume(own == other or abs(own - other) > 1e-8 * own)
    said = price_words(own, other, volume)
    if own == other:
        assert said == "at the same cost"
        return
    amount = re.search(r"\$([\d,.]+) (more|less)", said)
    assert amount is not None
    assert float(amount[1].replace(",", "")) > 0
    assert amount[2] == ("more" if other > own else "less")


@given(st.floats(1e-9, 1e12))
def test_an_amount_is_told_to_three_figures_without_an_exponent(apart: float) -> None:
    told = dollars_apart(apart)
    assert re.fullmatch(r"\$[\d,]+(\.\d+)?", told)
    assert abs(float(told[1:].replace(",", "")) - apart) <= 0.0051 * apart


def test_costs_that_differ_by_the_order_of_adding_up_alone_are_the_same() -> None:
    assert price_words(0.1 + 0.2, 0.3, None) == yearly_words(0.0) == "at the same cost"


def test_small_and_large_differences_are_readable() -> None:
    assert price_words(0.02, 0.0200004, None) == "for $0.0004 more per 1,000 requests"
    assert price_words(0.02, 0.0199996, 1000) == "for $0.0048 less a year at 1,000 requests a month"
    assert price_words(0.0, 1.2345, None) == "for $1,234 more per 1,000 requests"
    assert yearly_words(-0.4) == "for $0.4 less a year, all costs counted"
