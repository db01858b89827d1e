"""p-values of several comparisons, adjusted so that any false claim among them is rare.

The i-th smallest of m p-values becomes the largest of (m - j + 1) p_(j) over j <= i, at most 1: Holm 1979,
Scandinavian Journal of Statistics 6, 65-70. It holds whatever the tests have to do with each other.
"""

from __future__ import annotations

from collections.abc import Sequence


def holm_adjust(p_values: Sequence[float]) -> list[float]:
    """The adjusted p-values, in the order given."""
    adjusted = [0.0] * len(p_values)
    largest = 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=lambda each: p_values[each])):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = largest
    return adjusted
