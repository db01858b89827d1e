"""Student's t interval for a mean, and the probability that the mean reaches a target.

mean ± t(n-1) · s/sqrt(n): Student 1908; for evals Miller 2024 (arXiv 2411.00640). Made for graded scores: for
pass/fail below a few hundred items it is too narrow (Bowyer et al. 2025, arXiv 2503.01747), use `wilson`.
"""

from __future__ import annotations

from collections.abc import Sequence

from scipy.special import stdtr, stdtrit

from advisor.stats.moments import Moments, moments_of


def mean_interval(values: Sequence[float], level: float = 0.95) -> tuple[float, float] | None:
    """Low and high end; None with fewer than two values. Not clipped to the scale of the score."""
    return moments_interval(moments_of(values), level)


def moments_interval(moments: Moments, level: float = 0.95) -> tuple[float, float] | None:
    """The same interval from the number, mean and variance of the values."""
    if moments.se is None:
        return None
    half = float(stdtrit(moments.n - 1, (1 + level) / 2)) * moments.se
    return moments.mean - half, moments.mean + half


def p_mean_at_least(values: Sequence[float], target: float) -> float | None:
    """P(true mean >= target) by the t distribution (flat prior); None where the values show no spread."""
    return p_moments_at_least(moments_of(values), target)


def p_moments_at_least(moments: Moments, target: float) -> float | None:
    """The same probability from the number, mean and variance of the values."""
    if not moments.se:
        return None
    return float(stdtr(moments.n - 1, (moments.mean - target) / moments.se))
