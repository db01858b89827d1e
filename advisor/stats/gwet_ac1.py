"""Agreement of two graders beyond chance, steady when nearly all items get one label: Gwet's AC1.

AC1 = (Po - Pe)/(1 - Pe), Pe = Σ_q pi_q (1 - pi_q)/(C - 1), pi_q the mean share of label q: Gwet 2008, British Journal
of Mathematical and Statistical Psychology 61, 29-48, with its variance over items (section 3, for items as a sample).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from advisor.stats.kappa import Agreement


def gwet_ac1(table: ArrayLike) -> Agreement | None:
    """AC1 from a (C, C) table of counts; None with a single label."""
    counts = np.asarray(table, dtype=float)
    labels, n = len(counts), counts.sum()
    if labels < 2:
        return None
    share = counts / n
    label_share = (share.sum(axis=0) + share.sum(axis=1)) / 2
    chance = float(label_share @ (1 - label_share)) / (labels - 1)
    value = (float(np.trace(share)) - chance) / (1 - chance)
    if n < 2:
        return Agreement(value, None)
    # What each cell's items add to AC1, once as agreement and once through the chance they imply.
    half = (1 - label_share) / 2
    cell_chance = (half[:, None] + half[None, :]) / (labels - 1)
    cell = (np.eye(labels) - chance) / (1 - chance) - 2 * (1 - value) * (cell_chance - chance) / (1 - chance)
    variance = float((counts * (cell - value) ** 2).sum()) / n / (n - 1)
    return Agreement(value, math.sqrt(variance))
