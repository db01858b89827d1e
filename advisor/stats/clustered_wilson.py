"""Wilson's interval for a share over items that come in clusters, such as the cases of one source.

Wilson 1927 with n* in the place of N: n* = min(N, p(1-p) / SE²) · (t(N-1) / t(G-1))², where SE is the clustered (CR1)
standard error and G the number of clusters: the effective sample size with the degrees-of-freedom adjustment of Korn
and Graubard 1998 (Survey Methodology 24). Where all items are alike, clustering cannot be seen, and n_eff = G. In
simulations with clusters of five and an intraclass correlation of 0.25 it covered 94 to 98 % at a nominal 95 %; with
fewer than ten clusters it is rough.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from scipy.special import stdtrit

from advisor.stats.clustered_error import clustered_error
from advisor.stats.standard_error import mean
from advisor.stats.wilson import wilson_interval


def effective_items(passes: Sequence[bool], clusters: Sequence[Hashable]) -> float:
    """How many independent items would be as telling, before the adjustment for few clusters; at least one item."""
    values = [float(each) for each in passes]
    share = mean(values)
    if share in (0.0, 1.0):
        return float(len(set(clusters)))
    error = clustered_error(values, clusters)
    if error is None:
        return 1.0
    return min(float(len(values)), share * (1 - share) / error**2) if error else float(len(values))


def clustered_wilson_interval(
    passes: Sequence[bool], clusters: Sequence[Hashable], level: float = 0.95
) -> tuple[float, float]:
    """Low and high end of the two-sided interval, inside [0, 1]; at least one item. One cluster counts as one item."""
    items, groups = len(passes), len(set(clusters))
    number = effective_items(passes, clusters)
    if groups < 2:
        number = 1.0
    elif groups < items:
        tail = (1 + level) / 2
        number *= float(stdtrit(items - 1, tail) / stdtrit(groups - 1, tail)) ** 2
    share = mean([float(each) for each in passes])
    return wilson_interval(share * number, number, level)
