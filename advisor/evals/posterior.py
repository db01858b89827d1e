"""One joint posterior of all variants of a reading: from patterns, from clusters, or from moments where there are many.

It rests on the items that all variants have; without such items there is none.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from advisor.evals.marks import Floats
from advisor.evals.readings import Reading, Scored
from advisor.stats.bayes_bootstrap import bootstrap_draws, clustered_bootstrap_draws
from advisor.stats.joint_posterior import JointDraws, JointPosterior, summarise_draws
from advisor.stats.normal_posterior import normal_draws


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
    costs = np.array([np.nan if own.cost is None else own.cost for own in scored.variants])
    drawn = _kept_draws(scored, reading)
    return None if drawn is None else summarise_draws(drawn, margin, None if np.isnan(costs).all() else costs)


def _kept_draws(scored: Scored, reading: Reading) -> JointDraws | None:
    """The draws of a reading, made once a table and score; where variants belong may change their order later."""
    kept, in_order = scored.table.drawn, [own.k for own in scored.variants]
    reading_key = "left out" if reading.marks is scored.left_out.marks else "as zero"
    places = sorted(in_order)
    if reading_key not in kept:
        kept[reading_key] = _draws(reading, places)
    found = kept[reading_key]
    return found and replace(found, draws=found.draws[:, [places.index(k) for k in in_order]])


def _draws(reading: Reading, places: list[int]) -> JointDraws | None:
    marks = reading.marks
    if reading.clusters is not None:
        sums, sizes = reading.clusters.sums[:, places], reading.clusters.sizes
        return clustered_bootstrap_draws(sums, sizes, scale=marks.scale) if len(sizes) >= 2 else None
    held = marks.on_all(places)
    if held is not None:
        return bootstrap_draws(*held, scale=marks.scale) if len(held[0]) else None
    if marks.complete is None:
        return None
    means, covariance, n = marks.complete
    return normal_draws(means[places], covariance[np.ix_(places, places)] / n)
