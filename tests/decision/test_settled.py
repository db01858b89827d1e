"""Settled is exact: on small books it agrees with going through every completion."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from situations import LETTERS, OPTIONS, VALUES, any_answers, book_of, small_books, small_facts

from advisor.decision import completions
from advisor.decision.engine import Engine, engine_of
from advisor.decision.rule_tables import RuleTables
from advisor.decision.settled import settled
from advisor.files.rulebook import RuleBook
from advisor.schema.rules import Book, Rule
from advisor.schema.words import UNKNOWN

BOOK = RuleBook.load()
TABLES = RuleTables(BOOK, engine_of(BOOK))


@settings(max_examples=2000, deadline=None)
@given(book=small_books(), facts=small_facts, declined=st.sets(st.sampled_from(LETTERS), max_size=2))
def test_it_says_what_going_through_every_completion_says(
    book: Book, facts: dict[str, str], declined: set[str]
) -> None:
    engine = Engine(book)
    answers = {letter: value for letter, value in facts.items() if value != UNKNOWN}
    open_ones = [letter for letter in LETTERS if letter not in answers and letter not in declined]
    now = engine.decide(answers).ranking.approach
    every = [dict(zip(open_ones, values, strict=True)) for values in product(VALUES, repeat=len(open_ones))]
    others = {engine.decide(answers | completion).ranking.approach for completion in every} - {now}
    found = settled(engine, RuleTables(book, engine), answers, declined=declined)
    assert found.is_settled == (not others)
    assert list(found.remaining) == open_ones
    if found.witness is not None:
        assert set(found.witness) == set(open_ones)
        assert engine.decide(answers | found.witness).ranking.approach == found.becomes
        assert found.becomes in others
        return
    some = [
        {letter: value for letter, value in zip(open_ones, values, strict=True) if value}
        for values in product(("", *VALUES), repeat=len(open_ones))
    ]
    by_the_way = {engine.decide(answers | part).ranking.approach for part in some} - {now}
    assert (found.on_the_way is not None) == bool(by_the_way)
    if found.on_the_way is not None:
        assert engine.decide(answers | found.on_the_way).ranking.approach in by_the_way


@settings(max_examples=60, deadline=None)
@given(answers=any_answers, data=st.data())
def test_on_the_real_book_a_proof_stands_against_random_completions_and_a_witness_is_one(
    answers: dict[str, str], data: st.DataObject
) -> None:
    engine = engine_of(BOOK)
    found = settled(engine, TABLES, answers)
    assert found.is_settled is not None
    if found.witness is not None:
        assert engine.decide(answers | found.witness).ranking.approach == found.becomes != found.approach
        return
    rest = {question: st.sampled_from(OPTIONS[question]) for question in found.remaining}
    for _ in range(20):
        completion = data.draw(st.fixed_dictionaries(rest))
        assert engine.decide(answers | completion).ranking.approach == found.approach


def test_two_approaches_that_rules_settle_at_once_are_both_held_down_to_what_is_supported() -> None:
    # found by going through random books: raw leads alone prove too much here
    settle = [
        {"id": "r1", "when": {"c": ["mid"]}, "effect": {"settles": ["rag+fine-tuning"]}},
        {"id": "r2", "when": {"d": ["low"]}, "effect": {"settles": ["fine-tuning"]}},
    ]
    weigh = [
        {"id": "r3", "when": {"a": ["high"]}, "effect": {"supports": ["rag+fine-tuning"]}, "strength": "strong"},
        {
            "id": "r4",
            "when": {"d": ["low"]},
            "effect": {"opposes": ["prompting", "rag+fine-tuning"]},
            "strength": "strong",
        },
    ]
    more = {"because": "It is so.", "source": [{"ref": "somebody"}]}
    book = book_of([Rule.model_validate({**each, **more}) for each in (*settle, *weigh)])
    engine = Engine(book)
    found = settled(engine, RuleTables(book, engine), {"b": "mid", "c": "mid", "d": "low"})
    assert found.is_settled is False
    assert found.becomes == "rag+fine-tuning"


def test_with_nothing_answered_nothing_is_settled() -> None:
    found = settled(engine_of(BOOK), TABLES, {})
    assert found.is_settled is False
    assert len(found.remaining) == 25


def test_with_everything_answered_all_is_settled() -> None:
    answers = {question: options[0] for question, options in OPTIONS.items()}
    assert settled(engine_of(BOOK), TABLES, answers).is_settled is True


def test_where_the_rules_are_too_dense_it_does_not_claim_to_know(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(completions, "MOST_CELLS", 1)
    assert settled(engine_of(BOOK), TABLES, {"tuning_route": "cloud"}).is_settled in (None, False)
    answers = {question: options[0] for question, options in OPTIONS.items() if question not in ("task", "failure")}
    assert settled(engine_of(BOOK), TABLES, answers).is_settled in (None, False)
