"""Numbers that are the same wherever they were added up.

Sums of fractions depend on the order of the rows in the last of their sixteen digits, and a parallel engine promises
none; twelve digits hold everywhere.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def steady(value: float) -> float:
    """The number to twelve significant digits."""
    return float(f"{value:.12g}") if math.isfinite(value) else value


def steady_sums(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """The numbers to twelve digits of the largest of them."""
    largest = float(np.abs(sums).max(initial=0.0))
    return np.round(sums, 11 - math.ceil(math.log10(largest))) if largest > 0 else sums
