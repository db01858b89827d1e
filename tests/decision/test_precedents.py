"""The nearest cases: who is near, and what is said about the nearness."""

from __future__ import annotations

from hypothesis import given, settings
from situations import any_answers

from advisor.decision.precedents import nearest_cases
from advisor.files.casebook import load_cases
from advisor.files.rulebook import RuleBook
from advisor.schema.words import UNKNOWN

BOOK, CASES = RuleBook.load(), load_cases().cases


@settings(max_examples=40)
@given(answers=any_answers)
def test_what_is_shared_and_what_differs_is_what_both_answer(answers: dict[str, str]) -> None:
    by_id = {case.id: case for case in CASES}
    for each in nearest_cases(BOOK.questions, answers, CASES):
        theirs = by_id[each.case].answers.values
        both = {question for question in answers if theirs[question] != UNKNOWN}
        assert {*each.shares, *(difference.question for difference in each.differs)} == both
        assert all(answers[question] == theirs[question] for question in each.shares)
        assert all((d.yours, d.theirs) == (answers[d.question], theirs[d.question]) for d in each.differs)


def test_each_case_is_the_nearest_or_as_near_as_the_nearest_to_its_own_answers() -> None:
    for case in CASES:
        first = nearest_cases(BOOK.questions, case.answers.known, CASES, count=1)[0]
        assert len(first.shares) - len(first.differs) >= 0
        assert len(first.shares) == len(case.answers.known) or first.case != case.id


def test_of_equally_near_cases_a_compared_one_comes_first() -> None:
    ranked = nearest_cases(BOOK.questions, {"format": "peculiar"}, CASES, count=len(CASES))
    agree = [each.compared for each in ranked if each.shares]
    assert agree == sorted(agree, reverse=True)


def test_the_order_of_the_cases_never_matters() -> None:
    answers = {"task": "answer", "knowledge": "corpus", "freshness": "live"}
    assert nearest_cases(BOOK.questions, answers, CASES) == nearest_cases(BOOK.questions, answers, CASES[::-1])
