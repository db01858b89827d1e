"""Agreement on one question against published measures, and its bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from situations import OPTIONS
from workshop.teams import tally_of

from advisor.files.rulebook import RuleBook
from advisor.schema.questions import Question
from advisor.schema.words import UNKNOWN
from advisor.workshop.agreement import majority_share, pair_agreement
from advisor.workshop.tally import Tally

ASKED = {question.id: question for question in RuleBook.load().questions}


def counted(question: str, *people: int) -> Tally:
    """So many people for the options of a question, in their order."""
    return Tally(
        question=question, counts={o: n for o, n in zip(OPTIONS[question], people, strict=False) if n}, dont_know=0
    )


# Items of 14 raters and 5 categories. Fleiss' P_i was
# computed with statsmodels 0.15.0, for each item as fleiss_kappa([item, item], method="uniform") * (1 - 1/5) + 1/5.
@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((0, 0, 0, 0, 14), 1.0),
        ((0, 2, 6, 4, 2), 0.25274725274725274),
        ((0, 3, 9, 2, 0), 0.43956043956043955),
        ((2, 2, 8, 1, 1), 0.32967032967032966),
        ((7, 7, 0, 0, 0), 0.46153846153846156),
        ((2, 5, 3, 2, 2), 0.17582417582417584),
        ((6, 5, 2, 1, 0), 0.2857142857142857),
    ],
)
def test_without_an_order_it_is_fleiss_agreement_of_an_item(people: tuple[int, ...], expected: float) -> None:
    assert pair_agreement(counted("failure", *people), ASKED["failure"]) == pytest.approx(expected, abs=1e-12)


# Computed with irrCAC 0.4.4: CAC(one subject, weights="linear", categories=1..k).gwet()["est"]["pa"], ten digits.
@pytest.mark.parametrize(
    ("question", "people", "expected"),
    [
        ("style", (3, 2, 0), 0.7),
        ("style", (1, 0, 1), 0.0),
        ("style", (1, 7, 5), 0.6666666667),
        ("evals", (2, 3, 0, 4), 0.5),
        ("examples", (4, 2, 0, 0, 3), 0.4861111111),
    ],
)
def test_with_an_order_it_is_the_percent_agreement_with_linear_weights(
    question: str, people: tuple[int, ...], expected: float
) -> None:
    assert ASKED[question].ordinal
    assert pair_agreement(counted(question, *people), ASKED[question]) == pytest.approx(expected, abs=1e-9)


def test_neighbours_on_a_scale_disagree_less_than_its_ends() -> None:
    near, far = counted("examples", 1, 1), counted("examples", 1, 0, 0, 0, 1)
    assert pair_agreement(near, ASKED["examples"]) == 0.75
    assert pair_agreement(far, ASKED["examples"]) == 0.0


@pytest.mark.parametrize("known", [0, 1])
def test_fewer_than_two_who_know_neither_agree_nor_disagree(known: int) -> None:
    assert pair_agreement(counted("style", known), ASKED["style"]) is None


def test_nobody_who_knows_is_no_share_of_anything() -> None:
    assert majority_share(tally_of("style", dont_know=5)) is None


def test_those_who_do_not_know_are_no_part_of_a_share() -> None:
    assert majority_share(tally_of("style", dont_know=5, plain=3, house=1)) == 0.75


people = st.lists(st.integers(0, 60), min_size=6, max_size=6)


@given(question=st.sampled_from(list(ASKED.values())), people=people)
def test_agreement_lies_between_0_and_1_and_is_1_exactly_where_nothing_is_contested(
    question: Question, people: list[int]
) -> None:
    found = counted(question.id, *people)
    agreement = pair_agreement(found, question)
    assert (agreement is None) == (found.known < 2)
    if agreement is not None:
        assert 0 <= agreement <= 1
        assert (agreement == 1) == (not found.is_contested)


@given(question=st.sampled_from(list(ASKED.values())), people=people)
def test_the_order_of_the_counts_changes_nothing(question: Question, people: list[int]) -> None:
    found = counted(question.id, *people)
    turned = Tally(question=question.id, counts=dict(reversed(found.counts.items())), dont_know=3)
    assert pair_agreement(turned, question) == pytest.approx(pair_agreement(found, question))
    assert majority_share(turned) == majority_share(found)


@given(question=st.sampled_from(list(ASKED.values())), people=people)
def test_with_an_order_people_never_agree_less_than_without(question: Question, people: list[int]) -> None:
    found = counted(question.id, *people)
    weighted = pair_agreement(found, question.model_copy(update={"ordinal": True}))
    plain = pair_agreement(found, question.model_copy(update={"ordinal": False}))
    assert weighted is None or plain is None or weighted >= plain - 1e-12


def test_the_options_of_these_tests_are_those_of_the_questionnaire() -> None:
    assert {id: tuple(o.id for o in question.options) for id, question in ASKED.items()} == OPTIONS
    assert UNKNOWN not in {option for options in OPTIONS.values() for option in options}
