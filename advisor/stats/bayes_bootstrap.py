"""What is known about all variants' true means together, from their scores on the same items.

The Bayesian bootstrap of Rubin 1981 (Annals of Statistics 9, 130-134): the items get Dirichlet(1, ..., 1) weights, and
theta_k is the weighted mean of variant k. Smoothed by 2K pseudo-items of weight 1/K each, "only variant k passes" and
"only variant k fails", so that one pass and one failure are added to every variant: for pass/fail each theta_k is then
exactly Beta(passes + 1, failures + 1). Items with the same scores for all variants (a pattern) add up to one weight
Dirichlet(count), so that the work grows with the patterns and not with the items.

Items in clusters: the weights go to the clusters, of which the totals and the sizes are enough; a pseudo-item then is
as large as the design effect, the items that say as much as one independent item. Where all scores are equal nothing
tells how alike the items of a cluster are, and it is as large as the average cluster.

With very many distinct rows the normal approximation of the same posterior is used, and the result says so.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from advisor.language import N_
from advisor.stats.joint_posterior import Floats, JointDraws, JointPosterior, summarise_draws
from advisor.stats.normal_posterior import normal_draws

MOST_PATTERNS = 20_000
"""Above this many distinct rows the posterior is as good as normal, and drawing it would take seconds."""
MOST_REPEATED = 2_000
"""The same for rows that occur more than once: each stands for several items, and takes longer to draw."""
DRAWS = 20_000
SEED = 20240327
MOST_WEIGHTS = 200_000_000
"""Draws times patterns; above 10,000 patterns there are fewer draws, at least half of `DRAWS`."""
CHUNK = 1_000_000
"""How many random weights are held at a time: at most 8 MB."""
SINGLE_PRECISION_FROM = 2_000
"""Patterns from which weights are single-precision: their rounding is then a thousandth of the spread they describe."""


def bayes_bootstrap(
    patterns: ArrayLike,
    counts: ArrayLike,
    *,
    margin: float,
    scale: tuple[float, float] = (0.0, 1.0),
    costs: ArrayLike | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> JointPosterior:
    """The joint posterior from (P, K) distinct score vectors and how many items have each (P).

    `scale` holds the ends of the score, `margin` is in score units, `costs` are K known costs for the front. The order
    of the patterns and of the variants does not change a digit of the result.
    """
    return summarise_draws(bootstrap_draws(patterns, counts, scale=scale, draws=draws, seed=seed), margin, costs)


def bootstrap_draws(
    patterns: ArrayLike,
    counts: ArrayLike,
    *,
    scale: tuple[float, float] = (0.0, 1.0),
    draws: int = DRAWS,
    seed: int = SEED,
) -> JointDraws:
    """The draws behind `bayes_bootstrap`, which depend on neither margin nor costs."""
    rows = np.asarray(patterns, dtype=float)
    return _draws(rows, np.ones(len(rows)), np.asarray(counts, dtype=float), 1.0, scale, draws, seed)


def clustered_bayes_bootstrap(
    sums: ArrayLike,
    sizes: ArrayLike,
    *,
    margin: float,
    scale: tuple[float, float] = (0.0, 1.0),
    costs: ArrayLike | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> JointPosterior:
    """The joint posterior from the (G, K) score sums of the clusters and their numbers of items (G)."""
    return summarise_draws(clustered_bootstrap_draws(sums, sizes, scale=scale, draws=draws, seed=seed), margin, costs)


def clustered_bootstrap_draws(
    sums: ArrayLike,
    sizes: ArrayLike,
    *,
    scale: tuple[float, float] = (0.0, 1.0),
    draws: int = DRAWS,
    seed: int = SEED,
) -> JointDraws:
    """The draws behind `clustered_bayes_bootstrap`."""
    rows, size = np.asarray(sums, dtype=float), np.asarray(sizes, dtype=float)
    effect = _design_effect(rows, size, *scale)
    return _draws(rows, size, np.ones(len(rows)), effect, scale, draws, seed)


def _draws(
    totals: Floats,
    sizes: Floats,
    counts: Floats,
    pseudo_size: float,
    scale: tuple[float, float],
    draws: int,
    seed: int,
) -> JointDraws:
    order = _order_of_variants(totals, counts)
    rows, counts = _merged(np.column_stack([totals[:, order], sizes]), counts)
    back = np.argsort(order)
    pseudo = _pseudo_rows(len(order), pseudo_size, *scale)
    smoothed = np.vstack([rows, pseudo])
    weights = np.concatenate([counts, np.full(len(pseudo), 1 / len(order))])
    if len(rows) > MOST_PATTERNS or np.sum(counts > 1) > MOST_REPEATED:
        mean, covariance = _normal_moments(smoothed, weights)
        return normal_draws(mean[back], covariance[np.ix_(back, back)], seed=seed)
    draws = min(draws, MOST_WEIGHTS // len(rows))
    means = _weighted_means(smoothed, weights, draws, seed)[:, back]
    return JointDraws(means, N_("Bayesian bootstrap, smoothed, {n} draws"))


def _order_of_variants(totals: Floats, counts: Floats) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """An order of the columns that comes from the scores, so that renaming the variants changes nothing."""
    weighted = totals * counts[:, None]
    keys = (weighted * totals.sum(axis=1, keepdims=True)).sum(axis=0), (weighted * totals).sum(axis=0)
    return np.lexsort([np.round(key, 6) for key in (*keys, weighted.sum(axis=0))])


def _merged(rows: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Each distinct row once, sorted, with the counts added up; rows of count 0 are gone."""
    distinct, place = np.unique(rows[counts > 0], axis=0, return_inverse=True)
    return distinct, np.bincount(place.ravel(), weights=counts[counts > 0]).astype(float)


