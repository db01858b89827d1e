"""Which items tell the variants apart, which tell nothing, and which point the wrong way.

Classical test theory (Lord and Novick 1968, Statistical Theories of Mental Test Scores): an item's difficulty is the
mean score of all variants on it; its corrected item-total correlation is that with the sum of the other items;
Cronbach's alpha (1951, Psychometrika 16, 297-334; KR-20 for pass/fail) = I/(I-1) (1 - Σ var(item) / var(total)). Items
on which the variants score alike share these numbers, so distinct score vectors with counts are enough.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ItemAnalysis:
    """Arrays of P, one entry a pattern; `discrimination` (the item-total correlation) is NaN where nothing varies.

    `dead_share` is the share of the items on which all variants score the same. `alpha` is None with fewer than two
    items or where the variants' totals do not vary.
    """

    difficulty: Floats
    discrimination: Floats
    is_dead: NDArray[np.bool_]
    dead_share: float
    alpha: float | None


def analyse_items(patterns: ArrayLike, counts: ArrayLike) -> ItemAnalysis:
    """The analysis from (P, K) distinct score vectors of K variants and how many items have each (P)."""
    rows, number = np.asarray(patterns, dtype=float), np.asarray(counts, dtype=float)
    items = float(number.sum())
    total = np.array([math.fsum(column) for column in (rows * number[:, None]).T.tolist()])
    dead = np.all(rows == rows[:, :1], axis=1)
    return ItemAnalysis(
        difficulty=rows.mean(axis=1),
        discrimination=_correlations(rows, total - rows),
        is_dead=dead,
        dead_share=float(number[dead].sum()) / items,
        alpha=_cronbach_alpha(rows, number, total, items),
    )


def _correlations(left: Floats, right: Floats) -> Floats:
    """Row by row; NaN where either side does not vary."""
    x, y = left - left.mean(axis=1, keepdims=True), right - right.mean(axis=1, keepdims=True)
    varies = (np.ptp(left, axis=1) > 0) & (np.ptp(right, axis=1) > 1e-12 * np.abs(right).max(axis=1))
    scale = np.sqrt((x**2).sum(axis=1) * (y**2).sum(axis=1))
    found = np.full(len(left), np.nan)
    np.divide((x * y).sum(axis=1), scale, out=found, where=varies)
    return found


def _cronbach_alpha(rows: Floats, counts: Floats, total: Floats, items: float) -> float | None:
    if items < 2 or len(total) < 2 or np.ptp(total) <= 1e-12 * np.abs(total).max():
        return None
    parts = float(counts @ rows.var(axis=1, ddof=1))
    return items / (items - 1) * (1 - parts / float(total.var(ddof=1)))
