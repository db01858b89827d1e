"""The mean that humans would have found, from few human labels and many of a judge: PPI++.

m = lambda mean(judge, unlabelled) + mean(human - lambda judge), lambda = clip(cov(human, judge) / ((1 + n/N)
var(judge)), 0, 1), SE² = lambda² var(judge, unlabelled)/N + var(human - lambda judge)/n: Angelopoulos, Duchi and Zrnic
2023 (arXiv 2311.01453). Variances ddof 0, that of the judge over all items ddof 1, as in the authors' code. For the
difference of two variants give differences. Needs at least 15 human labels of the rarer class; below that it covers too
little.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from advisor.stats.moments import Moments

LEAST_OF_RARER_CLASS = 15


@dataclass(frozen=True, slots=True)
class CorrectedMean:
    """`tuning` is lambda: 0 uses the human labels only, 1 trusts the judge's share of the spread in full."""

    mean: float
    se: float
    tuning: float

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """mean ± z SE, not clipped to the scale."""
        half = float(ndtri((1 + level) / 2)) * self.se
        return self.mean - half, self.mean + half


def ppi_mean(human: ArrayLike, judge: ArrayLike, unlabelled: Moments, tuning: float | None = None) -> CorrectedMean:
    """The corrected mean from both scores of n labelled items (two or more) and the judge's on N unlabelled ones.

    `tuning` is found from the data unless given.
    """
    y, f = np.asarray(human, dtype=float), np.asarray(judge, dtype=float)
    n, many = len(y), unlabelled.n
    squares = (unlabelled.variance or 0.0) * (many - 1)
    if tuning is None:
        apart = n * many / (n + many) * (float(f.mean()) - unlabelled.mean) ** 2
        pooled = (float(f.var()) * n + squares + apart) / (n + many - 1)
        shared = float(np.mean((y - y.mean()) * (f - f.mean())))
        tuning = min(max(shared / ((1 + n / many) * pooled), 0.0), 1.0) if pooled else 0.0
    rest = y - tuning * f
    return CorrectedMean(
        mean=tuning * unlabelled.mean + float(rest.mean()),
        se=math.sqrt(tuning**2 * squares / many / many + float(rest.var()) / n),
        tuning=tuning,
    )
