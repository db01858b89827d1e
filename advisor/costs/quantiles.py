"""Quantiles of many columns at once: sorted first, several times as fast as `np.quantile`, with the same results."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def quantiles(draws: Floats, shares: Sequence[float]) -> Floats:
    """(..., shares) of draws along the last axis, between neighbours on a straight line."""
    rising = np.sort(draws, axis=-1)
    places = np.asarray(shares) * (draws.shape[-1] - 1)
    below = np.floor(places).astype(int)
    above = np.minimum(below + 1, draws.shape[-1] - 1)
    low = rising[..., below]
    found: Floats = low + (rising[..., above] - low) * (places - below)
    return found
