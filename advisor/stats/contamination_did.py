"""Did a tuned model gain more on the test items that its training data had seen?

Difference in differences: the mean gain (tuned minus base) on overlapping items minus that on clean ones, by the test
of Welch 1947, Biometrika 34, 28-35.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import stdtr, stdtrit

from advisor.stats.moments import Moments


@dataclass(frozen=True, slots=True)
class GainDifference:
    """`difference` in score units with its interval; `t`, `degrees` and the two-sided `p`."""

    difference: float
    interval: tuple[float, float]
    t: float
    degrees: float
    p: float


def gain_difference(overlapping: Moments, clean: Moments, level: float = 0.95) -> GainDifference | None:
    """The test from the moments of the item gains of both groups; None with fewer than two items or no spread."""
    if overlapping.se is None or clean.se is None or not overlapping.se + clean.se:
        return None
    one, other = overlapping.se**2, clean.se**2
    error = math.sqrt(one + other)
    degrees = (one + other) ** 2 / (one**2 / (overlapping.n - 1) + other**2 / (clean.n - 1))
    difference = overlapping.mean - clean.mean
    half = float(stdtrit(degrees, (1 + level) / 2)) * error
    t = difference / error
    return GainDifference(
        difference, (difference - half, difference + half), t, degrees, 2 * float(stdtr(degrees, -abs(t)))
    )
