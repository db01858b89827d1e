"""Ordinal questions along which the recommendation leaves an approach and comes back to it, all else equal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from advisor.decision.auditing.space import Rows, Space
from advisor.decision.auditing.truth import Truth, told_apart
from advisor.decision.auditing.witness import smallest
from advisor.schema.audit import Scale, named
from advisor.stats.wilson import wilson_interval


def back_and_forth(space: Space, conditions: list[Truth], drawn: Rows) -> Iterator[Scale]:
    """For each ordinal question how often, with all other answers as drawn, its scale leads to and fro.

    With fewer than three options that any condition tells apart it cannot: what is recommended then changes at most
    once along the scale, if the options that are alike lie together.
    """
    for axis, question in enumerate(space.book.questions):
        if not question.ordinal:
            continue
        excluded = _excluded(told_apart(space, conditions, axis))
        along = np.column_stack([space.winners(_at(drawn, axis, k)) for k in range(1, len(space.values[axis]))])
        found = to_and_fro(along)
        count = int(found.sum())
        low, high = wilson_interval(count, len(drawn))

        def goes_back(row: Rows, axis: int = axis) -> bool:
            return bool(to_and_fro(np.array([_sequence(space, row, axis)]))[0])

        row = smallest(space, drawn[found], goes_back)
        yield Scale(
            question=question.id,
            found=count,
            draws=len(drawn),
            share=count / len(drawn),
            low=low,
            high=high,
            excluded=excluded,
            witness=None if row is None else space.witness(_at(row[None], axis, 0)[0]),
            along={} if row is None else dict(zip(space.values[axis][1:], _sequence(space, row, axis), strict=True)),
        )


def to_and_fro(along: np.ndarray) -> np.ndarray:
    """(n): whether in a row something stands, then something else, then the first again."""
    found = np.zeros(len(along), bool)
    for i, j, k in combinations(range(along.shape[1]), 3):
        found |= (along[:, i] == along[:, k]) & (along[:, i] != along[:, j])
    return found


def _excluded(classes: list[list[int]]) -> str:
    together = all(held == list(range(held[0], held[-1] + 1)) for held in classes)
    if len(classes) < 3 and together:
        return f"no condition tells more than {len(classes)} parts of the scale apart"
    return ""


def _at(rows: Rows, axis: int, place: int) -> Rows:
    moved = rows.copy()
    moved[:, axis] = place
    return moved


def _sequence(space: Space, row: Rows, axis: int) -> list[str]:
    return [named(space.approach(_at(row[None], axis, k)[0])) for k in range(1, len(space.values[axis]))]
