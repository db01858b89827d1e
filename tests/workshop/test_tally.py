"""A team's answers counted: the latest of each person, and what the team holds as one."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workshop.teams import ballots_of, random_team, tally_of

from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import Agreed, Ballot
from advisor.workshop.tally import positions, tallies, tally
from advisor.workshop.team_answers import most_chosen, team_answers


def test_who_does_not_vote_again_keeps_the_answer_of_before() -> None:
    ballots = ballots_of({"style": ["plain", "house"]}) + ballots_of({"style": [None, "plain"]}, round=2)
    assert tally(positions(ballots), "style") == tally_of("style", plain=2)
    assert tally(positions(ballots, upto=1), "style") == tally_of("style", plain=1, house=1)


def test_dont_know_is_counted_apart_and_no_ballot_is_not_counted_at_all() -> None:
    found = tally(positions(ballots_of({"style": ["plain", UNKNOWN, None]})), "style")
    assert (found.counts, found.dont_know, found.known) == ({"plain": 1}, 1, 1)


def test_a_later_dont_know_takes_an_answer_back() -> None:
    ballots = ballots_of({"style": ["plain"]}) + ballots_of({"style": [UNKNOWN]}, round=2)
    assert tally(positions(ballots), "style") == tally_of("style", dont_know=1)


@pytest.mark.parametrize(("counts", "expected"), [({}, False), ({"plain": 9}, False), ({"plain": 9, "house": 1}, True)])
def test_a_question_is_contested_where_two_people_gave_different_answers(
    counts: dict[str, int], expected: bool
) -> None:
    assert tally_of("style", dont_know=3, **counts).is_contested is expected


def test_the_most_chosen_stands_first_and_equals_stand_by_name() -> None:
    found = tally(positions(ballots_of({"style": ["plain", "house", "strict", "strict"]})), "style")
    assert list(found.counts.items()) == [("strict", 2), ("house", 1), ("plain", 1)]


@given(st.integers(0, 10_000))
def test_the_order_in_which_ballots_come_changes_nothing(seed: int) -> None:
    random = Random(seed)
    answers = random_team(random)
    ballots = ballots_of(answers)
    shuffled = random.sample(ballots, len(ballots))
    one, other = positions(ballots), positions(shuffled)
    assert [list(each.counts.items()) for each in tallies(one, answers)] == [
        list(each.counts.items()) for each in tallies(other, answers)
    ]
    assert team_answers(one, answers) == team_answers(other, answers)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3), st.sampled_from(["plain", "house", UNKNOWN]))))
def test_everybody_who_voted_is_counted_once(votes: list[tuple[int, int, str]]) -> None:
    ballots = [Ballot(person=who, round=when, question="style", option=what) for who, when, what in votes]
    found = tally(positions(ballots), "style")
    assert found.known + found.dont_know == len({who for who, _, _ in votes})


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"plain": 3, "house": 1}, "plain"),
        ({"plain": 2, "house": 2}, UNKNOWN),
        ({"plain": 2, "house": 2, "strict": 1}, UNKNOWN),
        ({"plain": 1}, "plain"),
        ({}, UNKNOWN),
    ],
)
def test_a_team_holds_what_more_people_said_than_anything_else(counts: dict[str, int], expected: str) -> None:
    assert most_chosen(tally_of("style", dont_know=7, **counts)) == expected


def test_what_was_agreed_stands_above_what_most_said_and_may_be_to_leave_it_open() -> None:
    held = positions(ballots_of({"style": ["plain", "plain"], "fits": ["fits", "fits"], "volume": ["small", "small"]}))
    agreed = [Agreed(question="style", option="house", round=1), Agreed(question="fits", option=UNKNOWN, round=1)]
    assert team_answers(held, ["volume", "style", "fits", "gap"], agreed) == {
        "volume": "small",
        "style": "house",
        "fits": UNKNOWN,
        "gap": UNKNOWN,
    }
