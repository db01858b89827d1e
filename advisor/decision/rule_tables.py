"""Each rule as a small table: for every answer to the few questions it reads, whether it acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.decision.engine import Engine
from advisor.decision.ranking import points, units
from advisor.schema.rules import Book, Condition, Rule
from advisor.schema.words import APPROACHES, UNKNOWN

Flags = NDArray[np.bool_]


class RuleTable(NamedTuple):
    """A rule over the questions it reads."""

    place: int
    """Of the rule, in the order of ids."""
    questions: tuple[int, ...]
    """The places of the questions it reads, ascending: the axes of the tables."""
    fires: Flags
    """Along each axis 0 is unknown, then the options in order."""
    acts: Flags
    """The same, and where it settles for the time being while it waits."""
    points: tuple[int, ...]
    """What it adds to the score of each approach, in billionths."""
    supports: tuple[bool, ...]
    rules_out: tuple[bool, ...]
    settles: tuple[bool, ...]

    @property
    def weighs(self) -> bool:
        """Whether it can change which approach is recommended."""
        return any((*self.points, *self.rules_out, *self.settles))


class RuleTables:
    """All rules of a book as tables, under given derived facts; rules that these silence are left out."""

    def __init__(self, book: Book, engine: Engine, derived: Mapping[str, str] | None = None) -> None:
        constants = {fact.id: fact.default for fact in book.facts} | dict(derived or {})
        self.questions = tuple(question.id for question in book.questions)
        self.options = tuple(tuple(option.id for option in question.options) for question in book.questions)
        self.place = {question: i for i, question in enumerate(self.questions)}
        self.priors = tuple(units(book.weights.priors[approach]) for approach in APPROACHES)
        self.lead = units(book.weights.settled_lead)
        self.strengths = {name: units(value) for name, value in book.weights.log_odds.items()}
        tables = [self._table(i, rule, constants) for i, rule in enumerate(engine.rules)]
        self.tables: tuple[RuleTable, ...] = tuple(table for table in tables if table is not None)

    def codes(self, answers: Mapping[str, str]) -> list[int]:
        """The answers as places: 0 unknown, 1 the first option, and so on."""
        return [
            0 if (value := answers.get(question, UNKNOWN)) == UNKNOWN else options.index(value) + 1
            for question, options in zip(self.questions, self.options, strict=True)
        ]

    def _table(self, place: int, rule: Rule, constants: Mapping[str, str]) -> RuleTable | None:
        read = {fact for fact in (*rule.when, *rule.unless, *rule.lifted_by) if fact in self.place}
        axes = tuple(sorted(self.place[fact] for fact in read))
        lines = _Lines(self, axes, constants)
        when, when_open = lines.of(rule.when)
        excepted = excepted_open = np.zeros((), bool)
        for condition in (rule.unless, rule.lifted_by):
            if condition:
                certain, possible = lines.of(condition)
                excepted, excepted_open = excepted | certain, excepted_open | possible
        shape = tuple(len(self.options[axis]) + 1 for axis in axes)
        fires = np.broadcast_to(when & ~excepted_open, shape)
        acts = fires
        if rule.effect.settles and rule.presume:
            waits = when_open & ~excepted & ~fires
            acts = np.broadcast_to(fires | waits & lines.presumed(rule), shape)
        if not acts.any() and not fires.any():
            return None
        effect = rule.effect
        return RuleTable(
            place,
            axes,
            fires,
            acts,
            tuple(points(rule, self.strengths)),
            tuple(each in effect.supports for each in APPROACHES),
            tuple(each in effect.rules_out for each in APPROACHES),
            tuple(each in effect.settles for each in APPROACHES),
        )


class _Lines:
    """The lines of conditions as tables over some questions."""

    def __init__(self, tables: RuleTables, axes: tuple[int, ...], constants: Mapping[str, str]) -> None:
        self._tables, self._axes, self._constants = tables, axes, constants

    def of(self, condition: Condition) -> tuple[Flags, Flags]:
        """Where all lines hold, and where they all still may."""
        certain = possible = np.ones((), bool)
        for fact, values in condition.items():
            holds, unknown = self._line(fact, values)
            certain, possible = certain & holds, possible & (holds | unknown)
        return certain, possible

    def presumed(self, rule: Rule) -> Flags:
        """Where one of the rule's presumed facts is unknown and all other lines of `when` hold."""
        rest, any_unknown = np.ones((), bool), np.zeros((), bool)
        for fact in rule.presume:
            any_unknown = any_unknown | self._line(fact, ())[1]
        for fact, values in rule.when.items():
            holds, unknown = self._line(fact, values)
            rest = rest & (holds | unknown if fact in rule.presume else holds)
        return rest & any_unknown

    def _line(self, fact: str, values: tuple[str, ...]) -> tuple[Flags, Flags]:
        place = self._tables.place.get(fact)
        if place is None:
            value = self._constants[fact]
            return np.array(value != UNKNOWN and value in values), np.array(value == UNKNOWN)
        options = self._tables.options[place]
        shape = [1] * len(self._axes)
        shape[self._axes.index(place)] = len(options) + 1
        holds = np.array([False, *(option in values for option in options)]).reshape(shape)
        unknown = np.array([True, *(False for _ in options)]).reshape(shape)
        return holds, unknown
