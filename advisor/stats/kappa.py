"""Agreement of two graders beyond chance: Cohen's kappa, plain or weighted, with its standard error.

kappa = (Po - Pe)/(1 - Pe) with agreement weights w = 1 on the diagonal: Cohen 1960 and 1968; linear w = 1 -
|i-j|/(C-1), quadratic w = 1 - (i-j)²/(C-1)² for ordered labels. Standard error: Fleiss, Cohen and Everitt 1969,
Psychological Bulletin 72, 323-327. Kappa collapses when nearly everything passes; show `gwet_ac1` beside it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

Weights = Literal["none", "linear", "quadratic"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient of agreement (1 is perfect, 0 is chance) with its standard error over items."""

    value: float
    se: float | None

    def interval(self, level: float = 0.95) -> tuple[float, float] | None:
        """value ± z SE, not clipped; None where the error is unknown."""
        if self.se is None:
            return None
        half = float(ndtri((1 + level) / 2)) * self.se
        return self.value - half, self.value + half


def cohen_kappa(table: ArrayLike, weights: Weights = "none") -> Agreement | None:
    """Kappa from a (C, C) table of counts, ordered labels in order; None where chance alone agrees always."""
    counts = np.asarray(table, dtype=float)
    n, share = counts.sum(), counts / counts.sum()
    weight = _agreement_weights(len(counts), weights)
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    observed, chance = float((weight * share).sum()), float(rows @ weight @ columns)
    if chance >= 1 - 1e-12:
        return None
    kappa = (observed - chance) / (1 - chance)
    expected = (weight @ columns)[:, None] + (rows @ weight)[None, :]
    spread = float((share * (weight - expected * (1 - kappa)) ** 2).sum()) - (kappa - chance * (1 - kappa)) ** 2
    return Agreement(kappa, math.sqrt(max(spread, 0.0) / n) / (1 - chance))


def _agreement_weights(labels: int, weights: Weights) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    if weights == "none" or labels < 2:
        return np.eye(labels)
    apart = np.abs(np.subtract.outer(np.arange(labels), np.arange(labels))) / (labels - 1)
    return 1 - apart ** (1 if weights == "linear" else 2)
