"""The rules run over published cases as if they had been asked before the outcome was known."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Final, Literal

import numpy as np

from advisor.decision.backtesting.baselines import BaselineKind, baselines
from advisor.decision.backtesting.breakdowns import by_approach, by_confidence, by_kind, by_task, by_year, confusion
from advisor.decision.backtesting.forecasts import Adviser, Forecast, Learn, held_out
from advisor.decision.backtesting.methods import CROSS_VALIDATED, INTERVAL_METHOD, SHIPPED
from advisor.decision.backtesting.records import records
from advisor.decision.backtesting.regret import regret, regrets
from advisor.decision.backtesting.reliability import reliability
from advisor.decision.backtesting.sample import Sample, sample_of
from advisor.decision.backtesting.scoring import compared_score, judge, open_score
from advisor.decision.cross_validation import LEAST_SOURCES, Procedure, judging_divisions, refit
from advisor.decision.fitting import weights_of
from advisor.decision.tally import Flags, scores_under, softmax, tally_of
from advisor.errors import CaseBookError
from advisor.schema.backtest import Backtest, Baseline, LaterYears
from advisor.schema.cases import Case, CaseBook
from advisor.schema.rules import Book, Weights
from advisor.version import __version__

LEAST_LATER: Final = 10
"""Fewer later cases show nothing."""

Progress = Callable[[int, int], None]
"""Told how many parts of the work are done, and how many there are."""


def cross_validated(
    book: Book,
    cases: CaseBook,
    today: datetime.date,
    procedure: Procedure | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """The track record on our own cases, each judged by weights refitted without any case of its source.

    Raises `CaseBookError` where too few sources compared approaches.
    """
    how = procedure or Procedure()
    sample = sample_of(book, cases.cases)
    if sample.number_of_sources < LEAST_SOURCES:
        raise CaseBookError(
            f"cases: {sample.number_of_sources} sources compared approaches, too few to learn from and to be judged "
            f"on; add cases until there are {LEAST_SOURCES}, or give the folder with --cases to judge the weights as "
            "they are."
        )
    divisions = judging_divisions(sample.tally, how)
    folds = sum(len(np.unique(each)) for each in divisions)
    cuts, plain = _cut_years(sample), baselines(how.seed)
    tick = _Ticker(progress, folds * (1 + len(plain)) + len(cuts))
    learn = _learn_weights(book, how)
    return _backtest(
        book,
        cases,
        sample,
        held_out(sample, divisions, tick.after_each(learn)),
        [(each, held_out(sample, divisions, tick.after_each(each.learn))) for each in plain],
        today,
        weights="refitted in each fold",
        method=CROSS_VALIDATED.format(folds=how.folds, repeats=how.repeats),
        how=how,
        later_years=tuple(_later(sample, year, tick.after_each(learn)) for year in cuts),
    )


def with_shipped_weights(
    book: Book,
    cases: CaseBook,
    own: CaseBook,
    today: datetime.date,
    procedure: Procedure | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """The track record of the book as it is on cases from elsewhere; only the baselines learn, from our `own` cases.

    Raises `CaseBookError` where none of the cases compared approaches.
    """
    how = procedure or Procedure()
    sample, learned_from = sample_of(book, cases.cases), sample_of(book, own.cases)
    if not cases.cases:
        raise CaseBookError("cases: there is no case; give a folder of case files, one case a file (`<id>.yaml`).")
    if not len(sample):
        raise CaseBookError(
            f"cases: none of the cases ({len(cases.cases)}) compared approaches, so there is nothing to be right or "
            "wrong about; add cases with `compared: true`, in which approaches of at least two kinds were tried."
        )
    plain = baselines(how.seed)
    tick = _Ticker(progress, len(plain))
    ours = {case.source.page for case in own.cases}
    return _backtest(
        book,
        cases,
        sample,
        _adviser(book, book.weights)(sample.cases),
        [(each, tick.after_each(each.learn)(learned_from)(sample.cases)) for each in plain],
        today,
        weights="shipped",
        method=SHIPPED.format(cases=len(learned_from)),
        how=how,
        seen=sum(case.source.page in ours for case in sample.cases),
    )


class _Ticker:
    """Counts the parts of the work that are done."""

    def __init__(self, progress: Progress | None, parts: int) -> None:
        self._progress, self._parts, self._done = progress, parts, 0

    def after_each(self, learn: Learn) -> Learn:
        def learn_and_tick(sample: Sample) -> Adviser:
            learned = learn(sample)
            self._done += 1
            if self._progress:
                self._progress(self._done, self._parts)
            return learned

        return learn_and_tick


def _learn_weights(book: Book, how: Procedure) -> Learn:
    """The rules with weights, and their penalty, fitted to a sample."""
    return lambda sample: _adviser(book, weights_of(refit(sample.tally, how)))


def _adviser(book: Book, weights: Weights) -> Adviser:
    def say(cases: Sequence[Case]) -> Forecast:
        on = tally_of(book, cases)
        return Forecast.by_chance(softmax(scores_under(on, weights), np.ones_like(on.open)))

    return say


def _backtest(
    book: Book,
    cases: CaseBook,
    sample: Sample,
    said: Forecast,
    plain: Sequence[tuple[BaselineKind, Forecast]],
    today: datetime.date,
    *,
    weights: Literal["shipped", "refitted in each fold"],
    method: str,
    how: Procedure,
    later_years: tuple[LaterYears, ...] = (),
    seen: int | None = None,
) -> Backtest:
    judged, sources = judge(sample, said), sample.tally.sources
    lost = regrets(sample, judged)
    refitted = weights != "shipped"
    return Backtest(
        date=today,
        advisor_version=__version__,
        weights=weights,
        method=method,
        interval_method=INTERVAL_METHOD,
        seed=how.seed,
        folds=how.folds if refitted else None,
        repeats=how.repeats if refitted else None,
        rules=len(book.rules),
        rules_fingerprint=book.fingerprint,
        cases_fingerprint=cases.fingerprint,
        n=len(sample),
        sources=sample.number_of_sources,
        left_out=sum(not each.compared for each in cases.cases if not each.is_own),
        seen=seen,
        compared=compared_score(judged, sources),
        open=open_score(judged, sources),
        baselines=tuple(_baseline(kind, sample, forecast) for kind, forecast in plain),
        by_approach=by_approach(sample, judged),
        by_task=by_task(sample, judged),
        by_confidence=by_confidence(sample, judged),
        by_kind=by_kind(sample, judged),
        by_year=by_year(sample, judged),
        confusion=confusion(sample, judged),
        reliability=reliability(sample, said, judged),
        regret=regret(sample, lost),
        later_years=later_years,
        cases=records(book, sample, said, judged, lost),
    )


def _baseline(kind: BaselineKind, sample: Sample, said: Forecast) -> Baseline:
    judged, sources = judge(sample, said), sample.tally.sources
    return Baseline(
        id=kind.id,
        title=kind.title,
        says=kind.says,
        method=kind.method,
        source=kind.source,
        compared=compared_score(judged, sources),
        open=open_score(judged, sources),
    )


def _cut_years(sample: Sample) -> list[int]:
    """The years up to which there is enough to learn from, and after which enough to be judged on."""
    found = []
    for year in sorted(set(sample.years.tolist())):
        before, later = _before(sample, year), sample.years > year
        if len(np.unique(sample.tally.sources[before])) >= LEAST_SOURCES and later.sum() >= LEAST_LATER:
            found.append(year)
    return found


def _before(sample: Sample, year: int) -> Flags:
    """(n): published up to that year, by a source that published nothing later."""
    sources, later = sample.tally.sources, sample.years > year
    return np.asarray(~later & ~np.isin(sources, sources[later]))


def _later(sample: Sample, year: int, learn: Learn) -> LaterYears:
    before, rest = sample.rows(_before(sample, year)), sample.rows(sample.years > year)
    judged = judge(rest, learn(before)(rest.cases))
    return LaterYears(
        fitted_up_to=year,
        fitted_cases=len(before),
        fitted_sources=before.number_of_sources,
        n=len(rest),
        sources=rest.number_of_sources,
        compared=compared_score(judged, rest.tally.sources),
        open=open_score(judged, rest.tally.sources),
    )
