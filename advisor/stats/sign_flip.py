"""The exact sign-flip test of no paired difference, for few items.

Under no difference each d_i is as likely as -d_i; p is the share of the 2^n sign patterns whose |sum| is at least
the observed one. Fisher 1935, The Design of Experiments. All patterns are tried, so no seed is needed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

MOST_ITEMS = 20
"""Above this 2^n patterns are too many; the t-test is good enough there."""


def sign_flip_p(differences: Sequence[float]) -> float:
    """The two-sided p-value; raises ValueError above MOST_ITEMS differences."""
    n = len(differences)
    if n > MOST_ITEMS:
        raise ValueError(f"the exact test takes at most {MOST_ITEMS} differences, here are {n}")
    # Sorted, so that the order of the items cannot change a rounding.
    values = np.array(sorted(differences, key=lambda value: (abs(value), value)), dtype=float)
    sums = np.zeros(1)
    for value in values:
        sums = np.concatenate((sums + value, sums - value))
    sums = np.abs(sums)
    observed = abs(float(values.sum()))
    return float(np.mean(sums >= observed - 1e-12 * max(observed, 1.0)))
