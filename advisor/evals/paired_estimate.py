"""The difference of two variants on the items that both scored: estimate, two intervals, p-value.

Pass/fail without repeats: Tango's interval and McNemar's mid-p. Otherwise t on the item differences, with the exact
sign-flip test up to 14 items. Differences without any spread would give a bar of no width: inside [0, 1] they
get Tango's width for pairs that never differ, elsewhere no interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scipy.special import ndtri

from advisor.schema.evidence import Interval, ScoreKind
from advisor.stats.mcnemar import mcnemar_mid_p
from advisor.stats.paired_mean import paired_differences, paired_interval, paired_t_p
from advisor.stats.sign_flip import MOST_ITEMS, sign_flip_p
from advisor.stats.standard_error import mean, standard_deviation
from advisor.stats.tango import tango_interval


@dataclass(frozen=True, slots=True)
class PairedEstimate:
    """A minus B on `n` shared items; `spread` is the variance of the item differences (None with one item)."""

    n: int
    difference: float
    interval95: Interval | None
    interval90: Interval | None
    p_value: float | None
    p_method: str
    spread: float | None


def estimate_pair(a: Mapping[str, float], b: Mapping[str, float], kind: ScoreKind) -> PairedEstimate | None:
    """The estimate from item -> score of both; None when no item is shared."""
    shared = sorted(a.keys() & b.keys())
    if not shared:
        return None
    left, right = [a[item] for item in shared], [b[item] for item in shared]
    differences = paired_differences(left, right)
    spread = standard_deviation(differences) ** 2 if len(shared) > 1 else None
    if kind == "pass/fail" and {*left, *right} <= {0.0, 1.0}:
        only_a, only_b = differences.count(1.0), differences.count(-1.0)
        bounds = [tango_interval(only_a, only_b, len(shared), level) for level in (0.95, 0.90)]
        method, p_method = "Tango", "McNemar mid-p"
        p_value: float | None = mcnemar_mid_p(only_a, only_b)
    else:
        bounds, method = _graded_bounds(left, right, spread)
        few = len(shared) <= MOST_ITEMS
        p_value = sign_flip_p(differences) if few else paired_t_p(left, right)
        p_method = "sign flips, exact" if few else "paired t"
    intervals = [
        Interval(low=low, high=high, level=level, method=method)
        for (low, high), level in zip(bounds, (0.95, 0.90), strict=False)
    ]
    return PairedEstimate(
        n=len(shared),
        difference=mean(differences),
        interval95=intervals[0] if intervals else None,
        interval90=intervals[1] if intervals else None,
        p_value=p_value,
        p_method=p_method,
        spread=spread,
    )


def _graded_bounds(
    left: list[float], right: list[float], spread: float | None
) -> tuple[list[tuple[float, float]], str]:
    """The 95 % and 90 % bounds with their method; no bounds when nothing can be said."""
    if spread:
        found = [paired_interval(left, right, level) for level in (0.95, 0.90)]
        return [bounds for bounds in found if bounds is not None], "paired t"
    if not all(0 <= value <= 1 for value in (*left, *right)):
        return [], "none"
    centre = mean(paired_differences(left, right))
    bounds = []
    for level in (0.95, 0.90):
        z = float(ndtri((1 + level) / 2))
        half = z * z / (len(left) + z * z)
        bounds.append((max(centre - half, -1.0), min(centre + half, 1.0)))
    return bounds, "Tango width, no spread"
