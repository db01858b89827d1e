"""Rules packed into a few tables over questions that they read together.

A cell of a table holds what its rules add, packed into lanes of one whole number: their points for each approach, and
a one where any of them supports it, rules it out or settles it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.decision.ranking import UNIT
from advisor.decision.rule_tables import RuleTable, RuleTables
from advisor.decision.sharing import shared_scopes
from advisor.schema.words import APPROACHES

_WORD = 63

_NAMES = [(name, i) for name in ("points", "supports", "rules_out", "settles") for i in range(len(APPROACHES))]


class Lane(NamedTuple):
    """Where a sum stands: in which word, from which bit, how wide, and what is to be added to it."""

    word: int
    shift: int
    width: int
    offset: int


class Joint(NamedTuple):
    """A table over some questions."""

    columns: tuple[int, ...]
    strides: tuple[int, ...]
    words: tuple[tuple[int, NDArray[np.int64]], ...]


class JointTables:
    """The rules that weigh, as joint tables."""

    def __init__(self, tables: RuleTables) -> None:
        weighing = [table for table in tables.tables if table.weighs]
        self.unit = math.gcd(tables.lead, *tables.priors, *(one for table in weighing for one in table.points)) or UNIT
        """Of points and priors, in billionths."""
        self.sizes = tuple(len(options) + 1 for options in tables.options)
        held = _grouped(weighing, self.sizes)
        sums = [{name: self._cells(scope, rules, *name) for name in _NAMES} for scope, rules in held]
        self.lanes, self.words = self._lay_out(sums, tables.priors)
        self.joints = [self._join(scope, cells) for (scope, _), cells in zip(held, sums, strict=True)]
        self.most_cells = max((math.prod([self.sizes[k] for k in scope]) for scope, _ in held), default=1)

    def _cells(self, scope: Sequence[int], rules: Sequence[RuleTable], name: str, i: int) -> NDArray[np.int64]:
        """What the rules add to one sum in each cell: points, or whether any of them says that of the approach."""
        cells = np.zeros([self.sizes[k] for k in scope], np.int64)
        for rule in rules:
            view = tuple(slice(None) if k in rule.questions else None for k in scope)
            if name == "points":
                cells += rule.fires[view] * np.int64(rule.points[i] // self.unit)
            elif getattr(rule, name)[i]:
                cells |= (rule.acts if name == "settles" else rule.fires)[view]
        return cells.ravel()

    def _lay_out(
        self, sums: Sequence[dict[tuple[str, int], NDArray[np.int64]]], priors: Sequence[int]
    ) -> tuple[dict[tuple[str, int], Lane], int]:
        """A lane for each sum that is not always 0, wide enough for its range, in as few words as it takes."""
        lanes: dict[tuple[str, int], Lane] = {}
        word, shift = 0, 0
        for name in _NAMES:
            least = sum(int(each[name].min()) for each in sums)
            most = sum(int(each[name].max()) for each in sums)
            if most == least == 0 and name[0] != "points":
                continue
            width = max(1, (most - least).bit_length())
            if shift + width > _WORD:
                word, shift = word + 1, 0
            prior = priors[name[1]] // self.unit if name[0] == "points" else 0
            lanes[name] = Lane(word, shift, width, prior + least)
            shift += width
        return lanes, word + 1

    def _join(self, scope: tuple[int, ...], cells: dict[tuple[str, int], NDArray[np.int64]]) -> Joint:
        packed = [np.zeros(len(next(iter(cells.values()))), np.int64) for _ in range(self.words)]
        for name, lane in self.lanes.items():
            packed[lane.word] += (cells[name] - cells[name].min()) << lane.shift
        strides = [math.prod([self.sizes[k] for k in scope[at + 1 :]]) for at in range(len(scope))]
        return Joint(
            tuple(reversed(scope)),
            tuple(reversed(strides)),
            tuple((k, word) for k, word in enumerate(packed) if word.any()),
        )


def _grouped(rules: Sequence[RuleTable], sizes: Sequence[int]) -> list[tuple[tuple[int, ...], list[RuleTable]]]:
    """Few sets of questions, each with the rules that read no other; every rule once."""
    scopes = shared_scopes([rule.questions for rule in rules], sizes)
    found: list[tuple[tuple[int, ...], list[RuleTable]]] = [(scope, []) for scope in scopes]
    for rule in rules:
        next(held for scope, held in found if {*rule.questions} <= {*scope}).append(rule)
    return found
