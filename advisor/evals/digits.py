"""Numbers that are the same wherever they were added up.

Sums of fractions depend on the order of the rows in the last of their sixteen digits, and a parallel engine promises
none; twelve digits hold everywhere.
"""

from __future__ import annotations

import math


def steady(value: float) -> float:
    """The number to twelve significant digits."""
    return float(f"{value:.12g}") if math.isfinite(value) else value
