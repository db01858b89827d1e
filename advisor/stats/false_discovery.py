"""p-values of a long, exploratory list, adjusted so that few of the claims among them are false.

Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57, 289-300, by SciPy. For the few comparisons
that a choice rests on use `holm`.
"""

from __future__ import annotations

from collections.abc import Sequence

from scipy.stats import false_discovery_control


def false_discovery_adjust(p_values: Sequence[float]) -> list[float]:
    """The adjusted p-values, in the order given."""
    return [float(each) for each in false_discovery_control(list(p_values), method="bh")] if p_values else []
