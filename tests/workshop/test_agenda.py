"""The agenda is exact: it says what going through every way of settling says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import pytest
from workshop.by_hand import by_hand, told
from workshop.teams import ballots_of, random_team

from advisor.files.rulebook import RuleBook
from advisor.schema.words import UNKNOWN
from advisor.workshop import agenda as agenda_module
from advisor.workshop import ways as ways_module
from advisor.workshop.agenda import Agenda, agenda
from advisor.workshop.agreement import pair_agreement
from advisor.workshop.tally import positions, tallies
from advisor.workshop.team_answers import team_answers

BOOK = RuleBook.load()
ASKED = {question.id: question for question in BOOK.questions}
FACTS = (
    {},
    {"measured_failure": "form", "measured_items": "some"},
    {"measured_items": "few", "measured_prompting": "not_settled", "rag_vs_simpler": "worse"},
)


def agenda_of(
    answers: Mapping[str, Sequence[str | None]], facts: Mapping[str, str] | None = None, agreed: Sequence[str] = ()
) -> Agenda:
    """The agenda of a team; question -> everybody's answer."""
    held = positions(ballots_of(answers))
    return agenda(tallies(held, answers), team_answers(held, answers), BOOK, dict(facts or {}), agreed)


@pytest.mark.parametrize("facts", FACTS, ids=["answers alone", "results that answer a question", "results"])
@pytest.mark.parametrize("seed", range(10))
def test_it_says_what_going_through_all_ways_one_by_one_says(seed: int, facts: dict[str, str]) -> None:
    answers = random_team(Random(seed), most_contested=4)
    found, expected = agenda_of(answers, facts), by_hand(answers, BOOK, facts)
    points = {each.question: each for each in found.points}
    assert {q: each.effect for q, each in points.items()} == pytest.approx(expected.effect)
    assert {q: each.step_effect for q, each in points.items()} == pytest.approx(expected.step_effect)
    assert {q: set(each.between) for q, each in points.items()} == expected.between
    assert found.leads_to == pytest.approx(expected.leads_to)
    assert found.is_settled == (len(expected.leads_to) == 1)
    assert {each.question: each.may_wake for each in (*found.points, *found.unanswered)} == expected.may_wake
    assert {each.question: (set(each.leads_to), set(each.steps)) for each in found.unanswered} == expected.unanswered
    assert all(each.is_exact and each.step_is_exact for each in found.points)


def test_the_random_teams_hold_every_kind_of_case() -> None:
    found = [agenda_of(random_team(Random(seed), most_contested=4), facts) for seed in range(10) for facts in FACTS]
    points = [each for one in found for each in one.points]
    unanswered = [each for one in found for each in one.unanswered]
    assert {one.is_settled for one in found} == {True, False}
    assert {each.effect > 0 for each in points} == {True, False}
    assert any(each.step_effect and not each.effect for each in points)
    assert any(each.may_wake and not each.effect for each in points)
    assert any(each.may_wake is False and not each.effect for each in points)
    assert {each.matters for each in unanswered} == {True, False}
    assert any(one.measured for one in found)


@pytest.mark.parametrize("seed", range(4))
def test_the_most_consequential_comes_first(seed: int) -> None:
    answers = random_team(Random(100 + seed))
    counted = {each.question: each for each in tallies(positions(ballots_of(answers)), answers)}
    points = agenda_of(answers).points
    for each in points:
        assert each.disagreement == pytest.approx(
            1 - (pair_agreement(counted[each.question], ASKED[each.question]) or 0)
        )
        assert each.weight == each.disagreement * each.effect
    order = [(each.weight, each.effect, each.step_effect, each.disagreement) for each in points]
    assert order == sorted(order, reverse=True)


