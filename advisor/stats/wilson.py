"""Wilson's interval for a pass rate.

centre (p + z²/2n) / (1 + z²/n), half width z/(1 + z²/n) · sqrt(p(1-p)/n + z²/4n²): Wilson 1927 (Brown, Cai and
DasGupta 2001, Statistical Science 16, recommend it at every n). Never empty, also when all items pass.
`successes` may be a fraction (the sum of item means when items were repeated), which
`scipy.stats.binomtest` does not take; for whole numbers the two agree.
"""

from __future__ import annotations

import math
from statistics import NormalDist


def wilson_interval(successes: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Low and high end of the two-sided interval, inside [0, 1]; `n` is above 0, and may be an effective number."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    rate = successes / n
    shrink = 1 + z * z / n
    centre = (rate + z * z / (2 * n)) / shrink
    half = z / shrink * math.sqrt(max(rate * (1 - rate), 0.0) / n + z * z / (4 * n * n))
    # At the ends the formula gives exactly 0 or 1; rounding must not leave 1e-17 there.
    low = 0.0 if successes <= 0 else max(centre - half, 0.0)
    high = 1.0 if successes >= n else min(centre + half, 1.0)
    return low, high
