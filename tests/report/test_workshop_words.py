"""What a reveal says in sentences, each no more than what is proved."""

from __future__ import annotations

from typing import Any

import pytest
from workshop.teams import tally_of

from advisor.files.rulebook import RuleBook
from advisor.report import workshop_words
from advisor.schema.words import Approach
from advisor.schema.workshop import StopRule
from advisor.workshop.agenda import Agenda, Point, Unanswered
from advisor.workshop.movement import Movement, Stop, StopReason

BOOK = RuleBook.load()
ASK = "“How particular is the style or voice?”"
EFFECT = {"effect": 0.25, "between": ("prompting", "fine-tuning"), "may_wake": True}


def point(**other: Any) -> Point:
    """A disagreement that is proved to change nothing, but for what is given."""
    idle = {"disagreement": 0.5, "effect": 0.0, "step_effect": 0.0, "between": ()}
    return Point.model_validate(
        {"question": "style", **idle, "is_exact": True, "step_is_exact": True, "may_wake": False, **other}
    )


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (EFFECT, "it decides between prompting and fine-tuning: talk about it."),
        (
            {**EFFECT, "between": (None, "prompting", "rag")},
            "it decides between no approach at all, prompting and RAG: talk about it.",
        ),
        ({"step_effect": 1.0}, "it changes only the next step, not the approach: talk about it after that."),
        (
            {"step_effect": 1.0, "is_exact": False, "may_wake": None},
            "it changes only the next step, no change of the approach was found: talk about it after that.",
        ),
        ({}, "whichever of you is right, neither the approach nor the next step changes: skip it."),
        (
            {"may_wake": True},
            "neither the approach nor the next step changes while what nobody knows stays open: leave it for last.",
        ),
        (
            {"may_wake": None},
            "neither the approach nor the next step changes while what nobody knows stays open: leave it for last.",
        ),
        ({"step_is_exact": False}, "as things stand it does not change the approach: leave it for last."),
        ({"is_exact": False, "may_wake": None}, "no change was found: leave it for last."),
    ],
)
def test_a_disagreement_is_said_with_what_it_decides_and_what_to_do(other: dict[str, Any], expected: str) -> None:
    assert workshop_words.point_sentence(point(**other), BOOK) == f"{ASK} You disagree, and {expected}"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, True),
        ({"may_wake": None}, False),
        ({"may_wake": True}, False),
        ({"step_is_exact": False}, False),
        ({"is_exact": False}, False),
        ({"step_effect": 0.1}, False),
        (EFFECT, False),
    ],
)
def test_only_what_is_proved_may_be_skipped(other: dict[str, Any], expected: bool) -> None:
    assert workshop_words.may_be_skipped(point(**other)) is expected
    assert ("skip it" in workshop_words.point_sentence(point(**other), BOOK)) is expected


DRAWN = "drawn at random, too many ways to go through all"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, "disagreement 50 %; all ways gone through"),
        (EFFECT, "disagreement 50 %; decides in 25 % of the ways to settle the rest; all ways gone through"),
        (
            {**EFFECT, "effect": 1.0},
            "disagreement 50 %; decides in 100 % of the ways to settle the rest; all ways gone through",
        ),
        (
            {**EFFECT, "effect": 0.9999},
            "disagreement 50 %; decides in over 99 % of the ways to settle the rest; all ways gone through",
        ),
        (
            {**EFFECT, "effect": 0.0001},
            "disagreement 50 %; decides in under 1 % of the ways to settle the rest; all ways gone through",
        ),
        (
            {**EFFECT, "is_exact": False},
            f"disagreement 50 %; decides in 25 % of the ways to settle the rest; {DRAWN}",
        ),
        (
            {**EFFECT, "step_is_exact": False},
            "disagreement 50 %; decides in 25 % of the ways to settle the rest; all ways gone through",
        ),
        (
            {"step_effect": 0.5},
            "disagreement 50 %; changes the next step in 50 % of the ways to settle the rest; all ways gone through",
        ),
        (
            {"step_effect": 0.5, "step_is_exact": False},
            f"disagreement 50 %; changes the next step in 50 % of the ways to settle the rest; {DRAWN}",
        ),
        ({"step_is_exact": False}, f"disagreement 50 %; {DRAWN}"),
        ({"disagreement": 0.004}, "disagreement under 1 %; all ways gone through"),
    ],
)
def test_the_doubt_gives_shares_and_whether_all_ways_were_gone_through(other: dict[str, Any], expected: str) -> None:
    assert workshop_words.point_doubt(point(**other)) == expected


