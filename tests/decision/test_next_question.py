"""The next question is the one that decides most, and the chance of a change is what drawing says."""

from __future__ import annotations

import numpy as np
import pytest
from situations import OPTIONS, book_of

from advisor.decision.next_question import DRAWS, Draws
from advisor.decision.outlook import Outlook, outlook_of
from advisor.files.casebook import load_cases
from advisor.files.rulebook import RuleBook
from advisor.schema.rules import Rule

BOOK = RuleBook.load()
CASES = load_cases().cases
OUTLOOK = outlook_of(BOOK)
DRAWN = OUTLOOK.draws(CASES)


def rule(number: int, letter: str, value: str, approach: str = "rag") -> Rule:
    return Rule.model_validate(
        {
            "id": f"rule-{number}",
            "when": {letter: [value]},
            "effect": {"supports": [approach]},
            "strength": "strong",
            "because": "It is so.",
            "source": [{"ref": "somebody"}],
        }
    )


def test_a_question_that_decides_everything_comes_first_and_one_that_decides_nothing_has_no_drop() -> None:
    outlook = Outlook(book_of([rule(0, "b", "high")]))
    found = outlook.next_questions({}, outlook.draws(()))
    drops = {each.question: each.expected_drop for each in found.questions}
    assert found.questions[0].question == "b"
    # one third of uniform answers is `high`, and then rag leads: the entropy of (1/3, 2/3) is 0.918 bits
    assert drops["b"] == pytest.approx(0.918, abs=0.02)
    assert drops["a"] == pytest.approx(0.0, abs=0.005)
    assert found.chance_of_change == pytest.approx(1 / 3, abs=0.03)


def test_answered_and_declined_questions_are_not_asked_again() -> None:
    found = OUTLOOK.next_questions({"format": "free"}, DRAWN, declined=["scope"])
    assert {each.question for each in found.questions} == {*OPTIONS} - {"format", "scope"}


def test_the_same_cases_give_the_same_order() -> None:
    again = OUTLOOK.draws(CASES)
    assert OUTLOOK.next_questions({}, again) == OUTLOOK.next_questions({}, DRAWN)


def test_gates_and_questions_that_few_cases_answer_are_drawn_uniformly() -> None:
    drawn = DRAWN.given(np.full(25, -1, np.int8), range(25))
    for i, question in enumerate(BOOK.questions):
        shares = np.bincount(drawn[:, i], minlength=len(question.options)) / DRAWS
        if question.gate or DRAWN.known_cases[i] < 20:
            assert shares == pytest.approx(1 / len(question.options), abs=0.03)


def test_questions_that_many_cases_answer_are_drawn_as_they_answered() -> None:
    drawn = DRAWN.given(np.full(25, -1, np.int8), range(25))
    i = [question.id for question in BOOK.questions].index("task")
    options = [option.id for option in BOOK.questions[i].options]
    counts = np.array([sum(case.answers.task == option for case in CASES) for option in options])
    shares = np.bincount(drawn[:, i], minlength=len(options)) / DRAWS
    assert shares == pytest.approx(counts / counts.sum(), abs=0.03)


def test_cases_that_answer_alike_are_drawn_more_often() -> None:
    codes = np.full(25, -1, np.int8)
    place = {question.id: i for i, question in enumerate(BOOK.questions)}
    task, knowledge = place["task"], place["knowledge"]
    codes[task] = [option.id for option in BOOK.questions[task].options].index("answer")
    apart = np.bincount(DRAWN.given(np.full(25, -1, np.int8), range(25))[:, knowledge], minlength=3) / DRAWS
    alike = np.bincount(DRAWN.given(codes, [i for i in range(25) if i != task])[:, knowledge], minlength=3) / DRAWS
    assert alike[2] > apart[2]  # jobs that answer questions draw on a corpus more often than others


def test_nothing_is_expected_to_change_once_everything_is_answered() -> None:
    found = OUTLOOK.next_questions({question: options[0] for question, options in OPTIONS.items()}, DRAWN)
    assert found.questions == ()
    assert found.chance_of_change == 0.0


def test_draws_need_no_cases() -> None:
    assert Draws(BOOK.questions, ()).given(np.full(25, -1, np.int8), range(25)).min() == 0
