"""The rules that ship: no mistake, every example holds, the seed's claims are there."""

from __future__ import annotations

import pytest

from advisor.decision.examples import judge
from advisor.files.price_book import load_price_book
from advisor.files.rulebook_reading import read_rule_folder
from advisor.schema.rules import Example

READ = read_rule_folder()


def test_there_is_no_mistake_in_any_file() -> None:
    assert READ.mistakes == ()
    assert READ.example_mistakes == ()


def test_there_are_at_least_forty_five_rules() -> None:
    assert READ.book is not None
    assert len(READ.book.rules) >= 45


@pytest.mark.parametrize("example", [example for _, example in READ.examples], ids=lambda example: example.name)
def test_the_rules_say_what_the_example_says(example: Example) -> None:
    assert READ.book is not None
    assert judge(READ.book, example) == []


def test_every_effect_is_used() -> None:
    assert READ.book is not None
    used = {name for rule in READ.book.rules for name, value in rule.effect if value}
    assert used == {"supports", "opposes", "rules_out", "settles", "do_first", "note"}


def test_every_question_and_every_derived_fact_is_read_by_some_rule() -> None:
    assert READ.book is not None
    read = {fact for rule in READ.book.rules for part in (rule.when, rule.unless, rule.lifted_by) for fact in part}
    assert set(READ.book.legal_values) - read == set()


def test_the_seed_is_a_source_of_the_backbone() -> None:
    assert READ.book is not None
    seed = [rule for rule in READ.book.rules if any(source.ref == "hamel-2024" for source in rule.source)]
    assert len(seed) >= 10
    effects = {name for rule in seed for name, value in rule.effect if value}
    assert {"supports", "opposes", "settles", "do_first"} <= effects


def test_every_source_is_cited_by_a_rule_a_step_or_a_price() -> None:
    assert READ.book is not None
    prices = load_price_book()
    parts = (READ.book.rules, READ.book.steps, prices.prices.values(), prices.availability)
    cited = {source.ref for part in parts for each in part for source in each.source}
    assert set(READ.book.sources) - cited == set()


def test_every_step_is_a_destination_or_put_first_by_some_rule() -> None:
    assert READ.book is not None
    put_first = {step for rule in READ.book.rules for step in rule.effect.do_first}
    assert {step.id for step in READ.book.steps if not step.destination} - put_first == set()


def test_rules_that_dispute_each_other_can_hold_at_once() -> None:
    assert READ.book is not None
    rules = {rule.id: rule for rule in READ.book.rules}
    apart = [
        (rule.id, other)
        for rule in READ.book.rules
        for other in rule.disputes
        if any(not set(values) & set(rules[other].when.get(fact, values)) for fact, values in rule.when.items())
    ]
    assert apart == []


@pytest.mark.parametrize(
    "step",
    [
        "constrain-output",
        "validate-and-retry",
        "stronger-model",
        "reason-longer",
        "optimise-prompt",
        "cache-the-knowledge",
        "look-up",
        "agentic-search",
        "route-by-difficulty",
        "check-provider-terms",
        "small-classifier",
    ],
)
def test_the_techniques_of_the_day_are_steps_with_a_source(step: str) -> None:
    assert READ.book is not None
    assert [each.id for each in READ.book.steps if each.id == step and each.source] == [step]


@pytest.mark.parametrize("rule", ["people-who-can-choose-but-not-write", "a-grader-in-place-of-ideal-answers"])
def test_preferences_and_rewards_are_notes_with_a_dispute(rule: str) -> None:
    assert READ.book is not None
    found = next(each for each in READ.book.rules if each.id == rule)
    assert {name for name, value in found.effect if value} == {"note"}
    assert found.disputes


@pytest.mark.parametrize("word", ["2026", "90 % off", "half price"])
def test_claims_with_a_date_or_a_price_say_when_they_are_to_be_read_again(word: str) -> None:
    assert READ.book is not None
    dated = [rule for rule in READ.book.rules if word in rule.because]
    assert dated
    assert [rule.id for rule in dated if rule.review_by is None] == []
