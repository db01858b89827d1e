"""The accuracy from which a system is worth it, by sums that can be done by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from advisor.costs.accuracy_target import accuracy_target
from advisor.errors import AdvisorError


def test_beside_doing_nothing_a_success_must_pay_for_failures_and_costs() -> None:
    # q * 2 - (1 - q) * 8 - 0.5 = 0 at q = 8.5 / 10
    found = accuracy_target(2, 8, 0.5)
    assert (found.target, found.beside) == (pytest.approx(0.85), "doing nothing")
    assert found.sentence == "From 85 % right on it brings more than doing nothing, at $0.5 each."


def test_beside_a_person_it_may_be_less_right_by_what_it_saves() -> None:
    # The person: 0.95 * 10 - 8 - 1 = 0.5. q * 10 - 8 - 0.1 = 0.5 at q = 0.86.
    found = accuracy_target(2, 8, 0.1, human_cost=1, human_accuracy=0.95)
    assert (found.target, found.beside) == (pytest.approx(0.86), "a person")


def test_a_person_who_brings_less_than_nothing_is_no_measure() -> None:
    found = accuracy_target(2, 8, 0.1, human_cost=5, human_accuracy=0.95)
    assert (found.target, found.beside) == (pytest.approx(0.81), "doing nothing")


def test_where_no_accuracy_is_enough_none_is_told() -> None:
    found = accuracy_target(1, 0, 3)
    assert found.target is None
    assert found.sentence == "Even without a mistake it brings less than doing nothing: at $3 each it is too dear."


@given(st.floats(0.01, 1e3), st.floats(0, 1e3), st.floats(0, 10), st.floats(0, 50), st.floats(0, 1))
def test_at_the_target_it_brings_as_much_as_the_better_of_the_two(
    value: float, failure: float, cost: float, wage: float, right: float
) -> None:
    found = accuracy_target(value, failure, cost, wage, right)
    assume(found.target is not None)
    brings = found.target * value - (1 - found.target) * failure - cost
    person = right * value - (1 - right) * failure - wage
    assert brings == pytest.approx(max(person, 0.0), abs=1e-9 * (value + failure + 1))


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ({"value_of_a_success": -1}, "`value_of_a_success` is -1; write US dollars from 0 up."),
        ({"cost_of_a_failure": float("inf")}, "`cost_of_a_failure` is inf; write US dollars from 0 up."),
        ({"human_cost": 1}, "`human_accuracy` is missing; write how often a person is right, such as 0.95."),
        (
            {"human_cost": 1, "human_accuracy": 95},
            "`human_accuracy` is 95; write a share from 0 to 1, such as 0.95.",
        ),
        (
            {"value_of_a_success": 0, "cost_of_a_failure": 0},
            "Neither a success nor a failure is worth anything, so no target follows; give one of them.",
        ),
    ],
)
def test_amounts_that_make_no_sense_are_refused(given_: dict[str, Any], says: str) -> None:
    amounts = {"value_of_a_success": 1, "cost_of_a_failure": 1, "cost_per_request": 0.1, **given_}
    with pytest.raises(AdvisorError) as error:
        accuracy_target(**amounts)
    assert str(error.value) == says