def agenda(*points: Point, is_exact: bool = True, **leads_to: float) -> Agenda:
    """An agenda of these points; underscores in an approach stand for hyphens."""
    shares = {name.replace("_", "-"): share for name, share in leads_to.items()}
    return Agenda.model_validate(
        {"points": points, "unanswered": (), "measured": (), "leads_to": shares, "ways": 4.0, "is_exact": is_exact}
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (agenda(rag=1.0), "Nobody disagrees on anything that is asked."),
        (
            agenda(point(), rag=1.0),
            "Whichever of you is right, the answer stays RAG: your disagreements do not change it.",
        ),
        (
            agenda(point(), point(may_wake=True), rag=1.0),
            "Whichever of you is right, the answer stays RAG, as long as what nobody knows stays open: your "
            "disagreements do not change it.",
        ),
        (
            agenda(point(is_exact=False, may_wake=None), rag=1.0, is_exact=False),
            "No way of settling your disagreements was found that changes the answer.",
        ),
        (
            agenda(point(**EFFECT), rag=0.5, prompting=0.5),
            "You disagree on 1 question, and it decides the answer.",
        ),
        (
            agenda(point(**EFFECT), point(**EFFECT), rag=0.5, prompting=0.5),
            "You disagree on 2 questions, and all of them decide the answer.",
        ),
        (
            agenda(point(**EFFECT), point(may_wake=True), rag=0.5, prompting=0.5),
            "You disagree on 2 questions, and 1 of them decides the answer.",
        ),
        (
            agenda(point(**EFFECT), point(**EFFECT), point(), point(may_wake=True), rag=0.5, prompting=0.5),
            "You disagree on 4 questions, and 2 of them decide the answer; 1 question can be skipped.",
        ),
    ],
)
def test_the_headline_says_what_the_disagreements_come_to(found: Agenda, expected: str) -> None:
    assert workshop_words.agenda_headline(found) == expected
    assert workshop_words.agenda_headline(found, ["Another job"]) == f"Same job, or two workshops? {expected}"


@pytest.mark.parametrize(
    ("leads_to", "steps", "may_wake", "expected"),
    [
        (("prompting", "rag"), ("a",), True, ", and it decides between prompting and RAG: make it homework."),
        (("rag",), ("a", "b"), True, ", and it changes the next step: make it homework."),
        (
            ("rag",),
            ("a",),
            True,
            "; alone it changes nothing, together with what else is open it can: find it out with the others.",
        ),
        (("rag",), ("a",), False, ", and as you answered the rest neither the approach nor the next step changes."),
        (("rag",), ("a",), None, ", and as you answered the rest neither the approach nor the next step changes."),
    ],
)
def test_what_nobody_knows_is_homework_where_it_matters(
    leads_to: tuple[Approach, ...], steps: tuple[str, ...], may_wake: bool | None, expected: str
) -> None:
    each = Unanswered(question="style", leads_to=leads_to, steps=steps, may_wake=may_wake)
    assert workshop_words.unanswered_sentence(each, BOOK) == f"{ASK} Nobody knows{expected}"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, "Nobody has answered."),
        ({"rag": 1}, "On their own answers 1 would be told: RAG."),
        ({"rag": 3}, "On their own answers all 3 would be told: RAG."),
        ({"rag": 3, None: 1}, "On their own answers would be told: 3 of 4 RAG, 1 of 4 no approach at all."),
    ],
)
def test_how_many_would_be_told_what(told: dict[Approach | None, int], expected: str) -> None:
    assert workshop_words.told_sentence(told) == expected


def test_movement_is_said_with_who_moved_and_who_is_new() -> None:
    moved = Movement(
        question="style",
        round=2,
        voted_again=5,
        moved=2,
        newcomers=0,
        before=tally_of("style", plain=3, tacit=2),
        after=tally_of("style", plain=1, tacit=4),
    )
    end = "the most chosen answer was given by 3 of 5 before and by 4 of 5 now, of those who know."
    assert workshop_words.movement_sentence(moved, BOOK) == f"{ASK} Round 2: 2 of 5 moved; {end}"
    new = moved.model_copy(update={"newcomers": 1, "before": tally_of("style", dont_know=5)})
    assert workshop_words.movement_sentence(new, BOOK) == (
        f"{ASK} Round 2: 2 of 5 moved, 1 answered it for the first time; the most chosen answer was given by none "
        "before and by 4 of 5 now, of those who know."
    )


FIXED = "Fixed beforehand: 75 % agreement, at most 3 rounds."


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        (
            ("agreed", "settled", "rounds"),
            "Stop: on every question that anybody could answer enough of those who know say the same.",
        ),
        (("settled", "rounds"), "Stop: as things stand, no disagreement that is left changes the approach."),
        (("rounds",), "Stop: all rounds are done; record what you agree on, and the rest as dissent."),
        ((), "Go on: 1 question below the agreement you fixed, after 2 rounds."),
    ],
)
def test_the_stop_rule_is_said_with_what_was_fixed(reasons: tuple[StopReason, ...], expected: str) -> None:
    found = Stop(reasons=reasons, not_agreed=("style",))
    assert workshop_words.stop_sentence(found, StopRule(), 2) == f"{expected} {FIXED}"


def test_a_team_that_knows_nothing_goes_on_without_a_question_below_the_agreement() -> None:
    said = workshop_words.stop_sentence(Stop(reasons=(), not_agreed=()), StopRule(), 1)
    assert said == f"Go on: nobody could answer anything yet, after 1 round. {FIXED}"


def test_a_question_is_said_as_text_whatever_stands_in_it() -> None:
    """The sentences carry no markup of their own; the page escapes them as a whole."""
    for question in BOOK.questions:
        each = Point.model_validate({**point(**EFFECT).model_dump(), "question": question.id})
        said = workshop_words.point_sentence(each, BOOK)
        assert said.startswith(f"“{question.ask}” ")
        assert not set("<>&*_`[]") & set(said)
