"""Quick mode without a browser: one question at a time, in the engine's order, until it says why it stops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from app_pages import html
from streamlit.testing.v1 import AppTest

from advisor import load_cases
from advisor.decision.outlook import outlook_of
from advisor.files.rulebook import RuleBook
from advisor.report.prospects import Prospects
from advisor.schema.recommendation import NextQuestions, Settled, WhatIfs
from advisor.schema.recommendation import QuestionValue as Value
from advisor.schema.words import UNKNOWN
from advisor.ui.parts.quick_course import Stop, question_before, reason_to_stop, stops_at
from advisor.ui.parts.visit import Visit

ROOT = Path(__file__).parents[2]
BOOK = RuleBook.load()
OUTLOOK = outlook_of(BOOK)
DRAWS = OUTLOOK.draws(load_cases().cases)

Choose = Callable[[str], str]


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.run()
    app.button(key="door_quick").click().run()
    return app


def asked(app: AppTest) -> str | None:
    """The question on screen."""
    keys = {str(button.key) for button in app.button}
    return next((each.id for each in BOOK.questions if f"pick_{each.id}_{UNKNOWN}" in keys), None)


def pick(app: AppTest, question: str, option: str) -> None:
    app.button(key=f"pick_{question}_{option}").click().run()
    assert not app.exception


def first(question: str) -> str:
    return BOOK.legal_values[question][0]


def last(question: str) -> str:
    return BOOK.legal_values[question][-1]


def answer_until_it_stops(app: AppTest, choose: Choose) -> dict[str, str]:
    """Everything that was answered, in order."""
    given: dict[str, str] = {}
    while True:
        question = asked(app)
        if question is None and "A first answer" in html(app):
            app.button(key="quick_pass").click().run()
        elif question is None:
            return given
        else:
            given[question] = choose(question)
            pick(app, question, given[question])


def expected_next(given: dict[str, str]) -> str | None:
    """The question that the engine would ask; none where quick mode stops."""
    known = {question: option for question, option in given.items() if option != UNKNOWN}
    declined = [question for question, option in given.items() if option == UNKNOWN]
    ahead = OUTLOOK.next_questions(known, DRAWS, declined)
    stops = OUTLOOK.settled(known, declined).is_settled or ahead.chance_of_change < 0.05
    return None if stops else ahead.questions[0].question


def test_a_visitor_without_answers_gets_one_question_and_one_with_a_link_gets_all(app: AppTest) -> None:
    assert asked(app) == expected_next({})
    assert not app.radio
    linked = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    linked.query_params["task"] = "code"
    linked.run()
    assert asked(linked) is None
    assert linked.radio(key="q_task").value == "code"


def test_the_questions_come_in_the_order_of_the_engine_with_the_reason(app: AppTest) -> None:
    given: dict[str, str] = {}
    for _ in range(3):
        question = asked(app)
        assert question == expected_next(given)
        assert "Of all open questions this one is expected to decide most." in html(app)
        given[question] = last(question)
        pick(app, question, given[question])
    assert dict(app.query_params) == given


@pytest.mark.parametrize("choose", [first, last, lambda question: BOOK.legal_values[question][1]])
def test_it_stops_where_the_engine_says_so_and_names_the_reason(app: AppTest, choose: Choose) -> None:
    given = answer_until_it_stops(app, choose)
    settled, ahead = OUTLOOK.settled(given), OUTLOOK.next_questions(given, DRAWS)
    if settled.is_settled:
        assert "Settled: proved" in html(app)
        assert f"no answer to the remaining {len(settled.remaining)} question" in html(app)
    else:
        assert ahead.chance_of_change < 0.05
        assert "Unlikely to change: the chance is under 5 %" in html(app)
        assert "That is a chance and no proof" in html(app)
        assert "Settled: proved" not in html(app)
    before = dict(list(given.items())[:-1])
    assert not OUTLOOK.settled(before).is_settled
    assert OUTLOOK.next_questions(before, DRAWS).chance_of_change >= 0.05


def test_one_can_go_on_to_the_last_question(app: AppTest) -> None:
    given: dict[str, str] = {}
    reasons = []
    while len(given) < len(BOOK.questions):
        given |= answer_until_it_stops(app, last)
        assert not app.exception
        if len(given) < len(BOOK.questions):
            reasons.append("Settled: proved" in html(app))
            app.button(key="quick_pass").click().run()
    assert reasons == sorted(set(reasons)), "a chance comes before a proof, and neither is told twice"
    assert "There is nothing left to ask." in html(app)
    assert "You answered every question." in html(app)
    assert "25 of 25 answered" in html(app)


def test_dont_know_stays_open_and_is_not_asked_again(app: AppTest) -> None:
    question = asked(app)
    assert question is not None
    pick(app, question, UNKNOWN)
    assert asked(app) == expected_next({question: UNKNOWN})
    assert asked(app) != question
    assert not dict(app.query_params)
    assert "0 of 25 answered" in html(app)
    given = answer_until_it_stops(app, lambda _: UNKNOWN)
    assert question not in given
    assert len(given) < len(BOOK.questions)


def test_one_can_go_back_change_an_answer_and_go_on(app: AppTest) -> None:
    one = asked(app)
    assert one is not None
    pick(app, one, first(one))
    two = asked(app)
    assert two is not None
    pick(app, two, first(two))
    app.button(key="quick_back").click().run()
    assert asked(app) == two
    app.button(key="quick_back").click().run()
    assert asked(app) == one
    assert "quick_back" not in {button.key for button in app.button}
    app.button(key="quick_on").click().run()
    assert asked(app) not in (one, two)
    app.button(key="quick_back").click().run()
    app.button(key="quick_back").click().run()
    pick(app, one, last(one))
    assert dict(app.query_params) == {one: last(one), two: first(two)}
    assert asked(app) == expected_next({one: last(one), two: first(two)})


def test_switching_between_quick_and_all_questions_loses_no_answer(app: AppTest) -> None:
    one = asked(app)
    assert one is not None
    pick(app, one, first(one))
    two = asked(app)
    assert two is not None
    pick(app, two, UNKNOWN)
    app.button(key="view_all").click().run()
    sections = BOOK.questionnaire.sections
    for question, answer in ((one, first(one)), (two, UNKNOWN)):
        section = next(i for i, each in enumerate(sections) if question in {q.id for q in each.questions})
        app.button(key=f"section_{section}").click().run()
        assert app.radio(key=f"q_{question}").value == answer
    app.radio(key=f"q_{two}").set_value(last(two)).run()
    app.button(key="view_quick").click().run()
    assert dict(app.query_params) == {one: first(one), two: last(two)}
    assert asked(app) == expected_next({one: first(one), two: last(two)})
    app.button(key="quick_back").click().run()
    assert asked(app) == two


def test_an_answer_so_far_can_be_looked_at_again(app: AppTest) -> None:
    one = asked(app)
    assert one is not None
    pick(app, one, first(one))
    app.session_state["so_far"] = True
    app.run()
    app.button(key=f"again_{one}").click().run()
    assert asked(app) == one


def test_start_over_begins_at_the_door_again(app: AppTest) -> None:
    app.button(key="example_0").click().run()
    assert app.radio
    app.button(key="start_over").click().run()
    assert asked(app) is None
    app.button(key="door_quick").click().run()
    assert asked(app) == expected_next({})


def test_after_five_questions_there_is_a_first_answer_that_says_what_is_missing(app: AppTest) -> None:
    for number in range(1, 6):
        question = asked(app)
        assert question is not None
        assert f"Question {number} of 5" in html(app)
        pick(app, question, UNKNOWN)
    assert asked(app) is None
    assert "A first answer" in html(app)
    missing = OUTLOOK.next_questions({}, DRAWS, app.session_state["visit"].declined).questions[:3]
    for each in missing:
        assert next(question.ask for question in BOOK.questions if question.id == each.question) in html(app)
    app.button(key="quick_pass").click().run()
    assert asked(app) == missing[0].question
    assert "Question 6<" in html(app)


def prospects(is_settled: bool | None, chance: float, questions: tuple[str, ...] = ("scope",)) -> Prospects:
    return Prospects(
        Settled(is_settled=is_settled, approach="prompting", remaining=questions),
        WhatIfs(one=(), two=(), count_of_one=0, count_of_two=0),
        NextQuestions(
            questions=tuple(Value(question=each, expected_drop=0.1, known_cases=30) for each in questions),
            chance_of_change=chance,
            draws=4000,
        ),
    )


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (prospects(True, 0.0), "settled"),
        (prospects(False, 0.049), "unlikely"),
        (prospects(None, 0.0), "unlikely"),
        (prospects(False, 0.05), None),
        (prospects(None, 0.05), None),
        (prospects(True, 0.0, questions=()), "asked"),
    ],
)
def test_a_proof_a_chance_under_five_percent_or_no_question_left_is_a_reason_to_stop(
    found: Prospects, reason: Stop | None
) -> None:
    assert reason == reason_to_stop(found)


def test_a_reason_that_was_passed_is_not_told_again_but_a_proof_after_a_chance_is() -> None:
    assert stops_at(Visit(passed="unlikely"), prospects(False, 0.01)) is None
    assert stops_at(Visit(passed="unlikely"), prospects(True, 0.0)) == "settled"
    assert stops_at(Visit(passed="settled"), prospects(False, 0.01)) is None
    assert stops_at(Visit(passed="settled"), prospects(True, 0.0, questions=())) == "asked"
    assert stops_at(Visit(at="scope"), prospects(True, 0.0)) is None
    five = dict.fromkeys(("task", "scope", "format", "evals", "gap"), UNKNOWN)
    assert stops_at(Visit(answers=five), prospects(False, 0.3)) == "first"
    assert stops_at(Visit(answers=five, passed="first"), prospects(False, 0.3)) is None
    assert stops_at(Visit(answers=five, passed="first"), prospects(False, 0.01)) == "unlikely"


def test_the_question_before_follows_the_order_of_answering() -> None:
    visit = Visit(answers={"task": "code", "scope": UNKNOWN, "format": "free"})
    assert question_before(visit) == "format"
    visit.at = "format"
    assert question_before(visit) == "scope"
    visit.at = "task"
    assert question_before(visit) is None
    assert question_before(Visit()) is None
