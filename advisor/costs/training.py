"""What training costs, and how often it has to be done within a horizon."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def billed_tokens(
    training_tokens: Floats | float, epochs: Floats | float, validation_tokens: Floats | float
) -> Floats | float:
    """Tokens that one run is billed for: the training set each epoch, and validation as often as it is run."""
    return training_tokens * epochs + validation_tokens


def training_months(horizon: int, cadence: float | None, shutdowns: Sequence[float]) -> tuple[int, ...]:
    """The months in which is trained: 0, each month in which a base model is shut down, and each time `cadence`
    months have passed since the last training.

    Months run from 1 to `horizon` - 1 after the first; a shutdown within a month counts for that month.
    """
    ends = {month for month in map(int, shutdowns) if month >= 1}
    found = [0]
    for month in range(1, horizon):
        if month in ends or (cadence is not None and month - found[-1] >= cadence):
            found.append(month)
    return tuple(found)
