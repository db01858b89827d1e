"""A question that results answer is not asked, not varied, and counts as answered in everything that looks ahead."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from situations import any_answers

from advisor.decision.outlook import Outlook
from advisor.decision.states import all_facts
from advisor.decision.verdict import decide
from advisor.files.casebook import load_cases
from advisor.files.rulebook import RuleBook
from advisor.schema.answers import Answers

BOOK = RuleBook.load()
LABELLED = {"measured_failure": "form", "measured_prompting": "not_settled", "measured_items": "some"}
NOT_LABELLED = {**LABELLED, "measured_failure": "untested"}


@pytest.fixture(scope="module")
def ahead() -> Outlook:
    return Outlook(BOOK, LABELLED)


@pytest.fixture(scope="module")
def as_answered() -> Outlook:
    return Outlook(BOOK, NOT_LABELLED)


def test_the_facts_that_rules_read_hold_what_results_say_and_the_default_leaves_the_answer() -> None:
    assert all_facts(BOOK, {"failure": "facts"}, LABELLED)["failure"] == "form"
    assert all_facts(BOOK, {}, LABELLED)["failure"] == "form"
    assert all_facts(BOOK, {"failure": "facts"}, NOT_LABELLED)["failure"] == "facts"


def test_the_question_is_not_asked_next_and_is_not_open(ahead: Outlook) -> None:
    asked = ahead.next_questions({}, ahead.draws(load_cases().cases)).questions
    assert (len(asked), "failure" in {each.question for each in asked}) == (24, False)
    assert "failure" not in ahead.settled({}).remaining
    assert "failure" not in decide(BOOK, Answers(), derived=LABELLED).open_questions


@settings(max_examples=20, deadline=None)
@given(answers=any_answers, claimed=st.sampled_from(["facts", "form", "judgement", "economics", "nothing", "unknown"]))
def test_what_was_answered_there_makes_no_difference(
    ahead: Outlook, as_answered: Outlook, answers: dict[str, str], claimed: str
) -> None:
    found, expected = (
        ahead.settled({**answers, "failure": claimed}),
        as_answered.settled({**answers, "failure": "form"}),
    )
    assert (found.is_settled, found.approach) == (expected.is_settled, expected.approach)
    assert (
        found.approach
        == decide(BOOK, Answers.model_validate({**answers, "failure": claimed}), derived=LABELLED).approach
    )


def test_no_what_if_changes_what_results_say(ahead: Outlook, as_answered: Outlook) -> None:
    answers = {"task": "code", "failure": "form", "format": "common", "coverage": "weak"}

    def changes(outlook: Outlook) -> list[dict[str, str]]:
        found = outlook.what_if(answers, most=1000)
        return [{change.question: change.becomes for change in each.changes} for each in (*found.one, *found.two)]

    expected = [each for each in changes(as_answered) if "failure" not in each]
    assert len(expected) < len(changes(as_answered))
    assert changes(ahead) == expected
