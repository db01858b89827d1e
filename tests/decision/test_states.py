"""Rules fire, wait or are silent as a plain reference evaluator says, over thousands of random rules and facts."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from situations import LETTERS, VALUES, small_facts, small_rules

from advisor.decision.states import state_of, waits_for
from advisor.schema.rules import Rule
from advisor.schema.words import UNKNOWN, State


def reference(rule: Rule, facts: dict[str, str]) -> State:
    """Kleene's strong logic, written out: and = the lower, or = the higher, not = the opposite of 0, 1/2, 1."""

    def line(fact: str, values: tuple[str, ...]) -> float:
        return 0.5 if facts[fact] == UNKNOWN else float(facts[fact] in values)

    def all_of(condition: dict[str, tuple[str, ...]]) -> float:
        return min((line(*item) for item in condition.items()), default=1.0)

    exceptions = [all_of(part) for part in (rule.unless, rule.lifted_by) if part]
    truth = min(all_of(rule.when), 1 - max(exceptions, default=0.0))
    return {0.0: "silent", 0.5: "waits", 1.0: "fires"}[truth]  # type: ignore[return-value]


@settings(max_examples=2000)
@given(rule=small_rules(), facts=small_facts)
def test_the_state_is_that_of_the_reference_evaluator(rule: Rule, facts: dict[str, str]) -> None:
    assert state_of(rule, facts) == reference(rule, facts)


@settings(max_examples=300)
@given(rule=small_rules(), facts=small_facts)
def test_one_more_answer_never_unfires_a_rule_nor_wakes_a_silent_one(rule: Rule, facts: dict[str, str]) -> None:
    before = state_of(rule, facts)
    if before == "waits":
        return
    for letter, value in product(LETTERS, VALUES):
        if facts[letter] == UNKNOWN:
            assert state_of(rule, {**facts, letter: value}) == before


@settings(max_examples=150)
@given(rule=small_rules(), facts=small_facts)
def test_a_waiting_rule_names_the_unknowns_it_waits_for(rule: Rule, facts: dict[str, str]) -> None:
    if state_of(rule, facts) == "waits":
        unknown = waits_for(rule, facts)
        assert unknown
        assert all(facts[fact] == UNKNOWN for fact in unknown)
