"""The whole answer space of a rule book: each question at each option or unknown, and each result that evals can give.

Derived facts are read as further questions that are never unknown. So every rule is one table over a few axes, and
what is exact over the axes is exact over every answer set.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from advisor.decision.auditing.results import COSTS, possible_results
from advisor.decision.columns import Columns
from advisor.decision.conditions import Situation
from advisor.decision.engine import Engine, engine_of
from advisor.decision.fired_columns import FiredColumns
from advisor.decision.path import Paths
from advisor.decision.rule_tables import Flags, RuleTable, RuleTables
from advisor.schema.audit import Witness
from advisor.schema.questions import DerivedFact, Option, Question, Questionnaire, Section
from advisor.schema.rules import Book, Condition, Effect
from advisor.schema.words import UNKNOWN, Approach

Rows = NDArray[np.int8]
"""(n, axes): the place of each axis's value in `Space.values`."""


class Space:
    """The answer space of a book, its rules as tables over it, and draws from it."""

    def __init__(self, book: Book, seed: int = 0) -> None:
        self.book, self.seed = book, seed
        self.engine = engine_of(book)
        self.rules = self.engine.rules
        self.paths = Paths(book, self.rules)
        self.asked = len(book.questions)
        self.axes = tuple(book.legal_values)
        self.place = {fact: i for i, fact in enumerate(self.axes)}
        self.values = tuple(
            (UNKNOWN, *values) if i < self.asked else values for i, values in enumerate(book.legal_values.values())
        )
        self.results = possible_results(book)
        self.costs = [i for i, fact in enumerate(self.axes) if fact in COSTS]
        """The axes of what costs say: any value of each goes with any row of `results`."""
        self._measured = [i for i in range(self.asked, len(self.axes)) if i not in self.costs]
        self.tables = _whole(_all_asked(book), self.asked)
        acting = _whole(_all_asked(_acting(book)), self.asked)
        self.tables_that_act = copy.copy(acting)
        self.tables_that_act.tables = tuple(table._replace(fires=table.acts) for table in acting.tables)
        self.fires = {table.place: table for table in self.tables.tables}
        self.acts = {table.place: table for table in self.tables_that_act.tables}
        self._random = np.random.default_rng(seed)
        self._columns = Columns(self.tables)
        self._fired = FiredColumns(self.tables, len(self.rules))
        self._acted = FiredColumns(self.tables_that_act, len(self.rules))

    @property
    def size(self) -> int:
        """How many answer sets there are, complete and partial, without results."""
        return math.prod(len(values) for values in self.values[: self.asked])

    def truth(self, place: int, acting: bool = False) -> tuple[tuple[int, ...], Flags]:
        """The axes that a rule reads, and where on them it fires (or `acting`: also where it presumes)."""
        table = (self.acts if acting else self.fires).get(place)
        return (table.questions, legal(table.fires)) if table is not None else ((), np.zeros((), bool))

    def condition(self, condition: Condition) -> tuple[tuple[int, ...], Flags]:
        """The axes that a condition reads, and where on them it holds."""
        axes = tuple(sorted(self.place[fact] for fact in condition))
        lines = [[value in condition[self.axes[i]] for value in self.values[i]] for i in axes]
        return axes, np.asarray(np.all(np.meshgrid(*lines, indexing="ij"), axis=0))

    def winners(self, rows: Rows) -> NDArray[np.int8]:
        """(n): the recommended approach in each row as its place; -1 where every approach is ruled out."""
        return self._columns.winners(rows)

    def fired(self, rows: Rows) -> Flags:
        """(n, rules): the rules that fire."""
        return self._fired.flags(rows)

    def acted(self, rows: Rows) -> Flags:
        """(n, rules): the rules that fire, or act for the time being on what they presume."""
        return self._acted.flags(rows)

    def draw(self, n: int) -> Rows:
        """Random answer sets: each with its own share of unknown answers, half without results, half without costs."""
        random = self._random
        sizes = [len(values) for values in self.values[: self.asked]]
        known = random.random((n, self.asked)) < random.random((n, 1))
        options = random.integers(1, sizes, (n, self.asked))
        results = self.results[np.where(random.random(n) < 0.5, 0, random.integers(0, len(self.results), n))]
        rows = np.hstack([np.where(known, options, 0).astype(np.int8), results])
        if self.costs:
            given = random.random((n, len(self.costs))) < random.random((n, 1)) * (random.random((n, 1)) < 0.5)
            said = random.integers(0, [len(self.values[i]) for i in self.costs], (n, len(self.costs)))
            rows[:, self.costs] = np.where(given, said, rows[:, self.costs])
        return rows

    def draw_where(self, axes: Sequence[int], truth: Flags, n: int) -> Rows:
        """Random answer sets in which this holds of these axes; none where it cannot."""
        cells = np.argwhere(truth)
        derived = [k for k, i in enumerate(axes) if i in self._measured]
        # one number for what the results say of these facts, so that each combination is looked for at once
        strides = np.cumprod([1, *(len(self.values[axes[k]]) for k in derived)])[:-1].astype(np.int32)
        wanted = cells[:, derived] @ strides
        rows = self.draw(n)
        kept = {}
        if derived:
            seen = np.zeros(len(self.results), np.int32)
            for k, stride in zip(derived, strides, strict=True):
                seen += self.results[:, axes[k] - self.asked] * stride
            for needed in np.unique(wanted):
                places = np.flatnonzero(seen == needed)
                if len(places):
                    kept[int(needed)] = places
            possible = np.isin(wanted, [*kept])
            cells, wanted = cells[possible], wanted[possible]
        if not len(cells):
            return rows[:0]
        chosen = self._random.integers(0, len(cells), n)
        rows[:, list(axes)] = cells[chosen]
        for needed, places in kept.items():
            of_these = np.flatnonzero(wanted[chosen] == needed)
            # those with the fewest results come first: half of the draws take one of them
            top = np.where(self._random.random(len(of_these)) < 0.5, min(8, len(places)), len(places))
            results = self.results[places[self._random.integers(0, top)]]
            rows[np.ix_(of_these, np.array(self._measured))] = results[:, [i - self.asked for i in self._measured]]
        return rows

    def facts(self, row: Rows) -> tuple[dict[str, str], dict[str, str]]:
        """The answers that are known in a row, and its derived facts."""
        named = [values[k] for values, k in zip(self.values, row.tolist(), strict=True)]
        answers = {fact: value for fact, value in zip(self.axes, named[: self.asked], strict=False) if value != UNKNOWN}
        return answers, dict(zip(self.axes[self.asked :], named[self.asked :], strict=True))

    def row(self, completion: Mapping[int, int]) -> Rows:
        """The row of a completion as `Completions` gives it; other axes are unknown or at their default."""
        row = np.zeros(len(self.axes), np.int8)
        row[self.asked :] = self.results[0]
        for i, place in completion.items():
            row[i] = place - 1
        return row

    def witness(self, row: Rows) -> Witness:
        """A row in the words of the questionnaire."""
        answers, derived = self.facts(row)
        defaults = {fact.id: fact.default for fact in self.book.facts}
        return Witness(answers=answers, results={f: v for f, v in derived.items() if v != defaults[f]})

    def approach(self, row: Rows, without: int | None = None) -> Approach | None:
        """What the engine recommends on a row, also with one rule taken out."""
        return self.engine.rank(self._situation(row, without)).approach

    def path(self, row: Rows, without: int | None = None) -> tuple[str, ...]:
        """The steps to what the engine recommends on a row; `without` a rule that puts steps first."""
        approach = self.approach(row)
        if approach is None:
            return ()
        return tuple(step.id for step in self.paths.to(approach, self._situation(row, without)))

    def _situation(self, row: Rows, without: int | None) -> Situation:
        found = self.engine.situation(*self.facts(row))
        kept = -1 if without is None else ~(1 << without)
        return found._replace(fired=found.fired & kept, presumed=found.presumed & kept)


