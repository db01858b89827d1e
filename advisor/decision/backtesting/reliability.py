"""Whether probabilities mean what they say: grouped by size, the mean of each group beside what was observed.

Groups of equal number (quantiles), after Hosmer and Lemeshow 1980; equal probabilities stay together.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from advisor.decision.backtesting.forecasts import Forecast
from advisor.decision.backtesting.sample import Sample
from advisor.decision.backtesting.scoring import Judged, rate
from advisor.decision.cross_validation import SLOPES, slope_of
from advisor.decision.tally import Flags, Numbers, Tally, Whole, log_losses
from advisor.schema.backtest import Bin, Reliability

LEAST_IN_A_BIN: Final = 20
MOST_BINS: Final = 10
_TOLD: Final = (2 * SLOPES[0], 0.99 * SLOPES[1])
"""A slope outside has run into the end of its search: it cannot be told."""


def reliability(sample: Sample, said: Forecast, judged: Judged) -> Reliability:
    """The three tables and the two slopes."""
    tally = sample.tally
    among = said.renormalised(tally.compared)
    every = np.ones_like(tally.compared)
    return Reliability(
        recommended=bins(_of(said.chances, judged.recommended), judged.right_open, tally.sources),
        ranked_first=bins(_of(among, judged.first), judged.right_compared, tally.sources),
        every=bins(said.chances.ravel(), tally.acceptable.ravel(), np.repeat(tally.sources, every.shape[1])),
        slope_compared=_slope(tally, said, tally.compared),
        slope_open=_slope(tally, said, every),
    )


def bins(chances: Numbers, observed: Flags, sources: Whole) -> tuple[Bin, ...]:
    """Groups of about equal number, the smallest probabilities first; nothing is left out."""
    number = min(max(len(chances) // LEAST_IN_A_BIN, 1), MOST_BINS)
    chances = np.round(chances, 9)
    place = np.searchsorted(np.sort(chances), chances, side="left") * number // len(chances)
    return tuple(
        Bin(
            low=float(chances[inside].min()),
            high=float(chances[inside].max()),
            mean=float(chances[inside].mean()),
            rate=rate(observed[inside], sources[inside]),
        )
        for inside in (place == each for each in np.unique(place))
    )


def _of(chances: Numbers, chosen: Whole) -> Numbers:
    """(n) the probability of what was chosen; 0 where nothing was."""
    return np.where(chosen >= 0, chances[np.arange(len(chosen)), chosen], 0.0)


def _slope(tally: Tally, said: Forecast, among: Flags) -> float | None:
    """The calibration slope among these approaches."""
    with np.errstate(divide="ignore"):
        scores = np.log(said.chances)
    slope = slope_of(lambda factor: log_losses(scores * factor, among, tally.acceptable))
    return slope if _TOLD[0] < slope < _TOLD[1] else None
