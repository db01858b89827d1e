"""The chance that more measuring changes which variant is chosen, for any number of variants.

The preposterior distribution of Raiffa and Schlaifer 1961 (Applied Statistical Decision Theory), by draws: where the
posterior of the means has covariance S from n items, m more items move its centre by a normal step of covariance S m/(n
+ m), so a draw, shrunk towards the centre by sqrt(m/(n + m)), is a centre that may come. For two variants it is the
`flip_probability` with sigma² = n s², without its normal shape.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


def simplest_good(means: Floats, may_win: Sequence[bool], margin: float, target: float | None = None) -> Places:
    """The number of the variant to choose, for each row of (rows, K) means with the simplest variant first.

    It is the first that meets the target; where none does, or there is no target, the first that is at most the margin
    below the best; -1 where no variant may win.
    """
    allowed = np.asarray(may_win, dtype=bool)
    good = (means >= means.max(axis=1, keepdims=True) - margin) & allowed
    if target is not None:
        meets = (means >= target) & allowed
        good = np.where(meets.any(axis=1, keepdims=True), meets, good)
    return np.where(good.any(axis=1), good.argmax(axis=1), -1)


def centres_to_come(draws: Floats, share: float) -> Floats:
    """Draws of the posterior means after more measuring; `share` is m / (n + m), what it takes of the variance."""
    centre = draws.mean(axis=0)
    found: Floats = centre + np.sqrt(share) * (draws - centre)
    return found


def chance_of_change(
    draws: Floats, share: float, may_win: Sequence[bool], margin: float, target: float | None = None
) -> float:
    """The probability that another variant than today's is chosen by the centres to come."""
    today = simplest_good(draws.mean(axis=0)[None, :], may_win, margin, target)
    return float(np.mean(simplest_good(centres_to_come(draws, share), may_win, margin, target) != today))


def value_of_more(draws: Floats, share: float) -> float:
    """The expected value of more measuring for choosing the best variant, in score units (EVSI)."""
    return max(float(centres_to_come(draws, share).max(axis=1).mean() - draws.mean(axis=0).max()), 0.0)
