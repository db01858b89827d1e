"""One decision by look-up: rules that read the same few questions share a table, and a row of answers is one cell each.

Each answer is one integer in which every table has a lane; the integers of all answers add up to the place of the cell
in every table. What the rules of a cell do is one integer too, and these add up to the ranking. A cell is worked out
when it is first met and then kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import getitem
from struct import Struct
from typing import Final, NamedTuple

from advisor.decision.ranking import Ranking, Scale
from advisor.decision.sharing import shared_scopes
from advisor.decision.states import Facts, all_facts, holds, presumed, state_of
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES, UNKNOWN, Approach

_LANE: Final = 32
_CELLS: Final = 65_536
"""More than for columns: only the cells that are met are worked out."""


class Decision(NamedTuple):
    """The core's answer: the ranking, and the ids of the rules for and against what it recommends."""

    ranking: Ranking
    reasons_for: tuple[str, ...]
    """Rules that support the recommended approach or settle it, also for the time being."""
    reasons_against: tuple[str, ...]


class LookUp:
    """A rule book compiled for single decisions."""

    def __init__(self, book: Book, *, with_evidence: bool) -> None:
        """`with_evidence`: derived facts are looked up like answers; without, they stand at their defaults."""
        defaults = all_facts(book, {})
        legal = {fact: values for fact, values in book.legal_values.items() if with_evidence or _is_asked(book, fact)}
        values = {fact: (defaults[fact], *(each for each in legal[fact] if each != defaults[fact])) for fact in legal}
        names, sizes = list(values), [len(each) for each in values.values()]
        place = {name: i for i, name in enumerate(names)}
        read = {
            rule.id: frozenset(place[fact] for fact in _facts_of(rule) if fact in place)
            for rule in book.rules
            if _weighs(rule) and _may_hold(rule, defaults, place)
        }
        left = sorted((rule for rule in book.rules if rule.id in read), key=lambda rule: rule.id)
        scopes = shared_scopes(read.values(), sizes, _CELLS)
        scale = Scale(book)
        self._lanes = {(fact, value): 0 for fact, each in book.legal_values.items() for value in (UNKNOWN, *each)}
        self._sums: list[_Sums] = []
        self._said: dict[Approach, list[_Said]] = {approach: [] for approach in APPROACHES}
        for lane, scope in enumerate(scopes):
            here = [rule for rule in left if read[rule.id] <= {*scope}]
            left = [rule for rule in left if rule not in here]
            axes, stride = [], 1
            for i in reversed(scope):
                axes.append((names[i], values[names[i]], stride))
                for k, value in enumerate(values[names[i]]):
                    self._lanes[names[i], value] += k * stride << (_LANE * lane)
                stride *= sizes[i]
            cells = _Cells(here, axes, defaults)
            self._sums.append(_Sums(scale, cells))
            for approach in APPROACHES:
                self._said[approach].append(_Said(cells, approach))
        self._lane = self._lanes.__getitem__
        self._unpack = Struct(f"<{len(scopes)}I").unpack
        self._bytes = _LANE // 8 * len(scopes)
        self._start, self._rank = scale.start, scale.rank

    def decide(self, facts: Facts) -> Decision:
        """The ranking on these facts and its reasons; what is not given is unknown, or at its default.

        Raises `KeyError` for a value that the fact does not have.
        """
        places = self._unpack(sum(map(self._lane, facts.items())).to_bytes(self._bytes, "little"))
        ranking = self._rank(sum(map(getitem, self._sums, places), self._start))
        if ranking.standing == "conflict":
            return Decision(ranking, (), ())
        reasons_for: tuple[str, ...] = ()
        reasons_against: tuple[str, ...] = ()
        for pros, cons in map(getitem, self._said[ranking.order[0]], places):
            if pros:
                reasons_for += pros
            if cons:
                reasons_against += cons
        return Decision(ranking, reasons_for, reasons_against)


class _Cells:
    """The rules of one table, and which of them act in a cell."""

    def __init__(self, rules: Sequence[Rule], axes: Sequence[tuple[str, tuple[str, ...], int]], facts: Facts) -> None:
        self._rules, self._axes, self._facts = rules, axes, facts

    def acting(self, cell: int) -> Iterator[tuple[Rule, bool]]:
        """The rules that act here, and whether they fire or only settle for the time being."""
        facts = {**self._facts, **{name: values[cell // stride % len(values)] for name, values, stride in self._axes}}
        for rule in self._rules:
            state = state_of(rule, facts)
            if state == "fires":
                yield rule, True
            elif state == "waits" and rule.effect.settles and presumed(rule, facts):
                yield rule, False


class _Sums(dict[int, int]):
    """Cell -> what its rules add to the sum of a ranking."""

    def __init__(self, scale: Scale, cells: _Cells) -> None:
        super().__init__()
        self._scale, self._cells = scale, cells

    def __missing__(self, cell: int) -> int:
        scale = self._scale
        found = sum(scale.adds(rule) if fires else scale.settles(rule) for rule, fires in self._cells.acting(cell))
        self[cell] = found
        return found


class _Said(dict[int, tuple[tuple[str, ...], tuple[str, ...]]]):
    """Cell -> the ids of the rules that speak for an approach, and of those that speak against it."""

    def __init__(self, cells: _Cells, approach: Approach) -> None:
        super().__init__()
        self._cells, self._approach = cells, approach

    def __missing__(self, cell: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        approach, acting = self._approach, list(self._cells.acting(cell))
        self[cell] = found = (
            tuple(
                rule.id
                for rule, fires in acting
                if approach in rule.effect.settles or (fires and approach in rule.effect.supports)
            ),
            tuple(rule.id for rule, fires in acting if fires and approach in rule.effect.opposes),
        )
        return found


def _is_asked(book: Book, fact: str) -> bool:
    return any(question.id == fact for question in book.questions)


def _facts_of(rule: Rule) -> tuple[str, ...]:
    return (*rule.when, *rule.unless, *rule.lifted_by)


def _weighs(rule: Rule) -> bool:
    effect = rule.effect
    return bool(effect.supports or effect.opposes or effect.rules_out or effect.settles)


def _may_hold(rule: Rule, facts: Facts, asked: Mapping[str, int]) -> bool:
    """Whether the derived facts leave it open; the questions may have any answer."""
    constant = {fact: values for fact, values in rule.when.items() if fact not in asked}
    return holds(constant, facts) is not False
