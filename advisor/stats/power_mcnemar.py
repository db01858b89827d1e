"""How many items show a difference of two pass rates, and the smallest difference that a number of items shows.

n = (z(1-alpha/2) sqrt(psi) + z(power) sqrt(psi - D²))² / D²: Connor 1987, Biometrics 43, 207-211; psi is the share of
items that only one of the two passes, D the difference of the pass rates, which cannot be larger than psi. The exact
power of the mid-p test sums over the number of such items and over who passed them.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import brentq
from scipy.special import bdtr, gammaln, ndtri, xlogy


def items_for_difference(discordant: float, difference: float, alpha: float = 0.05, power: float = 0.8) -> float:
    """Items needed, not rounded. Raises ValueError where the difference is 0 or above the discordant share."""
    if not 0 < abs(difference) <= discordant:
        raise ValueError(f"a difference of {difference} cannot come from a discordant share of {discordant}")
    far = float(ndtri(1 - alpha / 2)) * math.sqrt(discordant)
    return (far + float(ndtri(power)) * math.sqrt(discordant - difference**2)) ** 2 / difference**2


def detectable_rate_difference(discordant: float, n: float, alpha: float = 0.05, power: float = 0.8) -> float | None:
    """The smallest difference of pass rates that n items show; None where even all discordant items on one side are
    too few."""
    if discordant <= 0 or items_for_difference(discordant, discordant, alpha, power) > n:
        return None
    return float(brentq(lambda d: items_for_difference(discordant, d, alpha, power) - n, 1e-9, discordant, xtol=1e-12))


def mid_p_power(n: int, discordant: float, difference: float, alpha: float = 0.05) -> float:
    """The exact chance that McNemar's mid-p test on n items gives at most alpha."""
    toward = (discordant + difference) / 2 / discordant
    spread = 10 * math.sqrt(n * discordant * (1 - discordant)) + 10  # beyond ten standard deviations lies nothing
    first, last = max(0, math.floor(n * discordant - spread)), min(n, math.ceil(n * discordant + spread))
    total = 0.0
    for pairs in range(first, last + 1):
        fewer = _most_fewer(pairs, alpha)
        if fewer is not None:
            reached = float(bdtr(fewer, pairs, toward)) + float(bdtr(fewer, pairs, 1 - toward))
            total += _binomial(pairs, n, discordant) * reached
    return total


def _most_fewer(pairs: int, alpha: float) -> int | None:
    """The largest smaller count whose mid-p-value is at most alpha; None where there is none."""
    fewer = np.arange((pairs + 1) // 2)  # an even split never counts
    choose = gammaln(pairs + 1) - gammaln(fewer + 1) - gammaln(pairs - fewer + 1)
    p_values = 2 * bdtr(fewer, pairs, 0.5) - np.exp(choose - pairs * math.log(2))
    reached = int(np.searchsorted(p_values, alpha, side="right"))
    return reached - 1 if reached else None


def _binomial(k: int, n: int, p: float) -> float:
    choose = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return math.exp(float(choose + xlogy(k, p) + xlogy(n - k, 1 - p)))
