"""The mean difference of two graded scores on the same items, with its t interval and p-value.

d_i = a_i - b_i, mean(d) ± t(n-1) · s_d/sqrt(n); SE² = SE_A² + SE_B² - 2 r SE_A SE_B, which is why pairing
narrows the bar: Miller 2024 (arXiv 2411.00640); the same as `scipy.stats.ttest_rel`. Where the differences come
as `Moments`, their interval is `moments_interval`.
"""

from __future__ import annotations

from collections.abc import Sequence

from scipy.special import stdtr

from advisor.stats.mean_interval import mean_interval
from advisor.stats.moments import Moments, moments_of


def paired_differences(a: Sequence[float], b: Sequence[float]) -> list[float]:
    """a_i - b_i, item by item."""
    return [left - right for left, right in zip(a, b, strict=True)]


def paired_interval(a: Sequence[float], b: Sequence[float], level: float = 0.95) -> tuple[float, float] | None:
    """Low and high end for mean(a) - mean(b); None with fewer than two items."""
    return mean_interval(paired_differences(a, b), level)


def paired_t_p(a: Sequence[float], b: Sequence[float]) -> float | None:
    """The two-sided p-value of no difference; None where the differences show no spread."""
    return moments_t_p(moments_of(paired_differences(a, b)))


def moments_t_p(differences: Moments) -> float | None:
    """The same p-value from the number, mean and variance of the differences."""
    if not differences.se:
        return None
    return float(2 * stdtr(differences.n - 1, -abs(differences.mean / differences.se)))
