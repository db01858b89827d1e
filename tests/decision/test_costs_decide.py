"""What costs show: training for the price waits for figures, and a limit is a filter that no answer outvotes."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from situations import any_answers

from advisor.decision.auditing.results import COSTS, possible_results
from advisor.decision.verdict import Verdict, decide
from advisor.files.rulebook import RuleBook
from advisor.schema.answers import Answers
from advisor.schema.words import APPROACHES, Approach

BOOK = RuleBook.load()
VALUES = {fact.id: tuple(value.id for value in fact.values) for fact in BOOK.facts}
LIMITS: dict[Approach, str] = {
    "prompting": "prompting_limits",
    "rag": "rag_limits",
    "fine-tuning": "fine_tuning_limits",
    "rag+fine-tuning": "rag_fine_tuning_limits",
}
DOES_NOT_PAY = ("never", "above_volume")
any_costs = st.fixed_dictionaries({}, optional={fact: st.sampled_from(VALUES[fact]) for fact in COSTS})
seeds = st.integers(0, 2**32 - 1)
RESULTS = possible_results(BOOK)


def results_of(seed: int) -> dict[str, str]:
    """One thing that eval results can say."""
    row = RESULTS[Random(seed).randrange(len(RESULTS))].tolist()
    return {fact: VALUES[fact][k] for fact, k in zip(VALUES, row, strict=True)}


def verdict_on(answers: dict[str, str], facts: dict[str, str]) -> Verdict:
    return decide(BOOK, Answers.model_validate(answers), derived=facts)


def vetoed(verdict: Verdict) -> set[Approach]:
    return {each.approach for each in verdict.ruled_out}


@pytest.mark.parametrize("approach", APPROACHES[1:])
@settings(max_examples=100)
@given(answers=any_answers, costs=any_costs, seed=seeds)
def test_what_is_beyond_a_limit_is_ruled_out_whatever_it_scores(
    approach: Approach, answers: dict[str, str], costs: dict[str, str], seed: int
) -> None:
    verdict = verdict_on(answers, results_of(seed) | costs | {LIMITS[approach]: "beyond"})
    assert approach in vetoed(verdict)
    assert verdict.approach not in (approach, None)


@settings(max_examples=100)
@given(answers=any_answers, costs=any_costs, seed=seeds)
def test_a_prompt_beyond_a_limit_is_ruled_out_where_a_search_is_within(
    answers: dict[str, str], costs: dict[str, str], seed: int
) -> None:
    limits = {"prompting_limits": "beyond", "rag_limits": "within"}
    verdict = verdict_on(answers, results_of(seed) | costs | limits)
    assert "prompting" in vetoed(verdict)
    assert verdict.approach not in ("prompting", None)


@settings(max_examples=200)
@given(answers=any_answers, costs=any_costs)
def test_no_answers_outvote_that_a_prompt_is_beyond_a_limit(answers: dict[str, str], costs: dict[str, str]) -> None:
    verdict = verdict_on(answers, costs | {"prompting_limits": "beyond"})
    others = [each for each in verdict.ranking if each.approach != "prompting" and not each.ruled_out]
    assert (verdict.approach != "prompting") or not any(each.supported_by for each in others)
    assert "route-by-difficulty" in [step.id for step in verdict.path]


@settings(max_examples=100)
@given(answers=any_answers, costs=any_costs, seed=seeds)
def test_a_limit_that_is_not_settled_says_nothing(answers: dict[str, str], costs: dict[str, str], seed: int) -> None:
    facts = results_of(seed) | costs
    inside = dict.fromkeys(LIMITS.values(), "not_settled")
    untested = dict.fromkeys(LIMITS.values(), "untested")
    open_too = {"cheapest_good_enough": "not_settled"}
    one, other = (verdict_on(answers, facts | limits | open_too) for limits in (inside, untested))
    assert (one.ranking, one.path) == (other.ranking, other.path)


@pytest.mark.parametrize("pays", DOES_NOT_PAY)
@settings(max_examples=100)
@given(answers=any_answers, costs=any_costs)
def test_training_that_does_not_pay_is_not_recommended_to_save_money(
    pays: str, answers: dict[str, str], costs: dict[str, str]
) -> None:
    tight = {**answers, "failure": "economics", "limits": "economics"}
    verdict = verdict_on(tight, costs | {"fine_tuning_pays": pays, "cheapest_good_enough": "prompting"})
    fired = {each.rule for each in (*verdict.reasons_for, *verdict.reasons_on_others) if each.effect == "supports"}
    assert fired & {rule.id for rule in FOR_THE_PRICE} == set()


@settings(max_examples=200)
@given(answers=any_answers)
def test_training_for_the_price_waits_for_figures(answers: dict[str, str]) -> None:
    verdict = verdict_on({**answers, "failure": "economics"}, {})
    if verdict.approach in ("fine-tuning", "rag+fine-tuning"):
        assert "work-out-the-costs" in [step.id for step in verdict.path]
    worked_out = verdict_on({**answers, "failure": "economics"}, {"fine_tuning_pays": "always"})
    assert "work-out-the-costs" not in [step.id for step in worked_out.path]


MONEY = re.compile(r"\b(pric\w*|costs?|bills?|cheap\w*|dear\w*|budgets?|sav(e|es|ing)s?|pays?)\b", re.IGNORECASE)
QUALITY = {
    "a-prompt-that-mostly-works-shows-a-signal",
    "labels-by-the-thousand-train-a-small-model",
    "long-instructions-can-be-learned-once",
}
"""They name a price, but what they rest on is quality."""
FOR_THE_PRICE = [
    rule
    for rule in BOOK.rules
    if {"fine-tuning", "rag+fine-tuning"} & {*rule.effect.supports}
    and "rag" not in rule.effect.supports
    and MONEY.search(rule.because)
    and rule.id not in QUALITY
]
"""What supports training and speaks of money; where `rag` is supported too it is the search that saves."""


def test_every_rule_for_training_that_speaks_of_money_needs_figures_or_yields_to_them() -> None:
    assert len(FOR_THE_PRICE) == 16
    for rule in FOR_THE_PRICE:
        yields = {*rule.unless.get("fine_tuning_pays", ())} == {*DOES_NOT_PAY}
        needs = {*rule.when} & {"fine_tuning_pays", "cheapest_good_enough"}
        assert yields or needs, f"{rule.id}: {rule.because}"


@pytest.mark.parametrize("failure", ["facts", "form", "judgement"])
@settings(max_examples=50)
@given(answers=any_answers, costs=any_costs)
def test_where_quality_is_wrong_the_price_does_not_speak_against_training(
    failure: str, answers: dict[str, str], costs: dict[str, str]
) -> None:
    verdict = verdict_on({**answers, "failure": failure}, costs | {"fine_tuning_pays": "never"})
    against = [each.rule for each in (*verdict.reasons_against, *verdict.reasons_on_others)]
    assert "training-does-not-pay-at-your-volume" not in against


@pytest.mark.parametrize("route", ["nowhere", "closing"])
@settings(max_examples=50)
@given(answers=any_answers, seed=seeds)
def test_a_base_model_that_is_closed_is_not_trained_without_another_place(
    route: str, answers: dict[str, str], seed: int
) -> None:
    verdict = verdict_on({**answers, "tuning_route": route}, results_of(seed) | {"tuned_model": "closed"})
    assert {"fine-tuning", "rag+fine-tuning"} <= vetoed(verdict)


def test_with_no_place_known_a_closed_base_model_asks_for_one() -> None:
    verdict = verdict_on({"format": "peculiar"}, {"tuned_model": "closed"})
    waiting = {each.rule: each.waits_for for each in verdict.waiting}
    assert waiting["a-closed-base-model-is-no-place-to-train"] == ("tuning_route",)
    assert vetoed(verdict) == set()


@pytest.mark.parametrize("approach", ["fine-tuning", "rag+fine-tuning"])
@settings(max_examples=50)
@given(answers=any_answers, seed=seeds)
def test_no_tuned_model_is_settled_on_whose_base_model_is_closed(
    approach: Approach, answers: dict[str, str], seed: int
) -> None:
    verdict = verdict_on(answers, results_of(seed) | {"tuned_model": "closed"})
    reasons = (*verdict.reasons_for, *verdict.reasons_on_others)
    assert not [each.rule for each in reasons if each.effect == "settles" and each.approach == approach]
