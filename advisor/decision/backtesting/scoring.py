"""Forecasts judged against outcomes: how often right, how sure, and how sure with good reason."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from advisor.decision.backtesting.forecasts import Forecast
from advisor.decision.backtesting.sample import Sample
from advisor.decision.tally import Flags, Numbers, Whole, losses_of
from advisor.schema.backtest import ComparedScore, OpenScore, Rate
from advisor.stats.clustered_wilson import clustered_wilson_interval

FEW_SOURCES: Final = 10


class Judged(NamedTuple):
    """What became of n forecasts, case by case."""

    first: Whole
    """(n) the approach ranked first of those compared."""
    recommended: Whole
    """(n) the approach ranked first of all four."""
    right_compared: Flags
    """(n): that is acceptable."""
    right_open: Flags
    is_best: Flags
    """(n) the recommended one turned out best."""
    loss_compared: Numbers
    """(n) -ln of the probability on what is acceptable, after renormalising over those compared."""
    loss_open: Numbers
    brier: Numbers
    """(n) squared distance of the probabilities from 1 for the best and 0 for the others."""


def judge(sample: Sample, said: Forecast) -> Judged:
    """What became of the forecasts; where everything is ruled out, nothing is right."""
    tally, best = sample.tally, sample.best
    first, recommended = said.first(tally.compared), said.recommended
    among = said.renormalised(tally.compared)
    return Judged(
        first=first,
        recommended=recommended,
        right_compared=is_among(first, tally.acceptable),
        right_open=is_among(recommended, tally.acceptable),
        is_best=is_among(recommended, best),
        loss_compared=losses_of((among * tally.acceptable).sum(axis=1)),
        loss_open=losses_of((said.chances * tally.acceptable).sum(axis=1)),
        brier=np.asarray(((said.chances - best) ** 2).sum(axis=1)),
    )


def is_among(chosen: Whole, right: Flags) -> Flags:
    """(n) whether what was chosen is one of the right ones; never where nothing was."""
    return np.asarray((chosen >= 0) & right[np.arange(len(chosen)), chosen])


def compared_score(judged: Judged, sources: Whole) -> ComparedScore:
    """Among the approaches that each source compared."""
    share = rate(judged.right_compared, sources)
    return ComparedScore(acceptable=share.share, log_loss=float(judged.loss_compared.mean()), rate=share)


def open_score(judged: Judged, sources: Whole) -> OpenScore:
    """Among all four approaches."""
    share, best = rate(judged.right_open, sources), rate(judged.is_best, sources)
    return OpenScore(
        acceptable=share.share,
        best=best.share,
        log_loss=float(judged.loss_open.mean()),
        brier=float(judged.brier.mean()),
        rate=share,
        rate_best=best,
    )


def rate(right: Flags, sources: Whole) -> Rate:
    """How often something was right, with its interval; at least one case."""
    passes = [bool(each) for each in right]
    low, high = clustered_wilson_interval(passes, sources.tolist())
    number = len(np.unique(sources))
    return Rate(
        n=len(passes),
        right=sum(passes),
        sources=number,
        share=sum(passes) / len(passes),
        low=low,
        high=high,
        few_sources=number < FEW_SOURCES,
    )
