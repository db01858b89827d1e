"""The standard error of a mean over items that come in clusters, such as the cases of one source.

CR1: SE = sqrt(G/(G-1) · Σ_c (Σ_{i in c} (s_i - mean))²) / N for N items in G clusters: Miller 2024 (arXiv 2411.00640,
eq. 4) with the small-sample factor G/(G-1) of Liang and Zeger's sandwich. With every cluster of size one it is
s / sqrt(N). The interval is mean ± t(G-1) · SE. It needs of each cluster only its sum and its size, so there is a form
for those; for two variants on the same items the scores are their differences.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from advisor.stats.standard_error import mean

ROUNDING = 1e-13
"""A cluster sum this near to what the mean predicts, relative to the sums, differs from it by rounding only."""


def clustered_error(values: Sequence[float], clusters: Sequence[Hashable]) -> float | None:
    """The standard error of the mean; None with fewer than two clusters."""
    return clustered_error_of_totals(*cluster_totals(values, clusters))


def clustered_interval(
    values: Sequence[float], clusters: Sequence[Hashable], level: float = 0.95
) -> tuple[float, float] | None:
    """Low and high end around the mean, not clipped to any scale; None with fewer than two clusters."""
    return _interval(mean(values), clustered_error(values, clusters), len(set(clusters)), level)


def cluster_totals(values: Sequence[float], clusters: Sequence[Hashable]) -> tuple[list[float], list[int]]:
    """The sum and the number of the values of each cluster, in order of appearance."""
    members: dict[Hashable, list[float]] = {}
    for value, cluster in zip(values, clusters, strict=True):
        members.setdefault(cluster, []).append(value)
    return [math.fsum(each) for each in members.values()], [len(each) for each in members.values()]


def clustered_error_of_totals(sums: ArrayLike, sizes: ArrayLike) -> float | None:
    """The standard error from the sum and the size of each cluster (two arrays); None with fewer than two clusters."""
    total, size = np.asarray(sums, dtype=float), np.asarray(sizes, dtype=float)
    groups, items = len(size), math.fsum(size.tolist())
    if groups < 2:
        return None
    apart = total - math.fsum(total.tolist()) / items * size
    apart[np.abs(apart) <= ROUNDING * float(np.abs(total).max())] = 0.0
    return math.sqrt(groups / (groups - 1) * math.fsum((apart**2).tolist())) / items


def clustered_interval_of_totals(sums: ArrayLike, sizes: ArrayLike, level: float = 0.95) -> tuple[float, float] | None:
    """Low and high end from the sum and the size of each cluster; None with fewer than two clusters."""
    total, size = np.asarray(sums, dtype=float), np.asarray(sizes, dtype=float)
    centre = math.fsum(total.tolist()) / math.fsum(size.tolist())
    return _interval(centre, clustered_error_of_totals(total, size), len(size), level)


def design_effect(clustered: float | None, independent: float | None) -> float | None:
    """How many times wider in variance the clusters make it: (SE_CR1 / SE_iid)²; None where either is unknown or 0."""
    return (clustered / independent) ** 2 if clustered is not None and independent else None


def _interval(centre: float, error: float | None, groups: int, level: float) -> tuple[float, float] | None:
    if error is None:
        return None
    half = float(stdtrit(groups - 1, (1 + level) / 2)) * error
    return centre - half, centre + half
