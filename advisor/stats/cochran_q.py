"""Do three or more variants pass the same items equally often? Cochran's Q.

Q = (K-1) (K Σ C_k² - (Σ C_k)²) / (K Σ R_i - Σ R_i²), C_k the passes of variant k, R_i the variants that passed item i;
chi-square with K - 1 degrees of freedom: Cochran 1950, Biometrika 37, 256-266.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc


@dataclass(frozen=True, slots=True)
class CochranQ:
    """The statistic, its degrees of freedom and its p-value."""

    q: float
    degrees: int
    p: float


def cochran_q(patterns: ArrayLike, counts: ArrayLike) -> CochranQ | None:
    """The test from (P, K) distinct vectors of 0 and 1 and how many items have each; None where no item tells."""
    rows, number = np.asarray(patterns, dtype=float), np.asarray(counts, dtype=float)
    variants = rows.shape[1]
    passes, passed = number @ rows, rows.sum(axis=1)
    below = variants * float(number @ passed) - float(number @ passed**2)
    if below <= 0:
        return None
    q = (variants - 1) * (variants * float(passes @ passes) - float(passes.sum()) ** 2) / below
    return CochranQ(q, variants - 1, float(chdtrc(variants - 1, q)))
