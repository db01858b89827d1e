"""How many times to run each item, when a new item costs more than a run.

K* = sqrt(within/between · cost of a new item / cost of a run) minimises (between + within/K)(cost_item + K cost_run),
the variance times the price: Cochran 1977, Sampling Techniques, section 10.6 (two-stage sampling).
"""

from __future__ import annotations

import math


def optimal_epochs(within: float, between: float, cost_per_item: float, cost_per_run: float) -> float:
    """K*, not rounded: use the nearest whole number, at least 1. Infinite where items do not differ or runs are free.

    `within` and `between` are variances as in `repeats`; both costs in one currency.
    """
    if within == 0 or cost_per_item == 0:
        return 0.0
    if between == 0 or cost_per_run == 0:
        return math.inf
    return math.sqrt(within / between * cost_per_item / cost_per_run)
