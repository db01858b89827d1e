"""Everything that a reveal shows, from a view as one in the workshop reads it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from workshop.by_hand import told
from workshop.teams import ballots_of, tally_of

from advisor.files.rulebook import RuleBook
from advisor.report.workshop_words import basis_sentence, mixed_sentence
from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import Agreed, Ballot, Brief, Round, WorkshopView
from advisor.workshop.agenda import agenda
from advisor.workshop.movement import Stop
from advisor.workshop.outcome import outcome
from advisor.workshop.told import Told, how_many_each

BOOK = RuleBook.load()
ASKED = ("failure", "style", "freshness", "gap")


def view_of(ballots: Sequence[Ballot], **other: Any) -> WorkshopView:
    """A workshop about four questions whose first round is revealed."""
    given = {"rounds": (Round(number=1, questions=ASKED, revealed=True),), "phase": "revealed", **other}
    return WorkshopView(
        version=1,
        seat="participant",
        brief=Brief(title="Policy questions", questions=ASKED),
        joined=2,
        finished=2,
        ballots=tuple(ballots),
        created=datetime.datetime(2026, 11, 28, tzinfo=datetime.UTC),
        **given,
    )


TWO = ballots_of(
    {
        "failure": ["facts", "form"],
        "style": ["plain", "plain"],
        "freshness": ["live", UNKNOWN],
        "gap": [UNKNOWN, None],
    }
)


def test_the_answers_are_counted_in_the_order_of_the_questionnaire() -> None:
    assert outcome(view_of(TWO), BOOK).counted == (
        tally_of("failure", facts=1, form=1),
        tally_of("style", plain=2),
        tally_of("freshness", dont_know=1, live=1),
        tally_of("gap", dont_know=1),
    )


def test_a_tie_stays_open_and_known_leaves_out_what_is_open() -> None:
    found = outcome(view_of(TWO), BOOK)
    assert found.team == {"failure": UNKNOWN, "style": "plain", "freshness": "live", "gap": UNKNOWN}
    assert found.known == {"style": "plain", "freshness": "live"}


def test_each_person_is_told_what_that_persons_answers_alone_say() -> None:
    found = outcome(view_of(TWO), BOOK)
    expected = {
        1: {"failure": "facts", "style": "plain", "freshness": "live"},
        2: {"failure": "form", "style": "plain"},
    }
    for person, answers in expected.items():
        approach, now = told(BOOK, answers, {})
        assert found.told[person] == Told(approach=approach, now=now)
    assert sum(how_many_each(found.told.values()).values()) == 2


def test_the_agenda_is_that_of_the_counted_answers() -> None:
    found = outcome(view_of(TWO), BOOK)
    assert found.agenda == agenda(found.counted, found.team, BOOK)
    assert [each.question for each in found.agenda.points] == ["failure"]
    assert [each.question for each in found.agenda.unanswered] == ["gap"]


def test_an_agreed_answer_that_nobody_gave_is_the_teams_and_ends_the_disagreement() -> None:
    found = outcome(view_of(TWO, agreed=(Agreed(question="failure", option="judgement", round=1),)), BOOK)
    assert found.team["failure"] == "judgement"
    assert found.agenda.points == ()
    assert found.stop == Stop(reasons=("agreed", "settled"), not_agreed=())


def test_results_answer_in_the_place_of_people_for_the_team_and_for_each_alone() -> None:
    facts = {"measured_failure": "form"}
    found = outcome(view_of(TWO), BOOK, facts)
    assert (found.agenda.points, found.agenda.measured) == ((), ("failure",))
    approach, now = told(BOOK, {"style": "plain", "freshness": "live"}, facts)
    assert found.told[1] == Told(approach=approach, now=now)


def test_the_rounds_are_held_against_each_other() -> None:
    rounds = (
        Round(number=1, questions=ASKED, revealed=True),
        Round(number=2, questions=("failure",), revealed=True),
    )
    again = ballots_of({"failure": ["form", None]}, round=2)
    found = outcome(view_of([*TWO, *again], rounds=rounds), BOOK)
    assert [(each.question, each.moved, each.voted_again) for each in found.movements] == [("failure", 1, 1)]
    assert found.team["failure"] == "form"
    assert found.stop.not_agreed == ()


def test_before_anybody_answered_there_is_nothing_to_talk_about_and_nothing_agreed() -> None:
    found = outcome(view_of([]), BOOK)
    assert (found.told, found.agenda.points, found.known) == ({}, (), {})
    assert [each.question for each in found.agenda.unanswered] != []
    assert found.stop == Stop(reasons=(), not_agreed=())


def test_what_the_answers_rest_on_is_counted() -> None:
    view = view_of(TWO, agreed=(Agreed(question="failure", option="form", round=1),))
    said = basis_sentence(view, outcome(view, BOOK))
    assert said == "Rests on 1 agreed answer and 2 as most answered; 1 left open."


def test_what_nobody_alone_would_be_told_is_said_until_the_answers_behind_it_are_agreed() -> None:
    view = view_of(TWO)
    found = outcome(view, BOOK)
    assert how_many_each(found.told.values()) == {"fine-tuning": 1, "rag": 1}
    assert mixed_sentence(view, found, "rag") == ""
    assert mixed_sentence(view, found, "rag+fine-tuning") == (
        "Nobody alone would be told RAG + fine-tuning: it comes from putting together what most say to each question. "
        "Agree on the answers before you rely on it."
    )
    agreed = tuple(Agreed(question=question, option=option, round=1) for question, option in found.known.items())
    view = view_of(TWO, agreed=agreed)
    assert mixed_sentence(view, outcome(view, BOOK), "rag+fine-tuning") == ""
