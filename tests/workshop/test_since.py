"""A decision beside the last one: what is different, whether it is still the same, and what made the difference."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from workshop.records import QUERY_ASSISTANT, TODAY, book, measured, people, record_of, view

from advisor.report.record_words import since_rows, since_sentence
from advisor.schema.decision_record import DecisionRecord, PreviousDecision, TeamAnswer
from advisor.schema.evidence import Evidence
from advisor.schema.rules import Book
from advisor.workshop.since import changed_questions, results_since, told_then, what_made_it
from advisor.workshop.told import told_on

LATER = datetime.date(2027, 3, 2)

FACTS_MOVE = {"task": "code", "failure": "facts", "gap": "far", "knowledge": "corpus", "freshness": "weeks"}
FORM_FAILS = {**FACTS_MOVE, "failure": "form"}
PROMPT_DOES = {"task": "code", "gap": "meets", "evals": "scored", "knowledge": "nothing", "freshness": "static"}


def alike(answers: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {question: (option,) * 3 for question, option in answers.items()}


def decided(answers: dict[str, str] = FACTS_MOVE, results: Any = None) -> DecisionRecord:
    return record_of(view(alike(answers)), results)


def looked_at_again(old: DecisionRecord, answers: dict[str, str], results: Any = None) -> PreviousDecision:
    since = record_of(view(alike(answers)), results, LATER, old).previous
    assert since is not None
    return since


def facts(**changes: str) -> dict[str, str]:
    return {**measured().facts, **changes}


MEETS = facts(measured_prompting="meets_target")


@pytest.mark.parametrize(
    ("answers", "results", "because"),
    [
        (FACTS_MOVE, None, "nothing"),
        (FORM_FAILS, None, "answers"),
        (FACTS_MOVE, facts(), "results"),
        (PROMPT_DOES, MEETS, "answers or results"),
        (FORM_FAILS, facts(), "answers and results"),
    ],
)
def test_what_made_the_difference_is_found_by_changing_one_thing_at_a_time(
    answers: dict[str, str], results: dict[str, str] | None, because: str
) -> None:
    old = decided()
    today = told_on(answers, book(), results)
    alone = told_on(answers, book()) == today, told_on(FACTS_MOVE, book(), results) == today
    by = {
        "nothing": (True, True),
        "answers": (True, False),
        "results": (False, True),
        "answers or results": (True, True),
        "answers and results": (False, False),
    }
    assert alone == by[because]
    assert (today == told_then(old)) is (because == "nothing")
    assert what_made_it(old, answers, results, book()) == (False, because)


def test_the_results_of_then_are_asked_with_the_answers_of_then() -> None:
    old = decided(FACTS_MOVE, measured())
    assert what_made_it(old, FACTS_MOVE, measured().facts, book()) == (False, "nothing")
    assert what_made_it(old, FACTS_MOVE, None, book()) == (False, "results")


def other_rules() -> Book:
    """Rules by which missing facts say nothing."""
    silent = {"missing-facts-are-shown-not-taught", "facts-that-move-belong-in-retrieval"}
    rules = tuple(rule for rule in book().rules if rule.id not in silent)
    return book().model_copy(update={"rules": rules, "fingerprint": "of old"})


def test_rules_that_have_changed_are_told_apart_from_answers_that_have() -> None:
    old = record_of(view(alike(FACTS_MOVE)), rules=other_rules())
    assert (old.approach, old.rules_fingerprint) == ("prompting", "of old")
    by_rules = looked_at_again(old, FACTS_MOVE)
    assert (by_rules.rules_changed, by_rules.rules_lead_elsewhere, by_rules.because) == (True, True, "nothing")
    assert since_sentence(by_rules) == (
        f"On 2026-11-28 it was: {old.headline} The rules made the difference: your old answers would lead here too."
    )
    by_both = looked_at_again(old, FORM_FAILS)
    assert (by_both.rules_lead_elsewhere, by_both.because) == (True, "answers")
    assert since_sentence(by_both) == (
        f"On 2026-11-28 it was: {old.headline} The rules changed what the old answers lead to; and from there: "
        "your answers made the difference."
    )


def test_a_decision_may_stand_although_the_old_answers_would_lead_elsewhere_by_now() -> None:
    old = record_of(view(alike({"task": "code", **FACTS_MOVE})), rules=other_rules())
    answers = {"task": "code", "failure": "nothing"}
    assert told_on(answers, book()) == told_then(old)
    since = looked_at_again(old, answers)
    assert (since.is_same, since.rules_lead_elsewhere) == (True, True)
    assert since_sentence(since) == (
        f"The decision is still that of 2026-11-28: {old.headline} Under today’s rules the old answers would lead "
        "elsewhere."
    )


def test_a_decision_that_stands_says_so_and_what_has_changed_all_the_same() -> None:
    old = decided()
    since = looked_at_again(old, {**FACTS_MOVE, "freshness": "live", "volume": "large"})
    assert (since.is_same, since.because, since.rules_changed, since.results) == (True, "nothing", False, "none")
    assert since_sentence(since) == f"The decision is still that of 2026-11-28: {old.headline}"
    assert since_rows(since) == [
        "How often do those facts change? It was “Every few weeks”, and is “Daily or faster”.",
        "How many requests a month will it serve? It was “not asked”, and is “1 to 100 million”.",
        "Come true: Look again on 2027-02-27, a quarter later.",
    ]


def test_a_question_that_is_left_open_is_no_change_to_one_that_was_not_asked() -> None:
    old = decided({**FACTS_MOVE, "volume": "unknown"})
    assert changed_questions(old, FACTS_MOVE, book()) == ()
    assert changed_questions(decided(), {**FACTS_MOVE, "volume": "unknown"}, book()) == ()
    assert changed_questions(old, {**FACTS_MOVE, "volume": "small"}, book()) == ("volume",)
    assert changed_questions(decided(), {"task": "code"}, book()) == ("failure", "gap", "knowledge", "freshness")


def test_an_answer_that_moves_as_was_foreseen_comes_true() -> None:
    old = decided()
    foreseen = next(each for each in old.triggers if each.question == "fits" and each.options == ("fits",))
    since = looked_at_again(old, {**FACTS_MOVE, "fits": "fits"})
    assert foreseen.sentence == (
        "Look again when the answer to “Would all of that knowledge fit into one prompt (some 100,000 words)?” is "
        "“All of it”: it would then be prompting."
    )
    assert foreseen.sentence in since.come_true
    assert (since.approach, since.is_same, since.because) == ("rag", False, "answers")
    assert told_on({**FACTS_MOVE, "fits": "fits"}, book()).approach == foreseen.approach == "prompting"


def test_results_that_are_new_gone_other_or_the_same() -> None:
    now = Evidence(**{name: getattr(measured(), name) for name in Evidence.model_fields})
    other = now.model_copy(update={"facts": MEETS})
    assert [results_since(*pair) for pair in ((None, None), (None, now), (now, None), (now, now), (now, other))] == [
        "none",
        "new",
        "gone",
        "the same",
        "other",
    ]
    since = looked_at_again(decided(), FACTS_MOVE, measured())
    assert "There are eval results now; there were none." in since_rows(since)
    assert since_sentence(since).endswith("Your eval results made the difference.")
    assert "There were eval results; there are none now." in since_rows(
        looked_at_again(decided(FACTS_MOVE, measured()), FACTS_MOVE)
    )


def test_a_question_or_an_option_that_the_questionnaire_no_longer_has_counts_as_open() -> None:
    old = decided()
    bygone = TeamAnswer(
        question="bygone",
        ask="Gone?",
        option="yes",
        label="Yes",
        is_agreed=False,
        counts={"yes": 3},
        labels={"yes": "Yes"},
        dont_know=0,
        agreement=1.0,
        otherwise=0,
    )
    renamed = old.answers[0].model_copy(update={"option": "renamed", "label": "Programs"})
    changed = old.model_copy(update={"answers": (bygone, renamed, *old.answers[1:])})
    without = {question: option for question, option in FACTS_MOVE.items() if question != old.answers[0].question}
    assert what_made_it(changed, FACTS_MOVE, None, book()) == what_made_it(decided(without), FACTS_MOVE, None, book())
    since = looked_at_again(changed, FACTS_MOVE)
    assert [(each.ask, each.was, each.becomes) for each in since.changed_answers] == [
        ("What does the model mainly produce?", "Programs", "Code or queries"),
        ("Gone?", "Yes", "not asked"),
    ]


def test_how_many_decided_then_is_kept() -> None:
    old = record_of(view(QUERY_ASSISTANT, joined=5, people=people("A", "B", "C", "D", "E")), today=TODAY)
    since = record_of(view(), today=LATER, previous=old).previous
    assert since is not None
    assert (since.title, since.people, since.decided_on) == ("Query assistant, autumn", 5, TODAY)
