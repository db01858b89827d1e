"""How many items show a difference of two variants' means, and the smallest difference that a number of items shows.

n = (z(1-alpha/2) + z(power))² (omega² + s_A²/K_A + s_B²/K_B) / delta²: Miller 2024 (arXiv 2411.00640), omega² the
variance of the items' true differences, s² the variance of one variant's score when an item is run again, K the runs an
item.
"""

from __future__ import annotations

import math

from scipy.special import ndtri


def paired_variance(
    between: float, within_a: float = 0.0, within_b: float = 0.0, epochs_a: float = 1, epochs_b: float = 1
) -> float:
    """The variance of an observed item difference: omega² + s_A²/K_A + s_B²/K_B."""
    return between + within_a / epochs_a + within_b / epochs_b


def items_to_detect(variance: float, difference: float, alpha: float = 0.05, power: float = 0.8) -> float:
    """Items needed to show the difference, not rounded; `variance` is that of the item differences."""
    return _z(alpha, power) ** 2 * variance / difference / difference


def detectable_difference(variance: float, n: float, alpha: float = 0.05, power: float = 0.8) -> float:
    """The smallest difference of means (score units) that n items show with that power."""
    return _z(alpha, power) * math.sqrt(variance / n)


def _z(alpha: float, power: float) -> float:
    return float(ndtri(1 - alpha / 2)) + float(ndtri(power))
