"""From draws of all variants' true means together: who is best, near the best, on the front, and what a choice costs.

The decision quantities of Raiffa and Schlaifer 1961 (Applied Statistical Decision Theory), as shares and means over the
draws: P(best), P(within a margin of the best), P(on the cost/quality front), expected regret E[max theta - theta_k].
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class JointPosterior:
    """Arrays of K, in the order of the variants; `draws` is (draws, K), in score units.

    `p_on_front` is None without costs, and NaN for a variant whose cost is unknown (NaN).
    """

    method: str
    p_best: Floats
    p_within_margin: Floats
    p_on_front: Floats | None
    expected_regret: Floats
    mean: Floats
    sd: Floats
    draws: Floats = field(repr=False)

    def p_meets(self, target: float) -> Floats:
        """P(theta_k >= target) for each variant."""
        share: Floats = np.mean(self.draws >= target, axis=0)
        return share

    def quantiles(self, *levels: float) -> Floats:
        """The quantiles of each variant's mean: (levels, K)."""
        return np.quantile(self.draws, levels, axis=0)


@dataclass(frozen=True, slots=True, eq=False)
class JointDraws:
    """(draws, K) draws of all variants' true means together, and how they were drawn."""

    draws: Floats = field(repr=False)
    method: str


def summarise_draws(drawn: JointDraws, margin: float, costs: ArrayLike | None) -> JointPosterior:
    """The posterior of K variants; `costs` are K known costs, in any one unit."""
    draws = drawn.draws
    top = draws.max(axis=1, keepdims=True)
    is_best = draws == top
    return JointPosterior(
        method=drawn.method,
        # Variants that share the first place in a draw share it in the probability.
        p_best=np.mean(is_best / is_best.sum(axis=1, keepdims=True), axis=0),
        p_within_margin=np.mean(draws >= top - margin, axis=0),
        p_on_front=None if costs is None else share_on_front(draws, np.asarray(costs, dtype=float)),
        expected_regret=np.mean(top - draws, axis=0),
        mean=draws.mean(axis=0),
        sd=draws.std(axis=0),
        draws=draws,
    )


def share_on_front(draws: Floats, costs: Floats) -> Floats:
    """For each variant the share of draws in which none that costs the same or less is at least as good.

    `costs`: K numbers, or (draws, K) draws of them; NaN where a cost is unknown. Identical points stay together.
    """
    found = np.full(costs.shape[-1], np.nan)
    known = np.flatnonzero(~np.isnan(costs).any(axis=0) if costs.ndim == 2 else ~np.isnan(costs))
    for this in known:
        others = [other for other in known if other != this]
        mine, price = draws[:, [this]], costs[..., [this]]
        theirs, prices = draws[:, others], costs[..., others]
        beaten = ((prices < price) & (theirs >= mine)) | ((prices == price) & (theirs > mine))
        found[this] = 1 - np.mean(beaten.any(axis=1))
    return found
