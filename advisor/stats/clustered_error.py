"""The standard error of a mean over items that come in clusters, such as the cases of one source.

CR1: SE = sqrt(G/(G-1) · Σ_c (Σ_{i in c} (s_i - mean))²) / N for N items in G clusters: Miller 2024 (arXiv 2411.00640,
eq. 4) with the small-sample factor G/(G-1) of Liang and Zeger's sandwich. With every cluster of size one it is
s / sqrt(N). The interval is mean ± t(G-1) · SE.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

from scipy.special import stdtrit

from advisor.stats.standard_error import mean


def clustered_error(values: Sequence[float], clusters: Sequence[Hashable]) -> float | None:
    """The standard error of the mean; None with fewer than two clusters."""
    groups = len(set(clusters))
    if groups < 2:
        return None
    centre = mean(values)
    apart: dict[Hashable, list[float]] = {}
    for value, cluster in zip(values, clusters, strict=True):
        apart.setdefault(cluster, []).append(value - centre)
    squares = math.fsum(math.fsum(each) ** 2 for each in apart.values())
    return math.sqrt(groups / (groups - 1) * squares) / len(values)


def clustered_interval(
    values: Sequence[float], clusters: Sequence[Hashable], level: float = 0.95
) -> tuple[float, float] | None:
    """Low and high end around the mean, not clipped to any scale; None with fewer than two clusters."""
    error = clustered_error(values, clusters)
    if error is None:
        return None
    half = float(stdtrit(len(set(clusters)) - 1, (1 + level) / 2)) * error
    centre = mean(values)
    return centre - half, centre + half
