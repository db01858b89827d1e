"""Which variants are shown to be within a margin of the best, without having to say which one is the best.

A variant is good enough when it is worse than none by the margin or more: the intersection-union test of Berger 1982
(Technometrics 24, 295-300) takes the largest of its one-sided p-values against the others; over the variants Holm 1979
keeps any false claim rare. Since no "best" is picked first, a lucky winner does not enter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from advisor.stats.holm import holm_adjust


@dataclass(frozen=True, slots=True)
class GoodEnough:
    """One entry a variant. The p-values are None where a comparison is missing; such a variant does not pass."""

    p_iut: tuple[float | None, ...]
    p_holm: tuple[float | None, ...]
    passes: tuple[bool, ...]


def good_enough(p_values: ArrayLike, alpha: float = 0.05) -> GoodEnough:
    """The verdicts from a K x K matrix: p[i, j] is the one-sided p-value of H0: theta_i - theta_j <= -margin.

    The diagonal is not read. NaN (or None) stands for a comparison that could not be made; it still counts among the
    hypotheses of Holm's adjustment, as p = 1. A variant on its own has nothing to be compared with and does not pass.
    """
    matrix = np.array(p_values, dtype=float)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"the p-values must be a square matrix, here the shape is {matrix.shape}")
    if len(matrix) < 2:
        return GoodEnough((None,) * len(matrix), (None,) * len(matrix), (False,) * len(matrix))
    np.fill_diagonal(matrix, 0.0)
    worst = matrix.max(axis=1)  # NaN spreads
    known = ~np.isnan(worst)
    adjusted = holm_adjust(np.where(known, worst, 1.0).tolist())
    return GoodEnough(
        p_iut=tuple(float(p) if is_known else None for p, is_known in zip(worst, known, strict=True)),
        p_holm=tuple(p if is_known else None for p, is_known in zip(adjusted, known, strict=True)),
        passes=tuple(bool(is_known) and p < alpha for p, is_known in zip(adjusted, known, strict=True)),
    )
