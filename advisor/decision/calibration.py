"""The weights fitted to the cases that compared approaches, and an honest report on whether that helped."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal

import numpy as np

from advisor.decision.cross_validation import (
    LEAST_SOURCES,
    Procedure,
    bootstrap,
    calibration_slope,
    choose_penalty,
    held_out_scores,
    judging_divisions,
    refit,
    standard_error,
)
from advisor.decision.fitting import HAND_SET, PARAMETERS, fit, parameters_of, weights_of
from advisor.decision.tally import Flags, Numbers, Tally, hits, log_losses, mean_losses, scores_under, tally_of
from advisor.errors import CaseBookError
from advisor.language import _
from advisor.schema.calibration import Calibration, Convergence, FittedParameter, Gain, Judged, PenaltyTried, Scored
from advisor.schema.cases import Case, CaseBook
from advisor.schema.rules import Book, CaseCount


def method_words(cases: int, sources: int, seed: int) -> str:
    """How the weights were found."""
    return _(
        "Fitted to {cases} published cases from {sources} sources that compared approaches "
        "(penalised conditional logit, seed {seed}); the report is `weights_fit.json`.",
        cases=cases,
        sources=sources,
        seed=seed,
    )


def calibrate(book: Book, cases: CaseBook, today: datetime.date, procedure: Procedure | None = None) -> Calibration:
    """The fitted weights and all there is to say about them; gates and the stop rule stay as they are.

    Raises `CaseBookError` where too few sources compared approaches.
    """
    how = procedure or Procedure()
    counted = [case for case in cases.cases if case.counts]
    on = tally_of(book, counted)
    sources = len(np.unique(on.sources))
    if sources < LEAST_SOURCES:
        raise CaseBookError(
            f"cases: {sources} sources compared approaches, too few to fit weights to; add cases until there are "
            f"{LEAST_SOURCES}."
        )
    penalty, trials = choose_penalty(on, how)
    found = fit(on, penalty, starts=how.starts, seed=how.seed)
    weights = weights_of(
        found,
        method_words(len(on), sources, how.seed),
        _by_task(counted),
    ).model_copy(update={"measured": book.weights.measured})
    by_hand = scores_under(on, HAND_SET)
    divisions = judging_divisions(on, how)
    held_out = [held_out_scores(on, folds, lambda rest: weights_of(refit(rest, how))) for folds in divisions]
    low, high = np.quantile(bootstrap(on, penalty, how), [0.025, 0.975], axis=0)
    return Calibration(
        date=today,
        seed=how.seed,
        cases=len(on),
        sources=sources,
        rules=len(book.rules),
        weights=weights,
        parameters=tuple(
            FittedParameter(name=name, hand_set=before, fitted=after, low=least, high=most)
            for name, before, after, least, most in zip(
                PARAMETERS, parameters_of(HAND_SET), parameters_of(weights), low, high, strict=True
            )
        ),
        penalised_loss=found.loss,
        penalty=penalty,
        penalties_tried=tuple(PenaltyTried(**trial._asdict()) for trial in trials),
        judged=(
            _judged("hand-set", "the cases", on, [by_hand]),
            _judged("fitted", "cases held out", on, held_out),
            _judged("fitted", "the cases it was fitted to", on, [scores_under(on, weights)]),
        ),
        gain=_gain(on, by_hand, held_out),
        convergence=Convergence(starts=found.starts, agreeing=found.agreeing, spread=found.spread),
        folds=how.folds,
        repeats=how.repeats,
        resamples=how.resamples,
        rules_fingerprint=book.fingerprint,
        cases_fingerprint=cases.fingerprint,
        counts_fingerprint=on.fingerprint,
    )


def _by_task(cases: Sequence[Case]) -> dict[str, CaseCount]:
    held: dict[str, list[Case]] = {}
    for case in cases:
        held.setdefault(case.answers.task, []).append(case)
    return {
        task: CaseCount(
            cases=len(same),
            papers=sum(case.source.publisher == "paper" for case in same),
            before_2025=sum(case.year < 2025 for case in same),
        )
        for task, same in sorted(held.items())
    }


def _judged(
    weights: Literal["hand-set", "fitted"],
    where: Literal["the cases", "the cases it was fitted to", "cases held out"],
    on: Tally,
    scores: Sequence[Numbers],
) -> Judged:
    """The means over several divisions into folds."""
    return Judged(
        weights=weights,
        on=where,
        compared=_scored(on, on.compared, scores),
        open=_scored(on, np.ones_like(on.compared), scores),
        calibration_slope=float(np.mean([calibration_slope(on, each) for each in scores])),
    )


def _scored(on: Tally, among: Flags, scores: Sequence[Numbers]) -> Scored:
    return Scored(
        log_loss=float(np.mean([log_losses(each, among, on.acceptable) for each in scores])),
        acceptable=float(np.mean([hits(each, among, on.acceptable) for each in scores])),
    )


def _gain(on: Tally, by_hand: Numbers, held_out: Sequence[Numbers]) -> Gain:
    before = mean_losses(on, by_hand)
    after = np.mean([mean_losses(on, each) for each in held_out], axis=0)
    gains = on.source_means(before - after)
    mean, error = float(gains.mean()), standard_error(gains)
    return Gain(mean=mean, low=mean - 1.96 * error, high=mean + 1.96 * error)
