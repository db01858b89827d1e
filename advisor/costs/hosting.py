"""Machines that are always on: how many it takes, and what a token then costs.

Utilisation decides: the same H100 was measured at 0.21 to 15.25 US dollars per 1M output tokens (arXiv 2606.11690).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

HOURS_A_MONTH: Final = 730


def replicas_needed(
    requests_a_month: ArrayLike,
    *,
    output_tokens: ArrayLike,
    peak_factor: ArrayLike,
    tokens_per_second: ArrayLike,
    utilisation: ArrayLike,
    fewest: ArrayLike,
) -> NDArray[np.float64]:
    """Replicas that keep up with the busiest hour: a step at each capacity, never fewer than `fewest`."""
    average = np.asarray(requests_a_month, dtype=float) * np.asarray(output_tokens) / (HOURS_A_MONTH * 3600)
    capacity = np.asarray(tokens_per_second, dtype=float) * np.asarray(utilisation)
    # a hair below the step is on the step: 3.0000000001 replicas are 3
    found: NDArray[np.float64] = np.maximum(
        np.asarray(fewest, dtype=float), np.ceil(average * np.asarray(peak_factor) / capacity - 1e-9)
    )
    return found


def usd_per_1m_output_tokens(usd_per_hour: float, tokens_per_second: float, utilisation: float) -> float:
    """US dollars per 1M output tokens of a machine that is used to that share."""
    return usd_per_hour / (tokens_per_second * utilisation * 3600) * 1e6


def usd_a_month(usd_per_hour: float) -> float:
    """A machine that is always on, a month of 730 hours."""
    return usd_per_hour * HOURS_A_MONTH
