"""The rules that ship: no mistake, every example holds, the seed's claims are there."""

from __future__ import annotations

import pytest

from advisor.decision.examples import judge
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
