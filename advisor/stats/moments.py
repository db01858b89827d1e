"""What a mean and its error bar need to know of many values: how many, their mean and their variance.

The sufficient numbers of Student 1908 and of Miller 2024 (arXiv 2411.00640). They may come from a database that
grouped the values; made here, the sums are exact (`math.fsum`), so the order of the values never matters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from advisor.stats.standard_error import mean, standard_deviation

ROUNDING = 1e-13
"""Values this near to each other, relative to the numbers they were worked out from, differ by rounding only."""


@dataclass(frozen=True, slots=True)
class Moments:
    """`n` values with their mean and sample variance (ddof 1, score units squared; None with fewer than two)."""

    n: int
    mean: float
    variance: float | None

    @property
    def se(self) -> float | None:
        """The standard error of the mean, s / sqrt(n); None with fewer than two values."""
        return None if self.variance is None else math.sqrt(self.variance / self.n)


def moments_of(values: Sequence[float]) -> Moments:
    """The moments of at least one value."""
    return Moments(len(values), mean(values), standard_deviation(values) ** 2 if len(values) > 1 else None)


def moments_of_counts(values: ArrayLike, counts: ArrayLike, size: float | None = None) -> Moments:
    """The moments of values that each occur `counts` times: two arrays of one length, one value or more in all.

    `size`: the largest of the numbers that the values were worked out from, such as scores whose differences they are;
    0.9 - 0.8 and 0.3 - 0.2 are the same difference, although their last digits are not.
    """
    number = np.asarray(counts, dtype=float)
    value = np.asarray(values, dtype=float)[number > 0]
    number = number[number > 0]
    rounding = ROUNDING * (float(np.abs(value).max()) if size is None else size)
    if np.ptp(value) <= rounding:
        value = np.full_like(value, value[0])
    n = round(math.fsum(number.tolist()))
    # Equal values must give exactly that value, as `mean` does.
    centre = float(value[0]) if np.all(value == value[0]) else math.fsum((value * number).tolist()) / n
    variance = math.fsum((number * (value - centre) ** 2).tolist()) / (n - 1) if n > 1 else None
    return Moments(n, centre if abs(centre) > rounding else 0.0, variance)
