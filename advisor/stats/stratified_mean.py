"""The mean score under another mix of items than the eval has, such as the mix of production.

Σ w_s mean_s with SE = sqrt(Σ w_s² SE_s²): Cochran 1977, Sampling Techniques, section 5.3 (stratified sampling).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from advisor.stats.moments import Moments


@dataclass(frozen=True, slots=True)
class StratifiedMean:
    """The re-weighted mean with its standard error: None where a segment that counts has fewer than two items."""

    mean: float
    se: float | None


def stratified_mean(strata: Sequence[Moments], weights: Sequence[float]) -> StratifiedMean:
    """The mean of segments by their weights, which are scaled to sum to 1."""
    total = math.fsum(weights)
    shares = [weight / total for weight in weights]
    errors = [stratum.se for stratum, share in zip(strata, shares, strict=True) if share]
    counted = [share for share in shares if share]
    known = [error for error in errors if error is not None]
    return StratifiedMean(
        mean=math.fsum(share * stratum.mean for stratum, share in zip(strata, shares, strict=True)),
        se=math.sqrt(math.fsum((share * error) ** 2 for share, error in zip(counted, known, strict=True)))
        if len(known) == len(errors)
        else None,
    )
