"""What results show decides, whatever was answered; what they leave open is left to the answers."""

from __future__ import annotations

from functools import cache
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from situations import OPTIONS, any_answers

from advisor.decision.auditing.results import possible_results
from advisor.decision.verdict import Verdict, decide
from advisor.files.rulebook import RuleBook
from advisor.schema.answers import Answers
from advisor.schema.words import APPROACHES, Approach

BOOK = RuleBook.load()
VALUES = {fact.id: [value.id for value in fact.values] for fact in BOOK.facts}
PLACE = {fact: i for i, fact in enumerate(VALUES)}
MEASURED: dict[Approach, str] = {
    "prompting": "measured_prompting",
    "rag": "measured_rag",
    "fine-tuning": "measured_fine_tuning",
    "rag+fine-tuning": "measured_rag_fine_tuning",
}
COMPARED: dict[Approach, str] = {
    "rag": "rag_vs_simpler",
    "fine-tuning": "fine_tuning_vs_simpler",
    "rag+fine-tuning": "rag_fine_tuning_vs_simpler",
}
SOUND = {"measured_items": ("some", "many"), "eval_health": ("untested", "green", "amber")}
NOT_SHOWN_TO_MEET = ("untested", "no_target", "below_target", "not_settled")
seeds = st.integers(0, 2**32 - 1)


@cache
def every() -> NDArray[np.int8]:
    return possible_results(BOOK)


@cache
def where(*lines: tuple[str, tuple[str, ...]]) -> NDArray[np.int8]:
    """Of all that results can say, what agrees with these lines: fact and the values that it may have."""
    found = every()
    for fact, values in lines:
        found = found[np.isin(found[:, PLACE[fact]], [VALUES[fact].index(value) for value in values])]
    return found


def some(seed: int, **lines: tuple[str, ...]) -> dict[str, str]:
    """One thing that results can say under these lines."""
    rows = where(*lines.items())
    row = rows[Random(seed).randrange(len(rows))]
    return {fact: VALUES[fact][k] for fact, k in zip(VALUES, row.tolist(), strict=True)}


def verdict_on(answers: dict[str, str], results: dict[str, str]) -> Verdict:
    return decide(BOOK, Answers.model_validate(answers), derived=results)


def vetoed(verdict: Verdict) -> set[Approach]:
    return {each.approach for each in verdict.ruled_out}


def simpler_than(approach: Approach) -> tuple[Approach, ...]:
    return APPROACHES[: APPROACHES.index(approach)]


def shown_to_fall_short(approach: Approach) -> dict[str, tuple[str, ...]]:
    """What is simpler was measured and misses the target; only a prompt must have been measured."""
    lines = {MEASURED[each]: ("untested", "below_target") for each in simpler_than(approach)}
    return lines | ({"measured_prompting": ("below_target",)} if approach != "prompting" else {})


@pytest.mark.parametrize("approach", APPROACHES)
@settings(max_examples=150)
@given(answers=any_answers, seed=seeds)
def test_the_simplest_approach_shown_to_meet_the_target_is_recommended_unless_it_is_vetoed(
    approach: Approach, answers: dict[str, str], seed: int
) -> None:
    results = some(seed, **{MEASURED[approach]: ("meets_target",)}, **shown_to_fall_short(approach), **SOUND)
    if approach == "prompting" and answers.get("failure") == "economics":
        return  # the quality is there; what is wrong is the price
    verdict = verdict_on(answers, results)
    if approach in vetoed(verdict):
        assert verdict.approach != approach
    else:
        assert (verdict.approach, verdict.standing, verdict.results_decide) == (approach, "decided", True)
        assert verdict.reasons_for[0].basis == "results"


@pytest.mark.parametrize("approach", APPROACHES[1:])
@settings(max_examples=150)
@given(answers=any_answers, seed=seeds)
def test_so_is_one_that_meets_it_and_beats_what_is_simpler_and_not_shown_to_meet_it(
    approach: Approach, answers: dict[str, str], seed: int
) -> None:
    simpler = {MEASURED[each]: ("untested", "below_target", "not_settled") for each in simpler_than(approach)}
    simpler["measured_prompting"] = ("below_target", "not_settled")
    results = some(seed, **{MEASURED[approach]: ("meets_target",), COMPARED[approach]: ("better",)}, **simpler, **SOUND)
    verdict = verdict_on(answers, results)
    assert verdict.approach == approach or approach in vetoed(verdict)


@pytest.mark.parametrize("approach", APPROACHES[1:])
@settings(max_examples=150)
@given(answers=any_answers, seed=seeds)
def test_what_is_shown_worse_than_something_simpler_is_not_recommended(
    approach: Approach, answers: dict[str, str], seed: int
) -> None:
    lines = {COMPARED[approach]: ("worse",), MEASURED[approach]: ("no_target", "below_target", "not_settled")}
    verdict = verdict_on(answers, some(seed, **lines, **SOUND))
    better_is_vetoed = vetoed(verdict) & {*simpler_than(approach)}
    assert verdict.approach != approach or better_is_vetoed
    assert verdict.results_decide


