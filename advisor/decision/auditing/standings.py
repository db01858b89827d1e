"""What many answer sets recommend with and without one rule: sums and counts a row, from which a rule is taken off.

The ranking is that of `ranking.rank`, written for rows of counts so that leaving a rule out is one subtraction.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.decision.auditing.space import Rows, Space
from advisor.decision.rule_tables import RuleTable
from advisor.schema.words import APPROACHES

Counts = NDArray[np.int64]

_BLOCK = 8192
_LOWEST = np.int64(-(2**62))


class Standings(NamedTuple):
    """(n, 4) each: how the approaches stand in rows of answers."""

    scores: Counts
    """In billionths of log-odds, before what is not supported is held down."""
    supports: Counts
    """How many rules support each approach; and so on."""
    vetoes: Counts
    stops: Counts

    def without(self, table: RuleTable) -> Standings:
        """The same rows with a rule taken out that acts and fires in all of them."""
        return Standings(
            self.scores - np.array(table.points),
            self.supports - np.array(table.supports, np.int64),
            self.vetoes - np.array(table.rules_out, np.int64),
            self.stops - np.array(table.settles, np.int64),
        )

    def at(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> Standings:
        """Some of the rows."""
        return Standings(*(part[rows] for part in self))

    def winners(self) -> NDArray[np.int64]:
        """(n): the recommended approach as its place; -1 where every approach is ruled out."""
        left = self.vetoes == 0
        simplest = left.argmax(axis=1)[:, None]
        top = np.take_along_axis(self.scores, simplest, axis=1)
        held_down = np.where(self.supports > 0, self.scores, np.minimum(self.scores, top))
        scores = np.where(left, held_down, _LOWEST)
        settled = left & (self.stops > 0)
        # one that is settled leads by at least `settled_lead`, which is above 0
        among = np.where(settled.any(axis=1, keepdims=True), np.where(settled, scores, _LOWEST), scores)
        return np.where(left.any(axis=1), among.argmax(axis=1), -1)

    def leads(self) -> NDArray[np.int64]:
        """(n): how far the first stands before the next in score; 0 where fewer than two are left."""
        scores = np.sort(np.where(self.vetoes == 0, self.scores, _LOWEST), axis=1)
        return np.where(scores[:, -2] == _LOWEST, 0, scores[:, -1] - scores[:, -2])


def standings(space: Space, rows: Rows) -> Standings:
    """How the approaches stand in these rows."""
    n, rules = len(APPROACHES), len(space.rules)
    effects = np.zeros((4, rules, n))
    for table in space.tables.tables:
        effects[:, table.place] = table.points, table.supports, table.rules_out, table.settles
    parts = [np.zeros((len(rows), n), np.int64) for _ in range(4)]
    says = np.concatenate(list(effects[:3]), axis=1)
    for start in range(0, len(rows), _BLOCK):
        block = slice(start, start + _BLOCK)
        sums = (space.fired(rows[block]).astype(np.float64) @ says).astype(np.int64)  # exact below 2**53
        for k in range(3):
            parts[k][block] = sums[:, k * n : (k + 1) * n]
        parts[3][block] = (space.acted(rows[block]).astype(np.float64) @ effects[3]).astype(np.int64)
    return Standings(parts[0] + np.array(space.tables.priors), *parts[1:])
