"""How long the calls of each variant took: the median and the 95th percentile of those that did not fail.

The ends are those of the 95 % percentile bootstrap over rows, whose resampled distribution is known without resampling
(see `stats.bootstrap_percentile`). Up to `MOST_ROWS` rows all are looked at; with more they are counted where they
lie, in bins 0.1 % wide of which the mean stands for all, so that a figure is off by less than 0.1 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import narwhals as nw
import numpy as np

from advisor.evals.digits import steady
from advisor.evals.marks import Floats, floats
from advisor.evals.sample_table import SampleTable
from advisor.schema.evidence import Quantile
from advisor.stats.bootstrap_percentile import quantile_ranks

MOST_ROWS = 20_000
ENOUGH_FOR_P50, ENOUGH_FOR_P95 = 6, 20
"""With fewer rows an end of the interval would be the smallest or largest row, whatever the rows are."""
_BINS = 1_000
"""To each factor of e."""


@dataclass(frozen=True, slots=True)
class Latencies:
    """The quantiles of one variant, in seconds."""

    p50: Quantile
    p95: Quantile


def latencies_in(table: SampleTable) -> Mapping[str, Latencies]:
    """The latencies by variant, where some are known."""
    known = sum(own.latency_rows for own in table.totals.values())
    if not known:
        return {}
    own = nw.col("latency_s").cast(nw.Float64())
    rows = table.frame.filter(~nw.col("failed") & ~own.is_null()).select("variant", own.alias("seconds"))
    if known > MOST_ROWS:
        logarithm = nw.when(nw.col("seconds") > 0.0).then(nw.col("seconds")).log() * _BINS
        binned = rows.with_columns(logarithm.floor().fill_null(float(-(2**31))).alias("bin"))
        seconds = nw.col("seconds")
        rows = binned.group_by("variant", "bin").agg(seconds.mean().alias("seconds"), nw.len().alias("rows"))
    else:
        rows = rows.with_columns(nw.lit(1).alias("rows"))
    found = rows.collect(backend="pyarrow")
    variants = np.array(found["variant"].to_list(), dtype=object)
    seconds_of, rows_of = floats(found["seconds"]), floats(found["rows"])
    return {
        name: _latencies(seconds_of[variants == name], rows_of[variants == name])
        for name, total in table.totals.items()
        if total.latency_rows
    }


def _latencies(seconds: Floats, rows: Floats) -> Latencies:
    order = np.argsort(seconds)
    seconds, ranks = seconds[order], np.cumsum(rows[order])
    return Latencies(
        p50=_quantile(seconds, ranks, 0.5, ENOUGH_FOR_P50), p95=_quantile(seconds, ranks, 0.95, ENOUGH_FOR_P95)
    )


def _quantile(seconds: Floats, ranks: Floats, level: float, enough: int) -> Quantile:
    n = int(ranks[-1])
    low, value, high = (steady(float(seconds[np.searchsorted(ranks, rank)])) for rank in quantile_ranks(n, level))
    has_ends = n >= enough
    return Quantile(value=value, low=low if has_ends else None, high=high if has_ends else None, n=n)
