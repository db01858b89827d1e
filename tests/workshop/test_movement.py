"""Movement between rounds, and the rule that ends them."""

from __future__ import annotations

import pytest
from workshop.teams import ballots_of, tally_of

from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import Agreed, Round, StopRule
from advisor.workshop.agenda import Agenda
from advisor.workshop.movement import Movement, Stop, movements, stop
from advisor.workshop.tally import Tally


def rounds(*asked: tuple[str, ...], open_one: bool = False) -> tuple[Round, ...]:
    """Rounds that asked these questions; `open_one`: the last is not revealed yet."""
    return tuple(
        Round(number=number, questions=questions, revealed=not open_one or number < len(asked))
        for number, questions in enumerate(asked, 1)
    )


TWICE = rounds(("style", "fits"), ("style",))


def movement(first: list[str | None], second: list[str | None]) -> Movement:
    """How `style` moved from the first round to the second."""
    (found,) = movements(ballots_of({"style": first}) + ballots_of({"style": second}, round=2), TWICE)
    return found


def test_who_does_not_vote_again_has_not_moved_and_is_still_counted() -> None:
    assert movement(["plain", "tacit", "tacit"], ["tacit", None, None]) == Movement(
        question="style",
        round=2,
        voted_again=1,
        moved=1,
        newcomers=0,
        before=tally_of("style", plain=1, tacit=2),
        after=tally_of("style", tacit=3),
    )


def test_newcomers_have_not_voted_again_and_have_not_moved() -> None:
    assert movement(["plain", None, None], ["plain", "tacit", UNKNOWN]) == Movement(
        question="style",
        round=2,
        voted_again=1,
        moved=0,
        newcomers=2,
        before=tally_of("style", plain=1),
        after=tally_of("style", plain=1, tacit=1, dont_know=1),
    )


@pytest.mark.parametrize(
    ("first", "second", "moved"),
    [("plain", UNKNOWN, 1), (UNKNOWN, "plain", 1), (UNKNOWN, UNKNOWN, 0), ("plain", "plain", 0), ("plain", "tacit", 1)],
)
def test_dont_know_is_an_answer_that_people_move_to_and_from(first: str, second: str, moved: int) -> None:
    found = movement([first], [second])
    assert (found.voted_again, found.moved) == (1, moved)


def test_a_question_that_nobody_votes_on_again_stays_as_it_was() -> None:
    found = movement(["plain", "tacit"], [None, None])
    assert (found.voted_again, found.moved, found.newcomers, found.before == found.after) == (0, 0, 0, True)


def test_each_round_is_held_against_what_everybody_held_before_it() -> None:
    ballots = [
        *ballots_of({"style": ["plain", "plain"]}),
        *ballots_of({"style": ["tacit", None]}, round=2),
        *ballots_of({"style": ["tacit", "tacit"]}, round=3),
    ]
    found = movements(ballots, rounds(("style",), ("style",), ("style",)))
    assert [(each.round, each.voted_again, each.moved) for each in found] == [(2, 1, 1), (3, 2, 1)]
    assert found[0].after == found[1].before


def test_the_first_round_and_one_that_is_open_move_nothing() -> None:
    assert movements(ballots_of({"style": ["plain"]}), rounds(("style",))) == ()
    assert movements(ballots_of({"style": ["plain"]}), rounds(("style",), ("style",), open_one=True)) == ()


def test_questions_come_in_the_order_of_the_round() -> None:
    found = movements([], rounds(("style", "fits"), ("fits", "style")))
    assert [each.question for each in found] == ["fits", "style"]


def found_agenda(*, is_settled: bool, measured: tuple[str, ...] = ()) -> Agenda:
    leads_to = {"rag": 1.0} if is_settled else {"rag": 0.5, "prompting": 0.5}
    return Agenda(points=(), unanswered=(), measured=measured, leads_to=leads_to, ways=2.0, is_exact=True)


def stopped(
    *counted: Tally,
    rounds_done: int = 1,
    is_settled: bool = False,
    agreed: tuple[Agreed, ...] = (),
    measured: tuple[str, ...] = (),
    share: float = 0.75,
) -> Stop:
    """What a rule of this share and at most three rounds says."""
    found = found_agenda(is_settled=is_settled, measured=measured)
    return stop(StopRule(agreement=share, most_rounds=3), rounds_done, counted, found, agreed)


@pytest.mark.parametrize(
    ("share", "plain", "tacit", "is_agreed"),
    [
        (0.75, 3, 1, True),
        (0.75, 74, 26, False),
        (0.7, 7, 3, True),
        (0.6, 3, 2, True),
        (0.9, 9, 1, True),
        (0.9, 8, 1, False),
        (1.0, 9, 1, False),
        (1.0, 10, 0, True),
        (0.5, 1, 1, True),
    ],
)
def test_at_exactly_the_share_that_was_fixed_a_question_is_agreed(
    share: float, plain: int, tacit: int, is_agreed: bool
) -> None:
    counts = {name: n for name, n in (("plain", plain), ("tacit", tacit)) if n}
    found = stopped(tally_of("style", dont_know=9, **counts), share=share)
    assert found == (Stop(reasons=("agreed",), not_agreed=()) if is_agreed else Stop(reasons=(), not_agreed=("style",)))


SPLIT = tally_of("style", plain=1, tacit=1)


def test_without_a_reason_the_rounds_go_on() -> None:
    assert stopped(SPLIT, tally_of("fits", fits=2)) == Stop(reasons=(), not_agreed=("style",))


def test_a_recorded_answer_counts_as_agreed_however_people_voted() -> None:
    found = stopped(SPLIT, agreed=(Agreed(question="style", option="plain", round=1),))
    assert found == Stop(reasons=("agreed",), not_agreed=())


def test_what_results_answer_needs_no_agreement() -> None:
    split = tally_of("failure", facts=1, form=1)
    assert stopped(split, measured=("failure",)) == Stop(reasons=("agreed",), not_agreed=())


def test_where_nobody_knows_there_is_nothing_to_agree_on() -> None:
    found = stopped(tally_of("style", plain=2), tally_of("fits", dont_know=2))
    assert found == Stop(reasons=("agreed",), not_agreed=())


def test_a_team_that_knows_nothing_at_all_has_neither_agreed_nor_settled_anything() -> None:
    nothing = tally_of("style", dont_know=3), tally_of("fits")
    assert stopped(*nothing, is_settled=True) == Stop(reasons=(), not_agreed=())
    assert stopped(*nothing, is_settled=True, rounds_done=3) == Stop(reasons=("rounds",), not_agreed=())


def test_when_no_disagreement_changes_the_approach_the_rounds_may_end() -> None:
    assert stopped(SPLIT, is_settled=True) == Stop(reasons=("settled",), not_agreed=("style",))


@pytest.mark.parametrize(("rounds_done", "reasons"), [(2, ()), (3, ("rounds",)), (4, ("rounds",))])
def test_after_the_last_round_that_was_fixed_the_rounds_may_end(rounds_done: int, reasons: tuple[str, ...]) -> None:
    assert stopped(SPLIT, rounds_done=rounds_done).reasons == reasons


def test_all_reasons_that_hold_are_given() -> None:
    found = stopped(tally_of("style", plain=2), rounds_done=3, is_settled=True)
    assert found == Stop(reasons=("agreed", "settled", "rounds"), not_agreed=())
