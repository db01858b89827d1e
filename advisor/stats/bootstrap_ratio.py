"""Draws of ratios of sums over items: a mean per finished piece of work, whose failed tries cost money too.

The Bayesian bootstrap (Rubin 1981, Annals of Statistics 9, 130-134): the items get Dirichlet(1, ..., 1) weights, here
as independent exponentials, whose total a ratio does not need. Beyond `MOST_ITEMS` items a ratio is as good as normal,
with the linearised (delta-method) standard error from sums of squares.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from advisor.stats.moments import ROUNDING

Floats = NDArray[np.float64]

DRAWS = 2_000
SEED = 20240327
MOST_ITEMS = 5_000
CHUNK = 1_000_000
"""How many random weights are held at a time: at most 8 MB."""


def ratio_draws(above: ArrayLike, below: ArrayLike, *, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """(draws, M) draws of the M ratios of the column sums of `above` and `below`, both (n, M) and not negative.

    A row is an item, or a cluster of items: it has one weight for all columns, so that these stay paired. Each column
    of `below` needs some number above 0.
    """
    sums = np.column_stack([np.asarray(above, dtype=float), np.asarray(below, dtype=float)])
    columns, places = np.unique(sums, axis=1, return_inverse=True)  # nearly all items have one finished row
    random = np.random.Generator(np.random.SFC64(seed))
    found = np.empty((draws, columns.shape[1]))
    step = max(1, CHUNK // max(1, len(sums)))
    for start in range(0, draws, step):
        part = found[start : start + step]
        part[:] = random.standard_exponential((len(part), len(sums))) @ columns
    both = found[:, places.ravel()]
    half = sums.shape[1] // 2
    return np.asarray(both[:, :half] / both[:, half:])


def ratio_error(n: int, above: float, below: float, squares: float, products: float, below_squares: float) -> float:
    """The standard error of `above / below`, from n items' sums, sums of squares, and sum of products of the two."""
    ratio = above / below
    apart = squares - 2 * ratio * products + ratio**2 * below_squares
    if n < 2 or apart <= ROUNDING * (squares + ratio**2 * below_squares):
        return 0.0
    return math.sqrt(apart * n / (n - 1)) / below


def normal_ratio_draws(ratios: ArrayLike, errors: ArrayLike, *, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """(draws, M) independent normal draws, none below 0; M ratios with their standard errors."""
    means, spreads = np.asarray(ratios, dtype=float), np.asarray(errors, dtype=float)
    random = np.random.default_rng(seed)
    return np.maximum(means + spreads * random.standard_normal((draws, len(means))), 0.0)
