"""What is believed of a difference once an eval has measured it: a normal prior, updated.

m1 = (mu0/tau0² + d/SE²) / (1/tau0² + 1/SE²), s1 = (1/tau0² + 1/SE²)^-1/2: the conjugate normal of Raiffa and Schlaifer
1961, Applied Statistical Decision Theory.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

PRIOR_SD = 0.10


@dataclass(frozen=True, slots=True)
class NormalBelief:
    """A difference in score units: its mean and standard deviation, and the share of it that was prior."""

    mean: float
    sd: float
    prior_weight: float = 1.0


def normal_update(prior_mean: float, prior_sd: float, difference: float, error: float) -> NormalBelief:
    """The belief after a measured difference with that standard error (above 0)."""
    prior, eval_ = 1 / prior_sd**2, 1 / error**2
    both = prior + eval_
    return NormalBelief((prior_mean * prior + difference * eval_) / both, 1 / math.sqrt(both), prior / both)
