"""How much of the spread comes from the items, and how much from running the same item again.

One-way random effects (Shrout and Fleiss 1979, Psychological Bulletin 86, 420-428): within = mean over the items of the
variance across repeats (ddof 1); between = variance of the item means - within/K, not below 0; ICC(1) = between /
(between + within). The standard error of the mean is s(item means)/sqrt(I): Miller 2024 (arXiv 2411.00640). Where items
have different numbers of repeats, 1/K is the mean of 1/K_i over the items.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Repeats:
    """Variances in score units squared; `inverse_epochs` is the mean of 1/K. None where the data cannot tell.

    `item_mean_variance` (ddof 1) needs two items, `within` one item that was run twice.
    """

    items: int
    mean: float
    item_mean_variance: float | None
    within: float | None
    inverse_epochs: float

    @property
    def between(self) -> float | None:
        """The variance of the items' true means."""
        if self.item_mean_variance is None or self.within is None:
            return None
        return max(self.item_mean_variance - self.within * self.inverse_epochs, 0.0)

    @property
    def icc(self) -> float | None:
        """The intraclass correlation ICC(1) of two runs of one item; None where nothing varies."""
        if self.between is None or self.within is None or not self.between + self.within:
            return None
        return self.between / (self.between + self.within)

    @property
    def se(self) -> float | None:
        """The standard error of the mean over items."""
        return None if self.item_mean_variance is None else math.sqrt(self.item_mean_variance / self.items)

    @property
    def flip_rate(self) -> float | None:
        """How often two runs of one pass/fail item disagree: the mean of 2K/(K-1) p(1-p), which is 2 within."""
        return None if self.within is None else 2 * self.within

    @property
    def noise_share(self) -> float | None:
        """The share of the variance of the mean that comes from resampling, at most 1; None where nothing varies."""
        if self.within is None or not self.item_mean_variance:
            return None
        return min(self.within * self.inverse_epochs / self.item_mean_variance, 1.0)


def measure_repeats(counts: ArrayLike, sums: ArrayLike, squares: ArrayLike) -> Repeats:
    """The variances from each item's number of runs, sum of scores and sum of squared scores (three arrays of I)."""
    runs, total, square = (np.asarray(each, dtype=float) for each in (counts, sums, squares))
    means = total / runs
    again = runs > 1
    # Squared scores minus the square of their mean can fall a rounding below 0.
    spread = np.maximum(square[again] - total[again] * means[again], 0.0) / (runs[again] - 1)
    spread[spread <= 1e-14 * (square[again] / runs[again])] = 0.0
    return Repeats(
        items=len(runs),
        mean=math.fsum(means.tolist()) / len(runs),
        item_mean_variance=_variance(np.sort(means)) if len(runs) > 1 else None,
        within=math.fsum(spread.tolist()) / len(spread) if len(spread) else None,
        inverse_epochs=float(np.mean(1 / np.sort(runs))),
    )


def _variance(ordered: NDArray[np.float64]) -> float:
    """The sample variance; 0 where sorted values differ by their rounding only."""
    if ordered[-1] - ordered[0] <= 1e-14 * max(abs(ordered[0]), abs(ordered[-1])):
        return 0.0
    return float(np.var(ordered, ddof=1))
