"""Whether each rule fires, waits or is silent, in Kleene's strong three-valued logic."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.decision.overrides import answers_from_results
from advisor.schema.rules import Book, Condition, Rule
from advisor.schema.words import UNKNOWN, State

Facts = Mapping[str, str]
"""Every fact -> its value, `unknown` where it is not known."""


def all_facts(book: Book, answers: Facts, derived: Facts | None = None) -> dict[str, str]:
    """Every fact a rule may read: the answers, the facts derived from eval results, and their defaults.

    What results say in the place of an answer stands in its place.
    """
    facts = {question.id: UNKNOWN for question in book.questions}
    facts |= {fact.id: fact.default for fact in book.facts}
    facts |= answers
    return facts | dict(derived or {}) | answers_from_results(book, derived)


def holds(condition: Condition, facts: Facts) -> bool | None:
    """Whether all lines hold; None where that depends on an unknown."""
    result: bool | None = True
    for fact, values in condition.items():
        value = facts[fact]
        if value == UNKNOWN:
            result = None
        elif value not in values:
            return False
    return result


def state_of(rule: Rule, facts: Facts) -> State:
    """`fires` when its condition holds and no exception does, `silent` when that is excluded, else `waits`."""
    applies = holds(rule.when, facts)
    if applies is False:
        return "silent"
    excepted = _excepted(rule, facts)
    if excepted is True:
        return "silent"
    return "fires" if applies and excepted is False else "waits"


def presumed(rule: Rule, facts: Facts) -> tuple[str, ...]:
    """The unknown facts that let a waiting rule act for the time being; empty where it may not.

    Every other line of `when` must hold, and no exception may.
    """
    unknown = tuple(fact for fact in rule.presume if facts[fact] == UNKNOWN)
    if not unknown:
        return ()
    rest = {fact: values for fact, values in rule.when.items() if fact not in unknown}
    return unknown if holds(rest, facts) is True and _excepted(rule, facts) is not True else ()


def waits_for(rule: Rule, facts: Facts) -> tuple[str, ...]:
    """The unknown facts that a waiting rule reads."""
    read = dict.fromkeys((*rule.when, *rule.unless, *rule.lifted_by))
    return tuple(fact for fact in read if facts[fact] == UNKNOWN)


def _excepted(rule: Rule, facts: Facts) -> bool | None:
    exceptions = [holds(part, facts) for part in (rule.unless, rule.lifted_by) if part]
    if True in exceptions:
        return True
    return None if None in exceptions else False
