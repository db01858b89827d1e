"""What is known about all variants' true means together when they are jointly normal.

For a mean vector and its covariance matrix, such as sample means of very many items. The draws are Owen-scrambled Sobol
points (Owen 1998, ACM Transactions on Modeling and Computer Simulation 8, 71-102) through the normal quantile, so that
the shares are good to about three digits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from advisor.language import N_
from advisor.stats.joint_posterior import JointDraws, JointPosterior, summarise_draws

LOG2_DRAWS = 16
SEED = 20240327


def normal_posterior(
    mean: ArrayLike,
    covariance: ArrayLike,
    *,
    margin: float,
    costs: ArrayLike | None = None,
    log2_draws: int = LOG2_DRAWS,
    seed: int = SEED,
) -> JointPosterior:
    """The joint posterior from K means (score units) and the K x K covariance of these means."""
    return summarise_draws(normal_draws(mean, covariance, log2_draws=log2_draws, seed=seed), margin, costs)


def normal_draws(
    mean: ArrayLike, covariance: ArrayLike, *, log2_draws: int = LOG2_DRAWS, seed: int = SEED
) -> JointDraws:
    """The draws behind `normal_posterior`, which depend on neither margin nor costs."""
    from scipy.stats.qmc import Sobol  # slow to import, and needed for very many items only

    centre = np.asarray(mean, dtype=float)
    values, vectors = np.linalg.eigh(np.asarray(covariance, dtype=float))  # also where a variant has no spread
    edge = 2.0**-40  # a point exactly at 0 would be infinitely far out
    points = np.clip(Sobol(len(centre), rng=seed).random_base2(log2_draws), edge, 1 - edge)
    draws = centre + (ndtri(points) * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    return JointDraws(draws, N_("normal approximation"))
