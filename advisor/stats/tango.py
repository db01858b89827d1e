"""Tango's score interval for the difference of two pass rates on the same items.

The interval is {D : |T(D)| <= z}, with b items that only A passed, c that only B passed, n in all: T(D) = (b -
c - nD) / sqrt(n (2 p01 + D(1-D))), p01 = (sqrt(B² - 4AC) - B) / 2A, A = 2n, B = -b - c + (2n - b + c) D, C = -c
D (1-D). Tango 1998, Statistics in Medicine 17, 891-908. Works when b or c is 0; b = c = 0 gives ± z²/(n + z²).
Its coverage holds from about 20 items, where the Wald and t intervals fail.
"""

from __future__ import annotations

import math

from scipy.optimize import brentq
from scipy.special import ndtri


def score_statistic(only_a: int, only_b: int, n: int, difference: float) -> float:
    """T(D): how many standard errors the data lie above the hypothesised difference D of A minus B."""
    a = 2 * n
    b = -only_a - only_b + (2 * n - only_a + only_b) * difference
    c = -only_b * difference * (1 - difference)
    p01 = (math.sqrt(max(b * b - 4 * a * c, 0.0)) - b) / (2 * a)
    variance = n * (2 * p01 + difference * (1 - difference))
    return (only_a - only_b - n * difference) / math.sqrt(max(variance, 1e-300))


def tango_interval(only_a: int, only_b: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Low and high end for rate of A minus rate of B, inside [-1, 1]."""
    if only_a < only_b:  # solved one way round, mirrored the other, so that swapping A and B mirrors to the last digit
        low, high = tango_interval(only_b, only_a, n, level)
        return -high, -low
    z = float(ndtri((1 + level) / 2))
    if only_a == only_b:
        high = _root(only_a, only_b, n, -z)
        return -high, high
    return _root(only_a, only_b, n, z), _root(only_a, only_b, n, -z)


def _root(only_a: int, only_b: int, n: int, z: float) -> float:
    """The D at which T(D) = z; T falls in D, so it lies below the estimate for z > 0 and above for z < 0."""
    estimate = (only_a - only_b) / n
    edge = -1.0 if z > 0 else 1.0
    inner = edge + (1e-12 if z > 0 else -1e-12)

    def gap(difference: float) -> float:
        return score_statistic(only_a, only_b, n, difference) - z

    if abs(estimate) >= 1 and estimate == edge:
        return edge
    if gap(inner) * z <= 0:  # the bound lies outside what a difference can be
        return edge
    start = min(max(estimate, -1 + 1e-12), 1 - 1e-12)
    return float(brentq(gap, start, inner, xtol=1e-13, rtol=1e-13))
