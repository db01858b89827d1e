"""The interval of one variant's score, and the probability that it meets a target.

Which method: methods of `advisor.stats`, chosen by kind of score. Pass/fail gets Wilson with n items (the sum
of item means as successes: repeats sharpen each item's own rate, but the bar counts items); graded scores get
t. Without any spread t would be a bar of no width, so scores inside [0, 1] fall back on Wilson, the widest a
score with that mean can need.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from advisor.schema.evidence import Interval, ScoreKind
from advisor.stats.beta_posterior import p_rate_at_least
from advisor.stats.mean_interval import mean_interval, p_mean_at_least
from advisor.stats.standard_error import standard_error
from advisor.stats.wilson import wilson_interval


def score_interval(values: Sequence[float], kind: ScoreKind, level: float = 0.95) -> Interval | None:
    """The interval for the mean over items; None when one item or no spread leaves it unknown."""
    if kind == "pass/fail":
        low, high = wilson_interval(math.fsum(values), len(values), level)
        return Interval(low=low, high=high, level=level, method="Wilson")
    bounds = mean_interval(values, level) if standard_error(values) else None
    if bounds is not None:
        return Interval(low=bounds[0], high=bounds[1], level=level, method="t")
    if all(0 <= value <= 1 for value in values):
        low, high = wilson_interval(math.fsum(values), len(values), level)
        return Interval(low=low, high=high, level=level, method="Wilson, no spread")
    return None


def p_meets(values: Sequence[float], kind: ScoreKind, target: float) -> float | None:
    """P(true mean >= target); None where it cannot be told."""
    if kind == "pass/fail":
        return p_rate_at_least(math.fsum(values), len(values), target)
    return p_mean_at_least(values, target)
