"""The path: the steps that must come first, then the destination in the form that fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from advisor.decision.states import Facts, holds, presumed, state_of
from advisor.schema.rules import Book, Rule, Step
from advisor.schema.words import Approach

_PARTS: dict[str, tuple[str, ...]] = {"rag+fine-tuning": ("rag", "fine-tuning")}


class Leg(NamedTuple):
    """One step on the path and what put it there."""

    step: Step
    why: tuple[str, ...]
    presumes: tuple[str, ...]
    destination: bool


def plan(book: Book, facts: Facts, approach: Approach, rules: Sequence[Rule]) -> tuple[Leg, ...]:
    """The steps to an approach in the order of doing: those that rules put first, then its destination."""
    why: dict[str, list[str]] = {}
    presumes: dict[str, list[str]] = {}
    for rule in rules:
        if approach not in rule.before:
            continue
        cautious = presumed(rule, facts)
        if state_of(rule, facts) == "fires" or cautious:
            for id in rule.effect.do_first:
                why.setdefault(id, []).append(rule.id)
                presumes.setdefault(id, []).extend(cautious)
    destinations = [destination(book, facts, part) for part in _PARTS.get(approach, (approach,))]
    first = [step for step in book.steps if step.id in why and step not in destinations]
    return tuple(
        Leg(
            step,
            tuple(why.get(step.id, ())),
            tuple(dict.fromkeys(presumes.get(step.id, ()))),
            step in destinations,
        )
        for step in (*first, *destinations)
    )


def destination(book: Book, facts: Facts, approach: str) -> Step:
    """The form of an approach that fits: of the steps whose condition holds, the one with the most lines; else the
    default. Equals go by the order of the list."""
    steps = [step for step in book.steps if step.destination and step.approach == approach]

    def fit(step: Step) -> int:
        return max(
            (len(condition) for condition in step.when if holds(condition, facts)),
            default=-1 if step.when else 0,
        )

    return max(steps, key=fit)
