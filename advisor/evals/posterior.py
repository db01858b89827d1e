"""One joint posterior of all variants of a reading: from patterns, from clusters, or from moments where there are many.

It rests on the items that all variants have; without such items there is none.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from advisor.evals.marks import Floats
from advisor.evals.readings import Reading, Scored
from advisor.stats.bayes_bootstrap import bayes_bootstrap, clustered_bayes_bootstrap
from advisor.stats.joint_posterior import JointPosterior
from advisor.stats.normal_posterior import normal_posterior


def joint_posterior(scored: Scored, margin: float, reading: Reading | None = None) -> JointPosterior | None:
    """The posterior, its arrays in the order of `scored.variants`; None where no item is shared by all.

    Variants with the same marks on every item get the same chances, to the last digit.
    """
    reading = reading or scored.left_out
    found = _posterior(scored, margin, reading)
    patterns = reading.marks.patterns
    if found is None or patterns is None:
        return found
    own = patterns[:, [each.k for each in scored.variants]]
    _, places = np.unique(np.where(np.isnan(own), -np.inf, own), axis=1, return_inverse=True)
    twins = places.ravel()
    return replace(
        found,
        p_best=_shared(found.p_best, twins),
        p_within_margin=_shared(found.p_within_margin, twins),
        expected_regret=_shared(found.expected_regret, twins),
        mean=_shared(found.mean, twins),
        sd=_shared(found.sd, twins),
    )


def _shared(chances: Floats, twins: NDArray[np.intp]) -> Floats:
    """The mean over those who are alike."""
    means = np.bincount(twins, weights=chances) / np.bincount(twins)
    return np.asarray(means[twins])


def _posterior(scored: Scored, margin: float, reading: Reading) -> JointPosterior | None:
    places = [own.k for own in scored.variants]
    costs = np.array([np.nan if own.cost is None else own.cost for own in scored.variants])
    priced: Floats | None = None if np.isnan(costs).all() else costs
    marks = reading.marks
    if reading.clusters is not None:
        sums, sizes = reading.clusters.sums[:, places], reading.clusters.sizes
        if len(sizes) < 2:
            return None
        return clustered_bayes_bootstrap(sums, sizes, margin=margin, scale=marks.scale, costs=priced)
    held = marks.on_all(places)
    if held is not None:
        return bayes_bootstrap(*held, margin=margin, scale=marks.scale, costs=priced) if len(held[0]) else None
    if marks.complete is None:
        return None
    means, covariance, n = marks.complete
    own = np.ix_(places, places)
    return normal_posterior(means[places], covariance[own] / n, margin=margin, costs=priced)
