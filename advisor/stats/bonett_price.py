"""A closed interval for the difference of two pass rates on the same items.

With b items that only A passed and c that only B passed: p12 = (b+1)/(n+2), p21 = (c+1)/(n+2), d = p12 - p21, d ± z
sqrt((p12 + p21 - d²)/(n+2)): Bonett and Price 2012, Journal of Educational and Behavioral Statistics 37, 479-488. Wider
than `tango`; for places where no root can be sought, such as a database query.
"""

from __future__ import annotations

import math

from scipy.special import ndtri


def bonett_price_interval(only_a: int, only_b: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Low and high end for rate of A minus rate of B, inside [-1, 1]."""
    p12, p21 = (only_a + 1) / (n + 2), (only_b + 1) / (n + 2)
    centre = p12 - p21
    half = float(ndtri((1 + level) / 2)) * math.sqrt((p12 + p21 - centre**2) / (n + 2))
    return max(centre - half, -1.0), min(centre + half, 1.0)
