"""The nearest cases: who is near, what matters, and what is said about the nearness."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from situations import any_answers

from advisor.decision.engine import engine_of
from advisor.decision.fitting import HAND_SET
from advisor.decision.influence import influences
from advisor.decision.precedents import DOUBT, FLOOR, NOT_COMPARED, nearest_cases
from advisor.files.casebook import load_cases
from advisor.files.rulebook import RuleBook
from advisor.schema.answers import Answers
from advisor.schema.cases import Case
from advisor.schema.recommendation import Precedent
from advisor.schema.rules import Book, Rule
from advisor.schema.words import UNKNOWN

BOOK, CASES = RuleBook.load(), load_cases().cases


def rule(id: str, when: dict[str, list[str]], **effect: list[str]) -> Rule:
    strength = None if {"settles", "rules_out"} & set(effect) else "strong"
    lifted = {"lifted_by": {"limits": ["hosting"]}} if "rules_out" in effect else {}
    return Rule.model_validate(
        {
            "id": id,
            "when": when,
            "effect": effect,
            "strength": strength,
            "because": "It is so.",
            "source": [{"ref": next(iter(BOOK.sources))}],
            **lifted,
        }
    )


def book_of(*rules: Rule) -> Book:
    """The questionnaire that ships, with these rules alone and weights that no fit changes."""
    return BOOK.model_copy(update={"rules": rules, "weights": HAND_SET})


ON_FORMAT = book_of(rule("own-format", {"format": ["peculiar"]}, supports=["fine-tuning"]))
"""Only `format` moves anything."""


def case(id: str, best: str = "fine-tuning", confidence: str = "high", **answers: str) -> Case:
    """A case that compared prompting with what was best."""
    tried = [{"label": each, "approach": each} for each in dict.fromkeys(("prompting", best, "rag"))]
    return Case.model_validate(
        {
            "id": id,
            "title": id.title(),
            "org": "Somebody",
            "year": 2025,
            "source": {"title": id, "url": f"https://example.org/{id}", "kind": "paper"},
            "setting": "A setting.",
            "answers": answers,
            "approaches": tried,
            "outcome": "It worked.",
            "best": best,
            "acceptable": [best],
            "best_basis": "measured",
            "compared": True,
            "confidence": confidence,
        }
    )


def alone(id: str, **answers: str) -> Case:
    """A case that tried fine-tuning only."""
    tried = {"approaches": case(id).approaches[1:2], "compared": False}
    return case(id, **answers).model_copy(update=tried)


def ids(found: tuple[Precedent, ...]) -> list[str]:
    return [each.case for each in found]


# How much an answer matters


def test_an_answer_weighs_as_far_as_the_probabilities_move_without_it() -> None:
    engine, answers = engine_of(ON_FORMAT), {"format": "peculiar", "volume": "small"}
    with_it = engine.decide(answers).ranking.probabilities["fine-tuning"]
    without = engine.decide({"volume": "small"}).ranking.probabilities["fine-tuning"]
    found = influences(engine, ON_FORMAT.questions, answers)
    assert found == {"format": pytest.approx(with_it - without), "volume": 0.0}


def test_the_weight_is_the_mean_over_every_other_value_and_unknown() -> None:
    engine = engine_of(ON_FORMAT)
    moved = influences(engine, ON_FORMAT.questions, {"format": "peculiar"})["format"]
    # `free`, `common` and unknown move it to the same place, `peculiar` alone moves it back
    assert influences(engine, ON_FORMAT.questions, {"format": "free"})["format"] == pytest.approx(moved / 3)


def test_what_leaves_no_approach_moves_everything() -> None:
    every = ["prompting", "rag", "fine-tuning", "rag+fine-tuning"]
    book = book_of(rule("nothing", {"limits": ["none"]}, rules_out=every))
    engine = engine_of(book)
    assert influences(engine, book.questions, {"limits": "none"}) == {"limits": pytest.approx(1.0)}
    assert influences(engine, book.questions, {"limits": "hosting"}) == {"limits": pytest.approx(1 / 3)}


def test_eval_results_change_what_matters() -> None:
    measured = rule("measured", {"measured_prompting": ["meets_target"], "format": ["free"]}, settles=["prompting"])
    book, answers = book_of(measured), {"format": "free"}
    engine = engine_of(book)
    assert influences(engine, book.questions, answers) == {"format": 0.0}
    assert influences(engine, book.questions, answers, {"measured_prompting": "meets_target"})["format"] > 0


@settings(max_examples=20, deadline=None)
@given(answers=any_answers)
def test_every_known_answer_has_a_weight_between_0_and_1_and_no_other_has_one(answers: dict[str, str]) -> None:
    found = influences(engine_of(BOOK), BOOK.questions, answers)
    assert set(found) == set(answers)
    assert all(0 <= weight <= 1 for weight in found.values())


# Who is near


def test_one_answer_that_decides_outweighs_two_that_do_not() -> None:
    answers = {"format": "peculiar", "volume": "small", "skills": "some"}
    deciding, idle = case("deciding", format="peculiar"), case("idle", volume="small", skills="some")
    weights = influences(engine_of(ON_FORMAT), ON_FORMAT.questions, answers)
    found = nearest_cases(ON_FORMAT, answers, [idle, deciding])
    assert ids(found) == ["deciding", "idle"]
    whole = weights["format"] + 3 * FLOOR
    nearness = {each.case: each.nearness for each in found}
    assert nearness["deciding"] == pytest.approx((weights["format"] + FLOOR) / whole, abs=1e-4)
    assert nearness["idle"] == pytest.approx(2 * FLOOR / whole, abs=1e-4)


def test_an_answer_that_moves_nothing_still_counts_a_little() -> None:
    found = nearest_cases(ON_FORMAT, {"volume": "small", "scope": "narrow"}, [case("a", volume="small"), case("b")])
    assert [(each.case, each.nearness) for each in found] == [("a", 0.5)]


def test_the_next_answer_on_a_scale_counts_a_quarter_and_one_further_nothing() -> None:
    cases = [case("same", volume="small"), case("next", volume="medium"), case("far", volume="large")]
    found = nearest_cases(ON_FORMAT, {"volume": "small"}, cases)
    assert [(each.case, each.nearness) for each in found] == [("same", 1.0), ("next", 0.25)]
    assert [each.nearly for precedent in found for each in precedent.differs] == [True]


def test_options_without_an_order_have_no_neighbours() -> None:
    assert nearest_cases(ON_FORMAT, {"task": "answer"}, [case("label", task="label")]) == ()


def test_no_case_is_near_by_saying_little() -> None:
    answers = {"volume": "small", "scope": "narrow", "skills": "some", "style": "plain"}
    terse = case("terse", volume="small")
    full = case("zealous", volume="small", scope="narrow", skills="some", style="tacit")
    assert ids(nearest_cases(ON_FORMAT, answers, [terse, full])) == ["zealous", "terse"]


def test_a_case_that_compared_comes_before_one_that_did_not_and_is_a_little_further() -> None:
    answers = {"volume": "small"}
    found = nearest_cases(ON_FORMAT, answers, [alone("a", volume="small"), case("b", volume="small")])
    assert ids(found) == ["b", "a"]
    # but not before one that is nearer by more than that
    assert NOT_COMPARED < 0.75
    found = nearest_cases(ON_FORMAT, answers, [alone("a", volume="small"), case("b", volume="medium")])
    assert ids(found) == ["a", "b"]


def test_of_equally_near_cases_the_surer_record_comes_first() -> None:
    cases = [case("a", confidence="low", volume="small"), case("b", confidence="medium", volume="small")]
    cases += [case("c", volume="small"), case("d", confidence="medium", volume="small")]
    assert ids(nearest_cases(ON_FORMAT, {"volume": "small"}, cases, count=4)) == ["c", "b", "d", "a"]
    assert DOUBT["high"] < DOUBT["medium"] < DOUBT["low"] < 0.75


def test_with_nothing_answered_or_nothing_alike_there_is_no_precedent() -> None:
    assert nearest_cases(BOOK, {}, CASES) == ()
    assert nearest_cases(BOOK, {"erasure": "consented"}, CASES) == ()


@settings(max_examples=20, deadline=None)
@given(answers=any_answers)
def test_the_order_of_the_cases_never_matters(answers: dict[str, str]) -> None:
    assert nearest_cases(BOOK, answers, CASES) == nearest_cases(BOOK, answers, CASES[::-1])


def test_a_case_is_all_alike_to_its_own_answers() -> None:
    for each in CASES:
        found = nearest_cases(BOOK, each.answers.known, CASES, count=len(CASES))
        own = next(precedent for precedent in found if precedent.case == each.id)
        assert (own.nearness, own.differs, own.silent) == (1.0, (), ())


# Who dissents


def test_a_case_dissents_where_another_approach_won_than_the_recommended_one() -> None:
    answers = {"format": "peculiar"}
    assert engine_of(ON_FORMAT).decide(answers).ranking.approach == "fine-tuning"
    agreeing = case("agreeing", format="peculiar")
    other = case("other", "prompting", format="peculiar")
    both = other.model_copy(update={"id": "both", "acceptable": ("prompting", "fine-tuning")})
    found = nearest_cases(ON_FORMAT, answers, [agreeing, other, both])
    assert {each.case: each.dissents for each in found} == {"agreeing": False, "both": False, "other": True}


def test_a_case_that_compared_nothing_cannot_dissent() -> None:
    book = book_of(rule("own-format", {"format": ["peculiar"]}, supports=["rag"]))
    found = nearest_cases(book, {"format": "peculiar"}, [alone("a", format="peculiar")])
    assert [(each.best, each.dissents) for each in found] == [("fine-tuning", False)]


def test_the_nearest_dissenting_case_follows_where_none_of_the_nearest_dissents() -> None:
    answers = {"format": "peculiar", "volume": "small"}
    agreeing = [case(f"agreeing-{i}", format="peculiar", volume="small") for i in range(4)]
    far = case("far", "prompting", volume="medium")
    near = case("near", "prompting", volume="small")
    found = nearest_cases(ON_FORMAT, answers, [*agreeing, far, near])
    assert ids(found) == ["agreeing-0", "agreeing-1", "agreeing-2", "near"]
    assert [each.dissents for each in found] == [False, False, False, True]


def test_no_other_case_follows_where_one_of_the_nearest_dissents() -> None:
    answers = {"format": "peculiar", "volume": "small"}
    cases = [case("a", "prompting", format="peculiar", volume="small"), case("b", "prompting", volume="small")]
    assert ids(nearest_cases(ON_FORMAT, answers, cases, count=1)) == ["a"]


def test_nothing_dissents_where_nothing_is_recommended() -> None:
    every = ["prompting", "rag", "fine-tuning", "rag+fine-tuning"]
    book = book_of(rule("nothing", {"limits": ["none"]}, rules_out=every))
    found = nearest_cases(book, {"limits": "none"}, [case("a", limits="none")])
    assert [each.dissents for each in found] == [False]


@settings(max_examples=20, deadline=None)
@given(answers=any_answers)
def test_where_a_compared_case_dissents_one_is_shown(answers: dict[str, str]) -> None:
    everything = nearest_cases(BOOK, answers, CASES, count=len(CASES))
    shown = nearest_cases(BOOK, answers, CASES)
    assert [each.case for each in everything if each.dissents][:1] == [e.case for e in shown if e.dissents][:1]
    assert 3 <= len(shown) <= 4 or shown == everything[: len(shown)]


# What is said


@settings(max_examples=40, deadline=None)
@given(answers=any_answers)
def test_each_answer_is_shared_different_or_not_known_there(answers: dict[str, str]) -> None:
    by_id = {case.id: case for case in CASES}
    for each in nearest_cases(BOOK, answers, CASES):
        theirs = by_id[each.case].answers.values
        said = [*each.shares, *(difference.question for difference in each.differs), *each.silent]
        assert sorted(said) == sorted(answers)
        assert all(answers[question] == theirs[question] for question in each.shares)
        assert all((d.yours, d.theirs) == (answers[d.question], theirs[d.question]) for d in each.differs)
        assert all(theirs[question] == UNKNOWN for question in each.silent)


@settings(max_examples=20, deadline=None)
@given(answers=any_answers)
def test_what_matters_most_stands_first(answers: dict[str, str]) -> None:
    weights = influences(engine_of(BOOK), BOOK.questions, answers)
    for each in nearest_cases(BOOK, answers, CASES):
        for group in (each.shares, [d.question for d in each.differs], each.silent, each.matters):
            moved = [round(weights[question], 9) for question in group]
            assert moved == sorted(moved, reverse=True)


def test_what_matters_is_what_moves_the_decision_at_least_as_much_as_the_average_answer() -> None:
    found = nearest_cases(ON_FORMAT, {"volume": "small", "format": "peculiar"}, [case("a", volume="small")])
    assert found[0].matters == ("format",)
    assert found[0].silent == ("format",)
    nothing_moves = nearest_cases(ON_FORMAT, {"volume": "small"}, [case("a", volume="small")])
    assert nothing_moves[0].matters == ()


def test_a_precedent_says_what_was_tried_there() -> None:
    found = nearest_cases(ON_FORMAT, {"volume": "small"}, [case("a", volume="small")])
    assert found[0].tried == ("prompting", "fine-tuning", "rag")


def test_answers_of_a_form_give_the_same_as_a_mapping() -> None:
    known = {"format": "peculiar", "task": "code"}
    assert nearest_cases(BOOK, Answers(**known).values, CASES) == nearest_cases(BOOK, known, CASES)
