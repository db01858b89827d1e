"""The ranking keeps its promises on any rule book."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from situations import book_of, small_books, small_facts, small_rules

from advisor.decision.ranking import rank
from advisor.decision.states import state_of
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES


def fired(book: Book, facts: dict[str, str]) -> list[Rule]:
    return [rule for rule in book.rules if state_of(rule, facts) == "fires"]


@settings(max_examples=150)
@given(book=small_books(), facts=small_facts, seed=st.integers())
def test_the_order_of_the_rules_never_matters(book: Book, facts: dict[str, str], seed: int) -> None:
    rules = fired(book, facts)
    shuffled = random.Random(seed).sample(rules, len(rules))
    assert rank(book, rules) == rank(book, shuffled)


@settings(max_examples=150)
@given(book=small_books(), facts=small_facts)
def test_an_approach_that_is_ruled_out_is_never_recommended(book: Book, facts: dict[str, str]) -> None:
    rules = fired(book, facts)
    vetoed = {approach for rule in rules for approach in rule.effect.rules_out}
    ranking = rank(book, rules)
    assert ranking.approach not in vetoed
    assert (ranking.approach is None) == (vetoed == set(APPROACHES))
    assert all(ranking.probabilities[approach] == 0.0 for approach in vetoed)


@settings(max_examples=150)
@given(book=small_books(), facts=small_facts)
def test_the_probabilities_sum_to_one_and_order_like_the_ranking(book: Book, facts: dict[str, str]) -> None:
    ranking = rank(book, fired(book, facts))
    if ranking.approach is not None:
        assert sum(ranking.probabilities.values()) == pytest.approx(1.0)
    in_order = [ranking.probabilities[approach] for approach in ranking.order]
    assert in_order == sorted(in_order, reverse=True)


@settings(max_examples=150)
@given(book=small_books(), facts=small_facts, extra=small_rules(99))
def test_a_rule_that_only_supports_never_lowers_its_approach(book: Book, facts: dict[str, str], extra: Rule) -> None:
    if not extra.effect.supports or extra.effect.opposes:
        return
    rules = fired(book, facts)
    before, after = rank(book, rules), rank(book, [*rules, extra])
    for approach in extra.effect.supports:
        assert after.scores[approach] >= before.scores[approach]
        if len(extra.effect.supports) == 1:
            assert after.order.index(approach) <= before.order.index(approach)


@settings(max_examples=150)
@given(book=small_books(), facts=small_facts)
def test_a_settled_approach_is_recommended_whatever_the_scores(book: Book, facts: dict[str, str]) -> None:
    rules = fired(book, facts)
    ranking = rank(book, rules)
    settled = {a for rule in rules for a in rule.effect.settles} - ranking.ruled_out
    if settled:
        assert ranking.approach in settled
        assert ranking.standing == "decided"


def test_with_nothing_known_the_simplest_approach_leads_and_says_so() -> None:
    ranking = rank(book_of([]), [])
    assert ranking.approach == "prompting"
    assert ranking.standing == "default"


@settings(max_examples=150)
@given(book=small_books(), facts=small_facts)
def test_what_no_rule_supports_never_stands_above_the_simplest_open_approach(book: Book, facts: dict[str, str]) -> None:
    rules = fired(book, facts)
    ranking = rank(book, rules)
    if ranking.approach is not None:
        for_it = {a for rule in rules for a in (*rule.effect.supports, *rule.effect.settles)}
        simplest = next(a for a in APPROACHES if a not in ranking.ruled_out)
        assert ranking.approach in for_it | {simplest}


def test_equal_scores_go_to_the_simpler_approach() -> None:
    book = book_of([])
    equal = {"weights": book.weights.model_copy(update={"priors": dict.fromkeys(APPROACHES, 0.0)})}
    assert rank(book.model_copy(update=equal), []).order == APPROACHES


def test_the_score_is_the_prior_and_the_strengths_of_the_rules() -> None:
    rule = Rule.model_validate(
        {
            "id": "r",
            "when": {"a": ["low"]},
            "effect": {"supports": ["rag"], "opposes": ["prompting"]},
            "strength": "moderate",
            "because": "So.",
            "source": [{"ref": "somebody"}],
        }
    )
    ranking = rank(book_of([rule]), [rule])
    assert ranking.scores == {"prompting": -0.2, "rag": 0.8, "fine-tuning": -0.2, "rag+fine-tuning": -0.6}
    parts = [math.exp(score) for score in (-0.2, 0.8, -0.2, -0.6)]
    assert ranking.probabilities["rag"] == pytest.approx(parts[1] / sum(parts))
