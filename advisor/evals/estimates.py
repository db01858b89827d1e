"""The interval of one variant's score, and the probability that it meets a target.

Which method: methods of `advisor.stats`, chosen by kind of score. Pass/fail gets Wilson with n items (the sum of item
means as successes: repeats sharpen each item's own rate, but the bar counts items); graded scores get t. Items in
clusters get Wilson with an effective number of items, or t on clustered errors. Without any spread t would be a bar of
no width, so scores inside [0, 1] fall back on Wilson, the widest a score with that mean can need.
"""

from __future__ import annotations

from advisor.evals.clusters import FEW_CLUSTERS, Totals
from advisor.evals.digits import steady
from advisor.evals.marks import VariantMarks
from advisor.language import _
from advisor.schema.evidence import Interval, ScoreKind
from advisor.stats.beta_posterior import p_rate_at_least
from advisor.stats.clustered_error import clustered_error_of_totals, clustered_interval_of_totals
from advisor.stats.clustered_wilson import clustered_wilson_of_totals
from advisor.stats.mean_interval import moments_interval, p_moments_at_least
from advisor.stats.wilson import wilson_interval


def score_interval(
    own: VariantMarks, kind: ScoreKind, level: float = 0.95, clusters: Totals | None = None
) -> Interval | None:
    """The interval for the mean over items; None when one item, one cluster or no spread leaves it unknown."""
    marks = own.marks
    if kind == "pass/fail" and clusters is not None:
        low, high = clustered_wilson_of_totals(clusters.sums, clusters.sizes, level)
        return interval(low, high, level, _("Wilson, {clusters}", clusters=clusters_words(clusters)))
    if kind == "pass/fail":
        low, high = wilson_interval(marks.mean * marks.n, marks.n, level)
        return interval(low, high, level, "Wilson")
    if marks.variance and clusters is not None:
        bounds = clustered_interval_of_totals(clusters.sums, clusters.sizes, level)
        return interval(*bounds, level, _("t, {clusters}", clusters=clusters_words(clusters))) if bounds else None
    bounds = moments_interval(marks, level) if marks.variance else None
    if bounds is not None:
        return interval(*bounds, level, "t")
    if own.low >= 0 and own.high <= 1:
        n = marks.n if clusters is None else clusters.groups
        low, high = wilson_interval(marks.mean * n, n, level)
        return interval(low, high, level, _("Wilson, no spread"))
    return None


def score_error(own: VariantMarks, clusters: Totals | None = None) -> float | None:
    """The standard error over items, or over clusters of items; None where one of them leaves it unknown."""
    error = own.marks.se if clusters is None else clustered_error_of_totals(clusters.sums, clusters.sizes)
    return None if error is None else steady(error)


def p_meets(own: VariantMarks, kind: ScoreKind, target: float) -> float | None:
    """P(true mean >= target) for independent items; None where it cannot be told."""
    if kind == "pass/fail":
        return p_rate_at_least(own.marks.mean * own.marks.n, own.marks.n, target)
    return p_moments_at_least(own.marks, target)


def interval(low: float, high: float, level: float, method: str) -> Interval:
    """The interval, to the digits that hold."""
    return Interval(low=steady(low), high=steady(high), level=level, method=method)


def clusters_words(clusters: Totals) -> str:
    """`40 clusters`; few of them are said to be few."""
    if clusters.groups < FEW_CLUSTERS:
        return _("{n} clusters: few, a rough bar", n=f"{clusters.groups:,}")
    return _("{n} clusters", n=f"{clusters.groups:,}")
