"""Agreement of two graders by the distances between their labels: Krippendorff's alpha.

alpha = 1 - (n - 1) Σ o_ck d²_ck / Σ n_c n_k d²_ck over the coincidences o of the 2N labels; d² is 1 for unequal nominal
labels, (c - k)² for interval ones, (Σ_{g=c..k} n_g - (n_c + n_k)/2)² for ordinal ones: Krippendorff 2011, Computing
Krippendorff's Alpha-Reliability.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Scale = Literal["nominal", "ordinal", "interval"]


def krippendorff_alpha(table: ArrayLike, scale: Scale = "nominal", values: Sequence[float] = ()) -> float | None:
    """Alpha from a (C, C) table of counts, labels in order; None where only one label occurs.

    `values` are the C numbers that the labels stand for, needed for the interval scale.
    """
    counts = np.asarray(table, dtype=float)
    coincidences = counts + counts.T
    margins = coincidences.sum(axis=1)
    distance = _squared_distances(margins, scale, values)
    expected = float(margins @ distance @ margins)
    return 1 - (float(margins.sum()) - 1) * float((coincidences * distance).sum()) / expected if expected else None


def _squared_distances(margins: NDArray[np.float64], scale: Scale, values: Sequence[float]) -> NDArray[np.float64]:
    if scale == "nominal":
        return 1.0 - np.eye(len(margins))
    # On the ordinal scale a label lies in the middle of the labels that have it.
    place = np.asarray(values, dtype=float) if scale == "interval" else np.cumsum(margins) - margins / 2
    found: NDArray[np.float64] = np.subtract.outer(place, place) ** 2
    return found