def legal(flags: Flags) -> Flags:
    """A table without the places that are never used: those of a derived fact that is unknown."""
    return flags[(slice(1, None),) * flags.ndim]


def _all_asked(book: Book) -> RuleTables:
    """The rules as tables over the questions and, after them, the derived facts."""
    asked = tuple(_asked(fact) for fact in book.facts)
    more = Section.model_construct(id="results", title="Results", questions=asked)
    sections = (*book.questionnaire.sections, more) if asked else book.questionnaire.sections
    opened = book.model_copy(
        update={"questionnaire": Questionnaire.model_construct(sections=sections), "facts": ()},
    )
    return RuleTables(opened, Engine(opened))


def _asked(fact: DerivedFact) -> Question:
    options = [Option.model_construct(id=value.id, label=value.id, says=value.says) for value in fact.values]
    return Question.model_construct(id=fact.id, ask=fact.says, why=fact.says, ordinal=False, options=tuple(options))


def _acting(book: Book) -> Book:
    """The book whose every rule settles, so that its tables say where each rule acts on what it presumes."""
    settles = Effect(settles=("prompting",))
    return book.model_copy(update={"rules": tuple(rule.model_copy(update={"effect": settles}) for rule in book.rules)})


def _whole(tables: RuleTables, asked: int) -> RuleTables:
    """The same tables with "unknown" as one more option of each question, so that all options are all there is."""

    def widened(flags: Flags, axes: tuple[int, ...]) -> Flags:
        for axis, i in enumerate(axes):
            flags = np.concatenate([flags.take([0], axis), flags], axis) if i < asked else flags
        return flags

    def whole(table: RuleTable) -> RuleTable:
        fires, acts = (widened(flags, table.questions) for flags in (table.fires, table.acts))
        return table._replace(fires=fires, acts=acts)

    found = copy.copy(tables)
    found.tables = tuple(whole(table) for table in tables.tables)
    found.options = tuple((UNKNOWN, *each) if i < asked else each for i, each in enumerate(tables.options))
    return found
