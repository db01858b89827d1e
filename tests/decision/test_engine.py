"""The compiled engine says what the plain reference evaluator says, over thousands of random books and answers."""

from __future__ import annotations

import pytest
from decision.reference import acts_while_waiting, ranking, state
from hypothesis import given, settings
from hypothesis import strategies as st
from situations import any_answers, small_books, small_facts

from advisor.decision.engine import Engine, engine_of
from advisor.decision.states import all_facts, presumed, state_of
from advisor.files.rulebook import RuleBook
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN

BOOK = RuleBook.load()


def assert_alike(book: Book, facts: dict[str, str]) -> None:
    engine = Engine(book)
    questions = {question.id for question in book.questions}
    answers = {fact: value for fact, value in facts.items() if fact in questions and value != UNKNOWN}
    derived = {fact: value for fact, value in facts.items() if fact not in questions}
    situation = engine.situation(answers, derived)
    by_state = {"fires": situation.fired, "waits": situation.waiting}
    for name, bits in by_state.items():
        assert {rule.id for rule in book.rules if state(rule, facts) == name} == set(engine.ids(bits))
    stops = {rule.id for rule in book.rules if rule.effect.settles and acts_while_waiting(rule, facts)}
    assert stops == set(engine.ids(engine.stops(situation)))
    for rule in book.rules:
        assert state_of(rule, facts) == state(rule, facts)
        assert bool(presumed(rule, facts)) == (rule.id in engine.ids(situation.presumed))
    decision = engine.decide(answers, derived)
    order, scores, probabilities, standing = ranking(book, facts)
    assert order == list(decision.ranking.order)
    assert scores == decision.ranking.scores
    assert standing == decision.ranking.standing
    assert probabilities == pytest.approx(decision.ranking.probabilities, abs=1e-12)
    speaking = {*decision.reasons_for, *decision.reasons_against}
    assert speaking <= {*engine.ids(situation.fired), *stops}
    assert engine.rank(situation) == decision.ranking


@settings(max_examples=3000)
@given(book=small_books(), facts=small_facts)
def test_states_scores_and_ranking_are_those_of_the_reference_on_any_book(book: Book, facts: dict[str, str]) -> None:
    assert_alike(book, facts)


any_evidence = st.fixed_dictionaries(
    {}, optional={fact.id: st.sampled_from([value.id for value in fact.values]) for fact in BOOK.facts}
)


@settings(max_examples=200, deadline=None)
@given(answers=any_answers, derived=any_evidence)
def test_states_scores_and_ranking_are_those_of_the_reference_on_the_book_that_ships(
    answers: dict[str, str], derived: dict[str, str]
) -> None:
    assert_alike(BOOK, all_facts(BOOK, answers, derived))


def test_a_decision_names_the_rules_for_and_against_the_recommended_approach() -> None:
    decision = engine_of(BOOK).decide({"format": "peculiar", "rules": "manual", "coverage": "weak"})
    rules = {rule.id: rule.effect for rule in BOOK.rules}
    approach = decision.ranking.approach
    assert decision.reasons_for
    assert all(approach in rules[id].supports for id in decision.reasons_for)
    assert all(approach in rules[id].opposes for id in decision.reasons_against)


def test_an_answer_that_the_book_does_not_know_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="purple"):
        engine_of(BOOK).decide({"scope": "purple"})


def test_a_book_is_compiled_once_and_its_copy_anew() -> None:
    assert engine_of(BOOK) is engine_of(BOOK)
    assert engine_of(BOOK.model_copy(update={"rules": BOOK.rules[1:]})).rules == BOOK.rules[1:]
