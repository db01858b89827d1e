"""A judge of pairs that changes its mind with the order is red; one that prefers a place is amber."""

from __future__ import annotations

from evals.builders import check_of, eval_set

from advisor.evals.beside import Beside, PositionTrial
from advisor.schema.evidence import HealthCheck


def _check(**counts: int) -> HealthCheck:
    """`AA=3`: three pairs in which A won in both orders; the letters are the winners, A first and B first."""
    trials = [
        PositionTrial(f"{pair}{place}", pair[0], pair[1]) for pair, number in counts.items() for place in range(number)
    ]
    return check_of(eval_set({"rag": "10"}), "position-bias", Beside(positions=tuple(trials)))


def test_nothing_given_is_not_checked() -> None:
    found = _check()
    assert (found.state, found.sentence) == (
        "unknown",
        "If a judge compares answers in pairs, give its verdicts in both orders for 30 pairs.",
    )


def test_verdicts_that_hold_in_both_orders_are_green() -> None:
    found = _check(AA=15, BB=13, AB=1, BA=1)
    assert (found.state, found.figure) == ("green", "93 % of 30 pairs with one verdict in both orders")


def test_fewer_than_80_percent_is_red_and_names_the_place_that_is_preferred() -> None:
    found = _check(AA=10, BB=10, AB=10)
    # All ten verdicts that changed went to the first answer: p = 2 / 2^10.
    assert found.state == "red"
    assert found.sentence == (
        "The judge changes its mind with the order: run both orders and count only the wins that hold. Of 10 verdicts"
        " that changed with the order 10 went to the first answer (p = 0.002)."
    )


def test_a_preferred_place_is_amber_where_most_verdicts_hold() -> None:
    found = _check(AA=40, BB=40, BA=8)
    assert found.state == "amber"
    assert found.sentence == (
        "The judge prefers a place: count only the wins that hold. Of 8 verdicts that changed with the order 8 went to"
        " the second answer (p = 0.0078)."
    )


def test_few_pairs_are_amber_whatever_they_say() -> None:
    assert _check(AA=3, AB=3).sentence == "Too few pairs to tell: judge 30 pairs in both orders."
