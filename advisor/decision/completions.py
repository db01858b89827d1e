"""Every way of answering the open questions at once: exact, by variable elimination, never by sampling.

The lead of one approach over another is a sum of small tables, one a rule, each over the few questions that the rule
reads. Its largest value over all completions is found by eliminating one question after another: the tables that read
it are added up and maximised over its answers, which leaves a table over its neighbours (bucket elimination: Dechter,
R. (1999), Bucket elimination: a unifying framework for reasoning, Artificial Intelligence 113, section 4). The cost
is exponential only in how densely rules tie questions together, not in how many questions there are.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.decision.rule_tables import RuleTable, RuleTables
from advisor.schema.words import APPROACHES

MOST_CELLS = 4_000_000
"""A table larger than this is not built; `TooDense` is raised instead."""

_BROKEN = 10**14
"""More than all scores together, in billionths: what a broken requirement costs."""


class TooDense(Exception):
    """The rules tie too many open questions together to eliminate them within the allowed memory."""


Word = Literal["supports", "rules_out", "settles"]
_WORDS: tuple[Word, ...] = ("supports", "rules_out", "settles")


class Claim(NamedTuple):
    """That a rule holds as far as this word goes: it settles also for the time being, the rest only when it fires."""

    rule: RuleTable
    word: Word


class Best(NamedTuple):
    """The largest lead, and one completion that has it: place of a question -> place of its value (0 unknown)."""

    lead: int
    completion: dict[int, int]


class _Factor(NamedTuple):
    scope: tuple[int, ...]
    values: NDArray[np.int64]


class Completions:
    """The completions of a set of answers."""

    def __init__(
        self, tables: RuleTables, codes: Sequence[int], open_questions: Collection[int], *, some: bool = False
    ) -> None:
        """`codes`: place of each answer, 0 unknown; `open_questions`: those that may still get any option, and with
        `some` may also stay open."""
        self._tables = tables
        self._open = frozenset(open_questions)
        self._first = 0 if some else 1
        self._left: list[tuple[RuleTable, tuple[int, ...], NDArray[np.bool_], NDArray[np.bool_]]] = []
        for table in tables.tables:
            if not table.weighs:
                continue
            at = tuple(slice(self._first, None) if i in self._open else codes[i] for i in table.questions)
            acts, fires = table.acts[at], table.fires[at]
            if acts.any() or fires.any():
                self._left.append((table, tuple(i for i in table.questions if i in self._open), acts, fires))

    @property
    def matter(self) -> frozenset[int]:
        """The open questions that some rule which can still act reads."""
        return frozenset(i for _, scope, acts, _ in self._left for i in scope)

    def that(self, word: Word, approach: int) -> list[Claim]:
        """The rules that may hold and then support, rule out or settle an approach."""
        return [
            Claim(table, word)
            for table, _, acts, fires in self._left
            if getattr(table, word)[approach] and (acts if word == "settles" else fires).any()
        ]

    def where(self, veto: RuleTable) -> dict[int, int]:
        """Answers to the open questions it reads under which the veto holds."""
        scope, fires = next((scope, fires) for table, scope, _, fires in self._left if table is veto)
        place = np.unravel_index(int(fires.argmax()), fires.shape)
        return {i: int(k) + self._first for i, k in zip(scope, place, strict=True)}

    def largest_lead(
        self,
        challenger: int,
        holder: int,
        *,
        weigh: bool = True,
        must: Collection[Claim] = (),
        must_not: Collection[Claim] = (),
    ) -> Best | None:
        """How far the challenger can come to stand above the holder where it is not ruled out and these rules do and
        do not hold; without `weigh`, 0. None where that is impossible. Raises `TooDense`.

        Approaches that nothing supports are not held down here, so the lead is an upper bound for such a challenger.
        """
        sums: dict[tuple[int, ...], NDArray[np.int64]] = {}
        needed, unwanted = (
            {(each.rule.place, each.word) for each in must},
            {(each.rule.place, each.word) for each in must_not},
        )
        for table, scope, acts, fires in self._left:
            points = table.points[challenger] - table.points[holder] if weigh else 0
            value = fires * np.int64(points)
            if table.rules_out[challenger]:
                value = value - fires * np.int64(_BROKEN)
            for word in _WORDS:
                holds = acts if word == "settles" else fires
                if (table.place, word) in needed:
                    value = value - ~holds * np.int64(_BROKEN)
                if (table.place, word) in unwanted:
                    value = value - holds * np.int64(_BROKEN)
            if value.any():
                sums[scope] = sums[scope] + value if scope in sums else value
        start = self._tables.priors[challenger] - self._tables.priors[holder] if weigh else 0
        start += int(sums.pop((), np.int64(0)))
        best = self._eliminate([_Factor(*item) for item in sums.items()], start)
        return best if best.lead > -_BROKEN // 2 else None

    def _eliminate(self, factors: list[_Factor], constant: int) -> Best:
        chosen: list[tuple[int, tuple[int, ...], NDArray[np.intp]]] = []
        neighbours: dict[int, set[int]] = {}
        for factor in factors:
            for i in factor.scope:
                neighbours.setdefault(i, set()).update(factor.scope)
        size = [len(options) + 1 - self._first for options in self._tables.options]
        while neighbours:
            i = min(neighbours, key=lambda i: (math.prod(size[k] for k in neighbours[i]), i))
            scope = tuple(sorted(neighbours.pop(i)))
            if math.prod(size[k] for k in scope) > MOST_CELLS:
                raise TooDense
            together = np.zeros([size[k] for k in scope], np.int64)
            rest = []
            for factor in factors:
                if i in factor.scope:
                    together += factor.values.reshape([size[k] if k in factor.scope else 1 for k in scope])
                else:
                    rest.append(factor)
            axis = scope.index(i)
            others = scope[:axis] + scope[axis + 1 :]
            chosen.append((i, others, together.argmax(axis=axis)))
            best = together.max(axis=axis)
            if others:
                rest.append(_Factor(others, best))
                for k in others:
                    neighbours[k].update(others)
                    neighbours[k].discard(i)
            else:
                constant += int(best)
            factors = rest
        completion: dict[int, int] = {}
        for i, others, argmax in reversed(chosen):
            completion[i] = int(argmax[tuple(completion[k] - self._first for k in others)]) + self._first
        return Best(constant, completion)


PLACES = {approach: i for i, approach in enumerate(APPROACHES)}
"""Approach -> its place, the simplest first."""
