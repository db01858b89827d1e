"""Whether a variant keeps within the team's limits of cost and of latency."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from advisor.schema.costs import LimitStanding

_WORST_FIRST: Final[tuple[LimitStanding, ...]] = ("beyond", "unknown", "not settled")
SURE: Final = 0.9
"""The share of draws from which a matter counts as settled."""
_A_HAIR: Final = 1e-9
"""A cost that is the limit to the last digits but one is no cost beyond it."""


def cost_standing(limit: float | None, running: NDArray[np.float64] | None) -> LimitStanding:
    """From draws of the running cost; `not settled` between 10 and 90 % of them within."""
    if limit is None:
        return "no limit"
    if running is None:
        return "unknown"
    is_beyond = running > limit * (1 + _A_HAIR)
    if np.mean(is_beyond) >= SURE:
        return "beyond"
    return "within" if np.mean(~is_beyond) >= SURE else "not settled"


def latency_standing(limit: float | None, p95: tuple[float, float | None, float | None] | None) -> LimitStanding:
    """From p95 and its 95 % interval: settled where the interval lies on one side, open where there is none."""
    if limit is None:
        return "no limit"
    if p95 is None:
        return "unknown"
    _, low, high = p95
    if low is None or high is None:
        return "not settled"
    return "within" if high <= limit else "beyond" if low > limit else "not settled"


def joint_standing(cost: LimitStanding, latency: LimitStanding) -> LimitStanding:
    """Both together: `beyond` where either is, `within` only where each that is set is."""
    given = [each for each in (cost, latency) if each != "no limit"]
    if not given:
        return "no limit"
    return next((worst for worst in _WORST_FIRST if worst in given), "within")
