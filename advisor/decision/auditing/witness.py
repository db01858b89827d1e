"""Answer sets cut down to what matters: every answer and every result that is not needed is taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from advisor.decision.auditing.space import Rows, Space

Claim = Callable[[Rows], bool]
"""What is to stay true of a row; asked of the engine itself."""

_TRIED = 50


def smallest(space: Space, rows: Rows, claim: Claim) -> Rows | None:
    """One row of which the claim is true and which loses it with any single answer more taken out; None if none is.

    Of the given rows those with the fewest results and answers are tried first.
    """
    for row in rows[np.lexsort(_sizes(space, rows))][:_TRIED]:
        if claim(row):
            return _cut(space, row, claim)
    return None


def _sizes(space: Space, rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    known = (rows[:, : space.asked] > 0).sum(axis=1)
    return known, (rows[:, space.asked :] != space.results[0]).sum(axis=1)


def _cut(space: Space, row: Rows, claim: Claim) -> Rows:
    default = space.results[0]
    if (row[space.asked :] != default).any():
        within = space.results[((space.results == row[space.asked :]) | (space.results == default)).all(axis=1)]
        costs = [axis - space.asked for axis in space.costs]
        within[:, costs] = row[space.costs]
        row = _first(row, ([*row[: space.asked], *results] for results in within), claim)
    nothing = [0] * space.asked + default.tolist()
    before = None
    while before is None or (before != row).any():
        before = row
        for axis in (*space.costs, *range(space.asked)):
            if row[axis] != nothing[axis]:
                row = _first(row, [[*row[:axis], nothing[axis], *row[axis + 1 :]]], claim)
    return row


def _first(row: Rows, others: Iterable[list[int]], claim: Claim) -> Rows:
    """The first of these rows of which the claim is true, else the row itself."""
    found = (np.array(other, np.int8) for other in others)
    return next((other for other in found if claim(other)), row)
