"""How often the fixed part of a prompt is found in the provider's cache, and when writing it there pays.

Requests come at random (a Poisson process) and each use keeps the entry alive for its time to live, so a request finds
it when the one before came within that time: h = 1 - exp(-requests per minute * minutes).
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

MINUTES_A_MONTH: Final = 30 * 24 * 60


def cache_hit_rate(requests_per_minute: ArrayLike, minutes: float) -> NDArray[np.float64]:
    """The share of requests that find the entry, from 0 to 1."""
    return -np.expm1(-np.asarray(requests_per_minute, dtype=float) * minutes)


def monthly_hit_rate(requests_a_month: ArrayLike, minutes: float) -> NDArray[np.float64]:
    """The same for evenly spread requests a month of 30 days."""
    return cache_hit_rate(np.asarray(requests_a_month, dtype=float) / MINUTES_A_MONTH, minutes)


def reads_to_pay(write_multiplier: float, read_multiplier: float) -> tuple[float, int]:
    """After how many reads a cache write costs as much as no cache, and the first whole number that gains.

    Multipliers are of the input price: w + N r < 1 + N. Raises ValueError where reads are not cheaper.
    """
    if not read_multiplier < 1:
        raise ValueError("`read_multiplier` must be below 1: reading from this cache saves nothing.")
    exact = max(0.0, (write_multiplier - 1) / (1 - read_multiplier))
    return exact, max(1, math.floor(exact) + 1)
