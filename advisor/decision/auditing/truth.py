"""Conditions as truth tables: whether two are the same, whether one implies the other, what they tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from advisor.decision.auditing.space import Space
from advisor.decision.rule_tables import Flags


class Truth(NamedTuple):
    """Where a condition holds, over the axes on which that depends."""

    axes: tuple[int, ...]
    holds: Flags

    def same(self, other: Truth) -> bool:
        """Whether both hold on the same answer sets; most differ in the axes, which are compared first."""
        return self.axes == other.axes and np.array_equal(self.holds, other.holds)

    def implies(self, other: Truth) -> bool:
        """Whether the other holds wherever this does.

        Exact: what only this one reads may be anything it allows, what only the other reads may be anything.
        """
        here = self.holds.any(axis=tuple(k for k, i in enumerate(self.axes) if i not in other.axes))
        there = other.holds.all(axis=tuple(k for k, i in enumerate(other.axes) if i not in self.axes))
        return not (here & ~there).any()


class RuleTruth(NamedTuple):
    """Where a rule fires, and where it acts, which is more where it presumes something."""

    fires: Truth
    acts: Truth

    def same(self, other: RuleTruth) -> bool:
        """Whether both rules hold on the same answer sets."""
        return self.fires.same(other.fires) and self.acts.same(other.acts)

    def implies(self, other: RuleTruth) -> bool:
        """Whether the other rule holds wherever this one does."""
        return self.fires.implies(other.fires) and self.acts.implies(other.acts)


def reduced(axes: tuple[int, ...], holds: Flags) -> Truth:
    """A truth table without the axes on which it does not depend."""
    kept: list[int] = []
    for i in axes:
        k = len(kept)
        first = holds.take([0], k)
        if (holds == first).all():
            holds = first.reshape((*holds.shape[:k], *holds.shape[k + 1 :]))
        else:
            kept.append(i)
    return Truth(tuple(kept), holds)


def truths(space: Space) -> list[RuleTruth]:
    """The truth of every rule, in the order of their ids."""
    return [
        RuleTruth(reduced(*space.truth(place)), reduced(*space.truth(place, acting=True)))
        for place in range(len(space.rules))
    ]


def all_conditions(space: Space, rules: list[RuleTruth]) -> Iterator[Truth]:
    """Every condition of the book: of rules, and of steps that end a path."""
    for rule in rules:
        yield from (rule.fires, rule.acts)
    for step in space.book.steps:
        yield from (reduced(*space.condition(each)) for each in step.when)


def told_apart(space: Space, conditions: list[Truth], axis: int) -> list[list[int]]:
    """The options of a question in classes, first to last: within a class no condition tells them apart."""
    readers = [np.moveaxis(each.holds, each.axes.index(axis), 0) for each in conditions if axis in each.axes]
    classes: list[list[int]] = []
    for option in range(1, len(space.values[axis])):
        for held in classes:
            if all((reader[held[0]] == reader[option]).all() for reader in readers):
                held.append(option)
                break
        else:
            classes.append([option])
    return classes
