"""The difference of two variants on the items that both scored: estimate, two intervals, p-values.

Pass/fail without repeats: Tango's interval and McNemar's mid-p. Otherwise t on the item differences, with the exact
sign-flip test up to 20 items. Items in clusters: t on the clustered error (CR1). Differences without any spread would
give a bar of no width: inside [0, 1] they get Tango's width for pairs that never differ, as many as there are items,
or clusters of items; elsewhere no interval.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import ndtr, ndtri, stdtr

from advisor.evals.clusters import Totals
from advisor.evals.digits import steady
from advisor.evals.estimates import clusters_words, interval
from advisor.evals.marks import PairMarks
from advisor.language import _
from advisor.schema.evidence import Interval, ScoreKind
from advisor.stats.clustered_error import clustered_error_of_totals, clustered_interval_of_totals
from advisor.stats.mcnemar import mcnemar_mid_p
from advisor.stats.mean_interval import moments_interval
from advisor.stats.noninferiority import noninferiority_p, noninferiority_p_binary
from advisor.stats.paired_mean import moments_t_p
from advisor.stats.sign_flip import sign_flip_p
from advisor.stats.tango import tango_interval

LEVELS = (0.95, 0.90)


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
    error: float | None
    """The standard error of the difference, clustered where the items are."""
    marks: PairMarks
    clusters: Totals | None
    kind: ScoreKind

    def p_not_worse(self, margin: float) -> float | None:
        """The one-sided p-value of "A is worse than B by the margin or more"; None where it cannot be told."""
        return _p_not_worse(self.marks, self.kind, self.clusters, margin)

    def p_not_worse_mirrored(self, margin: float) -> float | None:
        """The one-sided p-value of "B is worse than A by the margin or more"."""
        return self.mirrored.p_not_worse(margin)

    def low_at(self, level: float) -> float | None:
        """The low end of the interval at another level; None where there is no interval."""
        bounds, _ = _bounds(self.marks, self.kind, self.clusters, (level,))
        return bounds[0][0] if bounds and bounds[0] is not None else None

    @property
    def mirrored(self) -> PairedEstimate:
        """B minus A."""
        return PairedEstimate(
            n=self.n,
            difference=0.0 - self.difference,
            interval95=_turned(self.interval95),
            interval90=_turned(self.interval90),
            p_value=self.p_value,
            p_method=self.p_method,
            spread=self.spread,
            error=self.error,
            marks=self.marks.mirrored,
            clusters=self.clusters.mirrored if self.clusters else None,
            kind=self.kind,
        )


def estimate_pair(pair: PairMarks, kind: ScoreKind, clusters: Totals | None = None) -> PairedEstimate:
    """The estimate from the differences of A minus B."""
    found = pair.differences
    error = found.se if clusters is None else clustered_error_of_totals(clusters.sums, clusters.sizes)
    bounds, method = _bounds(pair, kind, clusters, LEVELS)
    intervals = [
        None if each is None else interval(*each, level, method) for each, level in zip(bounds, LEVELS, strict=False)
    ] or [None, None]
    p_value, p_method = _p_value(pair, kind, clusters, error)
    return PairedEstimate(
        n=found.n,
        difference=steady(found.mean),
        interval95=intervals[0],
        interval90=intervals[1],
        p_value=None if p_value is None else steady(p_value),
        p_method=p_method,
        spread=found.variance,
        error=error,
        marks=pair,
        clusters=clusters,
        kind=kind,
    )


def is_pass_fail(pair: PairMarks, kind: ScoreKind) -> bool:
    """Whether the four counts of a pass/fail table say all: no repeats that agree in part."""
    return kind == "pass/fail" and pair.are_binary


_Bounds = list[tuple[float, float] | None]


def _bounds(pair: PairMarks, kind: ScoreKind, clusters: Totals | None, levels: Sequence[float]) -> tuple[_Bounds, str]:
    """The bounds at each level with their method; none when nothing can be said."""
    found = pair.differences
    if clusters is not None:
        if not clustered_error_of_totals(clusters.sums, clusters.sizes):
            return _no_spread(pair, clusters.groups, levels)
        bounds = [clustered_interval_of_totals(clusters.sums, clusters.sizes, level) for level in levels]
        return bounds, _("paired t, {clusters}", clusters=clusters_words(clusters))
    if is_pass_fail(pair, kind):
        return [tango_interval(pair.only_i, pair.only_j, found.n, level) for level in levels], "Tango"
    if found.variance:
        return [moments_interval(found, level) for level in levels], _("paired t")
    return _no_spread(pair, found.n, levels)


def _p_value(
    pair: PairMarks, kind: ScoreKind, clusters: Totals | None, error: float | None
) -> tuple[float | None, str]:
    """The two-sided p-value of no difference, and its method."""
    if clusters is not None:
        method = _("t on clustered errors")
        if not error:
            return (None if pair.differences.mean else 1.0), method
        return float(2 * stdtr(clusters.groups - 1, -abs(pair.differences.mean / error))), method
    if is_pass_fail(pair, kind):
        return mcnemar_mid_p(pair.only_i, pair.only_j), "McNemar mid-p"
    if pair.each:
        return sign_flip_p(pair.each), _("sign flips, exact")
    return moments_t_p(pair.differences), _("paired t")


def _no_spread(pair: PairMarks, n: int, levels: Sequence[float]) -> tuple[_Bounds, str]:
    """The bounds of `n` differences, of items or of clusters, that are all alike; none when nothing can be told."""
    if not pair.are_in_scale:
        return [], _("none")
    centre = pair.differences.mean
    bounds: _Bounds = []
    for level in levels:
        z = float(ndtri((1 + level) / 2))
        half = z * z / (n + z * z)
        bounds.append((max(centre - half, -1.0), min(centre + half, 1.0)))
    return bounds, _("Tango width, no spread")


def _p_not_worse(pair: PairMarks, kind: ScoreKind, clusters: Totals | None, margin: float) -> float | None:
    found, n = pair.differences, pair.differences.n
    if clusters is not None:
        n = clusters.groups
        error = clustered_error_of_totals(clusters.sums, clusters.sizes)
        known = noninferiority_p(found.mean, error, clusters.groups - 1, margin)
    elif is_pass_fail(pair, kind):
        return noninferiority_p_binary(pair.only_i, pair.only_j, found.n, min(margin, 1 - 1e-9))
    else:
        known = noninferiority_p(found.mean, found.se, found.n - 1, margin)
    return _p_without_spread(pair, n, margin) if known is None else known


def _p_without_spread(pair: PairMarks, n: int, margin: float) -> float | None:
    """Where all differences are alike: the level at which the interval of `_no_spread` reaches the margin."""
    if not pair.are_in_scale:
        return None
    room = pair.differences.mean + margin
    if room <= 0:
        return 1.0
    return 0.0 if room >= 1 else float(ndtr(-math.sqrt(n * room / (1 - room))))


def _turned(bounds: Interval | None) -> Interval | None:
    if bounds is None:
        return None
    return Interval(low=0.0 - bounds.high, high=0.0 - bounds.low, level=bounds.level, method=bounds.method)
