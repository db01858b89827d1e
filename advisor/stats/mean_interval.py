"""Student's t interval for a mean, and the probability that the mean reaches a target.

mean ± t(n-1) · s/sqrt(n): Student 1908; for evals Miller 2024 (arXiv 2411.00640). Made for graded scores: for
pass/fail below a few hundred items it is too narrow (Bowyer et al. 2025, arXiv 2503.01747), use `wilson`.
"""

from __future__ import annotations

from collections.abc import Sequence

from scipy.special import stdtr, stdtrit

from advisor.stats.standard_error import mean, standard_error


def mean_interval(values: Sequence[float], level: float = 0.95) -> tuple[float, float] | None:
    """Low and high end; None with fewer than two values. Not clipped to the scale of the score."""
    error = standard_error(values)
    if error is None:
        return None
    half = float(stdtrit(len(values) - 1, (1 + level) / 2)) * error
    centre = mean(values)
    return centre - half, centre + half


def p_mean_at_least(values: Sequence[float], target: float) -> float | None:
    """P(true mean >= target) by the t distribution (flat prior); None where the values show no spread."""
    error = standard_error(values)
    if not error:
        return None
    return float(stdtr(len(values) - 1, (mean(values) - target) / error))
