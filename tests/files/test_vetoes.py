"""Rules that can never fire and vetoes that leave nothing are found exactly: checked against every set of answers."""

from __future__ import annotations

import re
from itertools import product

from hypothesis import event, given, settings
from hypothesis import strategies as st
from situations import LETTERS, VALUES, book_of, small_rules

from advisor.decision.states import state_of
from advisor.files.contradictions import ways_to_fire
from advisor.files.veto_checks import check_vetoes
from advisor.schema.rules import Effect, Rule
from advisor.schema.words import APPROACHES

LEGAL = dict.fromkeys(LETTERS, VALUES)
EVERYTHING = [dict(zip(LETTERS, values, strict=True)) for values in product(VALUES, repeat=len(LETTERS))]


@settings(max_examples=300)
@given(rule=small_rules())
def test_a_rule_can_fire_exactly_where_some_answers_make_it_fire(rule: Rule) -> None:
    fires = any(state_of(rule, facts) == "fires" for facts in EVERYTHING)
    assert fires is any(ways_to_fire(rule, {}, LEGAL))


@st.composite
def vetoes(draw: st.DrawFn) -> list[Rule]:
    """Rules that each rule out one approach to three, so that some books leave nothing and some never do."""
    sets = st.lists(st.sampled_from(APPROACHES), min_size=1, max_size=3, unique=True)
    return [
        draw(small_rules(number)).model_copy(update={"effect": Effect(rules_out=tuple(draw(sets)))})
        for number in range(draw(st.integers(2, 6)))
    ]


@settings(max_examples=150)
@given(rules=vetoes())
def test_vetoes_are_refused_exactly_where_some_answers_leave_no_approach(rules: list[Rule]) -> None:
    def leaves_nothing(facts: dict[str, str]) -> bool:
        fired = [rule for rule in rules if state_of(rule, facts) == "fires"]
        return {approach for rule in fired for approach in rule.effect.rules_out} == {*APPROACHES}

    nothing_left = [facts for facts in EVERYTHING if leaves_nothing(facts)]
    found = check_vetoes(book_of(rules), [(lambda path: "ours.yaml:1", rule) for rule in rules])
    event(f"leaves nothing: {bool(nothing_left)}")
    assert bool(found) is bool(nothing_left)
    for line in found:
        told = dict(re.findall(r"`([a-z_]+): ([a-z0-9_]+)`", line))
        assert any(told.items() <= facts.items() for facts in nothing_left), line
