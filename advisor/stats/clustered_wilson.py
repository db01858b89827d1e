"""Wilson's interval for a share over items that come in clusters, such as the cases of one source.

Wilson 1927 with n* in the place of N: n* = min(N, p(1-p) / SE²) · (t(N-1) / t(G-1))², where SE is the clustered (CR1)
standard error and G the number of clusters: the effective sample size with the degrees-of-freedom adjustment of Korn
and Graubard 1998 (Survey Methodology 24). Where all items are alike, clustering cannot be seen, and n_eff = G. In
simulations with clusters of five and an intraclass correlation of 0.25 it covered 94 to 98 % at a nominal 95 %; with
fewer than ten clusters it is rough. Like CR1 it needs of each cluster only its sum and its size.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from advisor.stats.clustered_error import cluster_totals, clustered_error_of_totals
from advisor.stats.wilson import wilson_interval


def effective_items(passes: Sequence[bool], clusters: Sequence[Hashable]) -> float:
    """How many independent items would be as telling, before the adjustment for few clusters; at least one item."""
    return effective_items_of_totals(*cluster_totals([float(each) for each in passes], clusters))


def clustered_wilson_interval(
    passes: Sequence[bool], clusters: Sequence[Hashable], level: float = 0.95
) -> tuple[float, float]:
    """Low and high end of the two-sided interval, inside [0, 1]; at least one item. One cluster counts as one item."""
    return clustered_wilson_of_totals(*cluster_totals([float(each) for each in passes], clusters), level)


def effective_items_of_totals(sums: ArrayLike, sizes: ArrayLike) -> float:
    """The same number from the passes and the items of each cluster (two arrays); passes may be fractions."""
    items, share = _size_and_share(sums, sizes)
    if share in (0.0, 1.0):
        return float(np.size(sizes))
    error = clustered_error_of_totals(sums, sizes)
    if error is None:
        return 1.0
    return min(items, share * (1 - share) / error**2) if error else items


def clustered_wilson_of_totals(sums: ArrayLike, sizes: ArrayLike, level: float = 0.95) -> tuple[float, float]:
    """The same interval from the passes and the items of each cluster (two arrays); passes may be fractions."""
    groups = np.size(sizes)
    items, share = _size_and_share(sums, sizes)
    number = effective_items_of_totals(sums, sizes)
    if groups < 2:
        number = 1.0
    elif groups < items:
        tail = (1 + level) / 2
        number *= float(stdtrit(items - 1, tail) / stdtrit(groups - 1, tail)) ** 2
    return wilson_interval(share * number, number, level)


def _size_and_share(sums: ArrayLike, sizes: ArrayLike) -> tuple[float, float]:
    items = math.fsum(np.asarray(sizes, dtype=float).tolist())
    return items, math.fsum(np.asarray(sums, dtype=float).tolist()) / items
