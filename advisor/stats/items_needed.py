"""How many items would settle whether two variants differ by less than a margin.

n = (z(1-alpha) + z(power))² · variance / margin², one-sided, for a true difference of 0: the sample-size form
of the non-inferiority test; Miller 2024 (arXiv 2411.00640) gives the two-sided sibling. For pass/fail the
variance of the paired differences is the share of items that only one of the two passed.
"""

from __future__ import annotations

from scipy.special import ndtri


def items_to_settle(variance: float, margin: float, alpha: float = 0.05, power: float = 0.8) -> float:
    """Items needed, not rounded; `variance` is that of the paired differences, in score units squared."""
    z = float(ndtri(1 - alpha)) + float(ndtri(power))
    return z * z * variance / margin / margin  # a tiny margin squared would be 0