def _design_effect(sums: Floats, sizes: Floats, low: float, high: float) -> float:
    """The clustered variance of all means over the largest that independent items could have: 1 to the average size."""
    groups, items = len(sizes), sizes.sum()
    average = float(items / groups)
    mean = sums.sum(axis=0) / items
    most = float(np.sum((mean - low) * (high - mean)) / items)
    if groups < 2 or most <= 0:
        return average
    apart = sums - mean * sizes[:, None]
    clustered = groups / (groups - 1) * float(np.sum(apart**2)) / items**2
    return min(max(round(float(clustered / most), 6), 1.0), average)


def _pseudo_rows(variants: int, size: float, low: float, high: float) -> Floats:
    """ "Only variant k passes" and "only variant k fails" for each k, with the size in the last column."""
    alone = np.eye(variants, dtype=bool)
    scores = np.vstack([np.where(alone, high, low), np.where(alone, low, high)])
    return np.column_stack([size * scores, np.full(2 * variants, size)])


def _weighted_means(rows: Floats, alphas: Floats, draws: int, seed: int) -> Floats:
    """(draws, K) weighted totals over weighted sizes, the weights Gamma(alpha): a Dirichlet, not yet scaled."""
    random = np.random.Generator(np.random.SFC64(seed))  # the fastest of NumPy's generators
    kind: Any = np.float32 if len(rows) > SINGLE_PRECISION_FROM else np.float64
    is_single = alphas == 1  # Gamma(1) is the exponential, which is drawn several times faster
    ordered = np.vstack([rows[is_single], rows[~is_single]]).astype(kind)
    shapes = alphas[~is_single].astype(kind)
    singles = int(is_single.sum())
    found = np.empty((draws, rows.shape[1]))
    step = max(1, CHUNK // len(rows))
    for start in range(0, draws, step):
        part = found[start : start + step]
        part[:] = random.standard_exponential((len(part), singles), dtype=kind) @ ordered[:singles]
        part += random.standard_gamma(shapes, (len(part), len(shapes)), dtype=kind) @ ordered[singles:]
    return found[:, :-1] / found[:, -1:]


def _normal_moments(rows: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """The mean of each variant and the covariance of these means, under Dirichlet(counts) weights."""
    total, size = counts.sum(), float(counts @ rows[:, -1])
    mean = counts @ rows[:, :-1] / size
    apart = rows[:, :-1] - mean * rows[:, -1:]
    return mean, (apart * counts[:, None]).T @ apart / size**2 * total / (total + 1)