@pytest.mark.parametrize("approach", APPROACHES[1:])
@settings(max_examples=150)
@given(answers=any_answers, seed=seeds)
def test_what_is_shown_beaten_and_not_shown_to_meet_the_target_is_not_recommended(
    approach: Approach, answers: dict[str, str], seed: int
) -> None:
    simpler = {MEASURED[each]: NOT_SHOWN_TO_MEET for each in simpler_than(approach)}
    results = some(seed, **{COMPARED[approach]: ("better",)}, **simpler, **SOUND)
    verdict = verdict_on(answers, results)
    beaten = {each for each in simpler_than(approach) if results[MEASURED[each]] != "untested"}
    assert verdict.approach not in beaten or approach in vetoed(verdict)


@pytest.mark.parametrize("approach", APPROACHES[1:])
@settings(max_examples=150)
@given(answers=any_answers, failure=st.sampled_from(["facts", "form", "judgement", "nothing"]), seed=seeds)
def test_what_is_no_better_than_something_simpler_is_not_recommended_where_price_and_place_do_not_matter(
    approach: Approach, answers: dict[str, str], failure: str, seed: int
) -> None:
    lines = {MEASURED[approach]: ("no_target", "below_target", "not_settled"), "measured_failure": ("untested",)}
    results = some(seed, **{COMPARED[approach]: ("close",)}, **lines, **SOUND)
    verdict = verdict_on({**answers, "failure": failure, "limits": "none"}, results)
    assert verdict.approach != approach or vetoed(verdict) & {*simpler_than(approach)}


@settings(max_examples=150)
@given(answers=any_answers, seed=seeds)
def test_a_prompt_as_good_as_everything_else_is_kept(answers: dict[str, str], seed: int) -> None:
    lines = {COMPARED[approach]: ("worse", "close") for approach in APPROACHES[1:]}
    results = some(seed, measured_prompting=("no_target", "not_settled"), **lines, **SOUND)
    verdict = verdict_on({**answers, "failure": "form", "limits": "none"}, results)
    assert (verdict.approach, verdict.standing) == ("prompting", "decided")


@settings(max_examples=150)
@given(answers=any_answers, seed=seeds)
def test_with_a_faulty_eval_set_no_result_decides_and_mending_it_is_on_the_path(
    answers: dict[str, str], seed: int
) -> None:
    verdict = verdict_on(answers, some(seed) | {"eval_health": "red"})
    assert not verdict.results_decide
    assert "mend-the-eval-set" in [step.id for step in verdict.path]
    assert not [reason for reason in verdict.reasons_for if reason.effect == "settles" and reason.from_data]


@settings(max_examples=150)
@given(answers=any_answers, seed=seeds)
def test_a_handful_of_items_decides_nothing(answers: dict[str, str], seed: int) -> None:
    verdict = verdict_on(answers, some(seed, measured_items=("few",)))
    assert not verdict.results_decide


@settings(max_examples=100)
@given(answers=any_answers)
def test_results_that_say_nothing_change_nothing(answers: dict[str, str]) -> None:
    defaults = {fact.id: fact.default for fact in BOOK.facts}
    assert verdict_on(answers, defaults) == decide(BOOK, Answers.model_validate(answers))


@settings(max_examples=100)
@given(answers=any_answers, measured=st.sampled_from(["facts", "form", "judgement", "economics"]), seed=seeds)
def test_labelled_failures_count_as_the_answer_whatever_was_answered(
    answers: dict[str, str], measured: str, seed: int
) -> None:
    results = some(seed, measured_failure=("untested",))
    found = verdict_on(answers, results | {"measured_failure": measured})
    as_answered = verdict_on({**answers, "failure": measured}, results)
    assert (found.ranking, found.path, found.waiting) == (as_answered.ranking, as_answered.path, as_answered.waiting)
    assert [dict(each) for each in found.overridden] == [
        {
            "question": "failure",
            "answered": answers.get("failure", "unknown"),
            "measured": measured,
            "fact": "measured_failure",
        }
    ]


@pytest.mark.parametrize("failure", [*OPTIONS["failure"], "unknown"])
def test_labels_of_several_kinds_leave_the_answer(failure: str) -> None:
    found = verdict_on({"failure": failure}, {"measured_failure": "mixed", "measured_prompting": "not_settled"})
    assert (found.answers["failure"], found.overridden) == (failure, ())


def test_a_reason_says_whether_it_comes_from_answers_or_from_results() -> None:
    answers = {"failure": "form", "knowledge": "corpus", "freshness": "weeks", "fits": "partly", "finding": "sure"}
    results = {
        "measured_prompting": "below_target",
        "measured_rag": "meets_target",
        "measured_items": "some",
        "rag_vs_simpler": "better",
        "measured_failure": "facts",
    }
    found = {reason.rule: reason.basis for reason in verdict_on(answers, results).reasons_for}
    assert found["stop-at-a-measured-search"] == "results"
    assert found["missing-facts-are-shown-not-taught"] == "results"
    assert found["facts-that-move-belong-in-retrieval"] == "answers"


def test_a_line_that_also_holds_without_results_makes_no_reason_one_from_data() -> None:
    found = verdict_on({"gap": "meets", "evals": "scored", "failure": "nothing"}, {"measured_prompting": "no_target"})
    stop = next(reason for reason in found.reasons_for if reason.rule == "stop-at-a-prompt-that-works")
    assert (stop.basis, stop.from_data) == ("answers", False)


def test_where_results_decide_no_share_of_published_cases_is_shown() -> None:
    probability = verdict_on(
        {"task": "code"}, {"measured_prompting": "meets_target", "measured_items": "many"}
    ).probability
    assert probability is not None
    assert (probability.shown, probability.because) == (
        False,
        "Your own results decide here, not published cases, so no percentage is shown.",
    )