@pytest.mark.parametrize("seed", range(3))
def test_ways_that_are_drawn_come_close_to_all_ways(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = random_team(Random(seed), most_contested=5)
    exact = agenda_of(answers)
    monkeypatch.setattr(ways_module, "MOST_WAYS", 1)
    drawn = agenda_of(answers)
    assert exact.is_exact
    assert not drawn.is_exact
    assert not drawn.is_settled
    assert drawn.ways == exact.ways
    there = {each.question: each for each in exact.points}
    for each in drawn.points:
        true = there[each.question]
        error = (true.effect * (1 - true.effect) / ways_module.DRAWN) ** 0.5
        assert abs(each.effect - true.effect) <= 4 * error + 1e-9
        assert set(each.between) <= set(true.between)
        assert each.may_wake in (true.may_wake, None)
    for approach, share in exact.leads_to.items():
        error = (share * (1 - share) / ways_module.DRAWN) ** 0.5
        assert abs(drawn.leads_to.get(approach, 0.0) - share) <= 4 * error + 1e-9


def test_steps_that_are_drawn_come_close_to_all_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = random_team(Random(5), most_contested=4)
    exact = {each.question: each for each in agenda_of(answers).points}
    monkeypatch.setattr(agenda_module, "_STEP_WAYS", 20)
    monkeypatch.setattr(agenda_module, "_STEPS_DRAWN", 200)
    drawn = agenda_of(answers).points
    assert any(0 < each.step_effect < 1 for each in exact.values())
    for each in drawn:
        true = exact[each.question].step_effect
        assert not each.step_is_exact
        assert abs(each.step_effect - true) <= 4 * (true * (1 - true) / 200) ** 0.5 + 1e-9


def test_a_team_of_one_disagrees_on_nothing() -> None:
    found = agenda_of({"style": ["tacit"], "freshness": ["live"]})
    assert (found.points, found.measured, found.ways, found.is_settled) == ((), (), 1.0, True)


def test_nobody_who_voted_is_no_disagreement() -> None:
    found = agenda_of({"style": [], "freshness": [None, None]})
    assert found.points == ()
    assert [each.question for each in found.unanswered] == ["style", "freshness"]


def test_where_everybody_says_dont_know_all_is_homework_or_not() -> None:
    found = agenda_of({question: [UNKNOWN, UNKNOWN] for question in ("evals", "gap", "knowledge")})
    assert found.points == ()
    assert {each.question for each in found.unanswered} == {"evals", "gap", "knowledge"}
    for each in found.unanswered:
        options = [UNKNOWN, *(option.id for option in ASKED[each.question].options)]
        led = [told(BOOK, {each.question: option}, {}) for option in options]
        assert each.leads_to == tuple(dict.fromkeys(approach for approach, _ in led))
        assert each.steps == tuple(dict.fromkeys(step for _, step in led))


def test_one_who_knows_among_many_who_do_not_is_no_disagreement_and_counts_as_the_teams_answer() -> None:
    answers = {"style": ["tacit", *[UNKNOWN] * 9]}
    found = agenda_of(answers)
    assert (found.points, found.unanswered) == ((), ())
    assert team_answers(positions(ballots_of(answers)), answers) == {"style": "tacit"}


def test_what_was_agreed_is_neither_talked_about_nor_homework() -> None:
    found = agenda_of({"style": ["tacit", "plain"], "gap": [UNKNOWN, UNKNOWN]}, agreed=["style", "gap"])
    assert (found.points, found.unanswered) == ((), ())


def test_what_results_answer_is_neither_talked_about_nor_homework() -> None:
    facts = {"measured_failure": "form"}
    assert agenda_of({"failure": ["facts", "form"]}, facts).measured == ("failure",)
    assert agenda_of({"failure": ["facts", "form"]}, facts).points == ()
    assert agenda_of({"failure": [UNKNOWN, UNKNOWN]}, facts).unanswered == ()


def test_a_result_that_answers_nothing_leaves_the_question_to_the_team() -> None:
    found = agenda_of({"failure": ["facts", "form"]}, {"measured_failure": "mixed"})
    assert found.measured == ()
    assert [each.question for each in found.points] == ["failure"]


def test_the_approach_that_the_team_stands_at_is_always_among_those_that_the_ways_lead_to() -> None:
    """A tie that is skipped stays open, so leaving it open has to be one of the ways."""
    for seed in range(85, 125):
        answers = random_team(Random(seed), most_people=2, most_contested=4)
        stands = told(BOOK, team_answers(positions(ballots_of(answers)), answers), {})[0]
        assert stands in agenda_of(answers).leads_to


def test_two_ties_that_matter_only_while_both_stay_open_are_not_both_idle() -> None:
    """Teams of two whose answers all lead to one approach, and who stand at another while they leave all open."""
    seen = 0
    for seed in range(100):
        answers = random_team(Random(seed), most_people=2, most_contested=2)
        held = positions(ballots_of(answers))
        stands = told(BOOK, team_answers(held, answers), {})[0]
        found = agenda_of(answers)
        tied = [q for q in answers if len(set(answers[q]) - {UNKNOWN}) > 1]
        if len(tied) == 2 and all(
            told(BOOK, team_answers(held, answers) | {tied[0]: one, tied[1]: other}, {})[0] != stands
            for one in set(answers[tied[0]])
            for other in set(answers[tied[1]])
        ):
            seen += 1
            assert not found.is_settled
            assert any(each.effect for each in found.points)
    assert seen > 0


def test_with_fifty_people_and_all_questions_it_says_that_the_ways_are_drawn() -> None:
    random = Random(1)
    answers = {q.id: [random.choice(q.options).id for _ in range(50)] for q in BOOK.questions}
    found = agenda_of(answers)
    assert len(found.points) == 25
    assert found.ways > ways_module.MOST_WAYS
    assert not any(each.is_exact for each in found.points if each.effect)
    assert sum(found.leads_to.values()) == pytest.approx(1)
