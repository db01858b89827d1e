"""What eval results can say together: every combination of derived facts that the comparison of results can give."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from advisor.schema.questions import DerivedFact
from advisor.schema.rules import Book

_MEASURED = ("measured_prompting", "measured_rag", "measured_fine_tuning", "measured_rag_fine_tuning")
_COMPARED = ("rag_vs_simpler", "fine_tuning_vs_simpler", "rag_fine_tuning_vs_simpler")
_OTHERS = ("measured_items", "measured_baseline", "eval_health", "measured_failure")
_UNSETTLED = ("untested", "no_target", "not_settled")
COSTS = (
    "fine_tuning_pays",
    "prompting_limits",
    "rag_limits",
    "fine_tuning_limits",
    "rag_fine_tuning_limits",
    "cheapest_good_enough",
    "tuned_model",
    "measured_models",
)
"""Facts that costs give, not results; any of them may go with any result."""


def possible_results(book: Book) -> NDArray[np.int8]:
    """(n, facts) places of values, the defaults first: all combinations that results can give.

    An approach is compared with a simpler one exactly where it and a simpler one were measured; one target holds for
    all; without items nothing was measured; an eval set with a fault settles nothing; failures are labelled where a
    prompt was measured. What stands in the place of an answer is that answer, so it does not come up again here. Of
    values that no rule and no step tells apart there is the first only. `COSTS` are left at their defaults. A book with
    other facts than these gets all combinations.
    """
    facts = book.facts
    shown = [[_default(fact)] if fact.id in COSTS else _told_apart(book, fact) for fact in facts]
    place = {fact.id: i for i, fact in enumerate(facts)}
    if not {*_MEASURED, *_COMPARED, *_OTHERS} <= place.keys():
        return _ordered(facts, _every(shown))
    values = {fact.id: [value.id for value in fact.values] for fact in facts}

    def having(fact: str, *of: str) -> NDArray[np.bool_]:
        return np.isin(every[:, at[fact]], [i for i, value in enumerate(values[fact]) if value in of])

    first = (*_MEASURED, *_COMPARED)
    at = {fact: i for i, fact in enumerate(first)}
    every = _every([shown[place[fact]] for fact in first])
    measured = [~having(fact, "untested") for fact in _MEASURED]
    without_target = [having(fact, "no_target") for fact in _MEASURED]
    with_target = [each & ~without for each, without in zip(measured, without_target, strict=True)]
    possible = ~(np.any(without_target, axis=0) & np.any(with_target, axis=0))
    for i, fact in enumerate(_COMPARED, start=1):
        possible &= ~having(fact, "untested") == (measured[i] & np.any(measured[:i], axis=0))
    every = every[possible]

    rest = [fact.id for fact in facts if fact.id not in first]
    others = _every([shown[place[fact]] for fact in rest])
    at |= {fact: len(first) + i for i, fact in enumerate(rest)}
    every = np.hstack([np.repeat(every, len(others), axis=0), np.tile(others, (len(every), 1))])
    nothing = np.all([having(fact, "untested") for fact in (*_MEASURED, "measured_baseline")], axis=0)
    unsettled = np.all([having(fact, *_UNSETTLED) for fact in (*first, "measured_baseline")], axis=0)
    every = every[
        (nothing | ~having("measured_items", "none"))
        & (unsettled | ~having("eval_health", "red"))
        & (~having("measured_prompting", "untested") | having("measured_failure", "untested"))
    ]
    return _ordered(facts, every[:, [at[fact.id] for fact in facts]])


def _default(fact: DerivedFact) -> int:
    return [value.id for value in fact.values].index(fact.default)


def _told_apart(book: Book, fact: DerivedFact) -> list[int]:
    """The places of the values that rules or steps tell apart, the default among them."""
    conditions = [part for rule in book.rules for part in (rule.when, rule.unless, rule.lifted_by)]
    conditions += [condition for step in book.steps for condition in step.when]
    lines = [condition[fact.id] for condition in conditions if fact.id in condition]
    places = {value.id: i for i, value in enumerate(fact.values)}
    first: dict[tuple[bool, ...], int] = {}
    for value in (fact.default, *places):
        first.setdefault(tuple(value in line for line in lines), places[value])
    return sorted(first.values())


def _every(places: Sequence[Sequence[int]]) -> NDArray[np.int8]:
    """(n, facts): all ways of choosing one place for each fact."""
    if not places:
        return np.zeros((1, 0), np.int8)
    grid = np.meshgrid(*(np.array(each, np.int8) for each in places), indexing="ij")
    return np.stack([each.ravel() for each in grid], axis=1)


def _ordered(facts: Sequence[DerivedFact], every: NDArray[np.int8]) -> NDArray[np.int8]:
    """The combinations with the fewest values off their defaults first."""
    defaults = np.array([_default(fact) for fact in facts], np.int8)
    changed = (every != defaults).sum(axis=1)
    return np.asarray(every[np.argsort(changed, kind="stable")], dtype=np.int8)
