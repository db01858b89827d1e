"""How many items the paired t-test needs when there are few of them and t is not yet normal.

Power = P(|T| > t(n-1)) with T noncentral t of n - 1 degrees of freedom and noncentrality d sqrt(n): Cohen 1988,
Statistical Power Analysis for the Behavioral Sciences, chapter 2; d is the difference over the standard deviation of
the item differences.
"""

from __future__ import annotations

import math

from scipy.optimize import brentq
from scipy.special import nctdtr, stdtrit


def t_test_power(effect: float, n: float, alpha: float = 0.05) -> float:
    """The power of the two-sided test with n items (may be a fraction, above 1)."""
    far = float(stdtrit(n - 1, 1 - alpha / 2))
    shift = abs(effect) * math.sqrt(n)
    return float(1 - nctdtr(n - 1, shift, far) + nctdtr(n - 1, shift, -far))


def items_for_t_test(effect: float, alpha: float = 0.05, power: float = 0.8) -> float:
    """Items needed for that power, not rounded, at least 2; `effect` is Cohen's d, not 0."""
    if t_test_power(effect, 2.0, alpha) >= power:
        return 2.0
    most = 4.0
    while t_test_power(effect, most, alpha) < power:
        most *= 2
    return float(brentq(lambda n: t_test_power(effect, n, alpha) - power, 2.0, most, xtol=1e-8))
