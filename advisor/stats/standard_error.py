"""The standard error of a mean over independent items.

SE = s / sqrt(n), s the sample standard deviation (ddof 1): Miller 2024 (arXiv 2411.00640), where items are a
sample from all the items that could have been asked. Sums are exact (`math.fsum`), so their order never matters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean of at least one value; equal values give exactly that value."""
    if min(values) == max(values):
        return values[0]
    return math.fsum(values) / len(values)


def standard_deviation(values: Sequence[float]) -> float:
    """The sample standard deviation (ddof 1) of at least two values."""
    centre = mean(values)
    return math.sqrt(math.fsum((value - centre) ** 2 for value in values) / (len(values) - 1))


def standard_error(values: Sequence[float]) -> float | None:
    """s / sqrt(n); None with fewer than two values, because one item says nothing about the spread."""
    if len(values) < 2:
        return None
    return standard_deviation(values) / math.sqrt(len(values))
