"""How a fit does on cases it has not seen: folds that never split a source, refitted in each; and a bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from advisor.decision.fitting import Fit, fit, weights_of
from advisor.decision.tally import Numbers, Tally, Whole, mean_losses, scores_under
from advisor.schema.rules import Weights

LEAST_SOURCES: Final = 20
"""From fewer nothing is learned."""
SLOPES: Final = (0.01, 10.0)
"""Between which factors a calibration slope is looked for."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """How thoroughly to fit and to judge; the same seed gives the same numbers."""

    seed: int = 0
    penalties: tuple[float, ...] = (1.0, 4.0, 16.0, 64.0)
    """64 leaves each number a standard deviation of an eighth; heavier ones leave the cases next to nothing to say."""
    folds: int = 10
    repeats: int = 3
    """How often the cases are divided into folds anew, both to choose the penalty and to judge the fit."""
    resamples: int = 400
    starts: int = 20


class Trial(NamedTuple):
    """A penalty, its cross-validated log loss, and how much that is above the least, with its standard error."""

    penalty: float
    log_loss: float
    above_least: float
    standard_error: float


def fold_numbers(on: Tally, folds: int, *seed: int) -> Whole:
    """(n) which fold each case is in; the cases of a source are all in one."""
    sources = np.random.default_rng(seed).permutation(np.unique(on.sources))
    numbers = np.empty(len(on), dtype=np.int64)
    for number, part in enumerate(np.array_split(sources, min(folds, len(sources)))):
        numbers[np.isin(on.sources, part)] = number
    return numbers


def judging_divisions(on: Tally, procedure: Procedure) -> list[Whole]:
    """The divisions into folds on which a fit is judged: others than those that choose the penalty."""
    how = procedure
    return [fold_numbers(on, how.folds, how.seed, how.repeats + 1 + i) for i in range(how.repeats)]


def held_out_scores(on: Tally, folds: Whole, refit: Callable[[Tally], Weights]) -> Numbers:
    """(n, 4) scores of every case under weights that were fitted without its fold."""
    scores = np.empty(on.open.shape)
    for number in np.unique(folds):
        out = folds == number
        scores[out] = scores_under(on.rows(out), refit(on.rows(~out)))
    return scores


def choose_penalty(on: Tally, procedure: Procedure) -> tuple[float, tuple[Trial, ...]]:
    """The heaviest penalty that is no clearly worse than the best, and what each of them came to.

    The one-standard-error rule (Breiman et al. 1984, sec. 3.4.3) with the standard error of the difference between
    two penalties on the same sources, since their losses go up and down together.
    """
    divisions = [fold_numbers(on, procedure.folds, procedure.seed, i) for i in range(procedure.repeats)]

    def held_out_losses(penalty: float) -> Numbers:
        each = [held_out_scores(on, folds, lambda rest: weights_of(fit(rest, penalty))) for folds in divisions]
        return on.source_means(np.mean([mean_losses(on, scores) for scores in each], axis=0))

    losses = [held_out_losses(penalty) for penalty in procedure.penalties]
    least = min(losses, key=lambda each: float(each.mean()))
    trials = tuple(
        Trial(penalty, float(each.mean()), float((each - least).mean()), standard_error(each - least))
        for penalty, each in zip(procedure.penalties, losses, strict=True)
    )
    return max(trial.penalty for trial in trials if trial.above_least <= trial.standard_error), trials


def refit(on: Tally, procedure: Procedure) -> Fit:
    """The fit on these cases alone, its penalty chosen on them too: what a backtest does inside each fold."""
    penalty, _ = choose_penalty(on, procedure)
    return fit(on, penalty)


def bootstrap(on: Tally, penalty: float, procedure: Procedure) -> Numbers:
    """(resamples, 6) parameters refitted to sources drawn with replacement (cluster bootstrap; Davison and Hinkley
    1997, sec. 3.8), at this penalty."""
    random = np.random.default_rng((procedure.seed, procedure.repeats))
    _, place = np.unique(on.sources, return_inverse=True)
    number = int(place.max()) + 1
    drawn = random.multinomial(number, np.full(number, 1 / number), size=procedure.resamples).astype(np.float64)
    return np.array([fit(on, penalty, times=times[place]).parameters for times in drawn])


def calibration_slope(on: Tally, scores: Numbers) -> float:
    """By what factor the scores should be multiplied: 1 is calibrated, less is too sure, more is too cautious.

    Cox's slope (Cox 1958) for several options at once: the factor with the smallest log loss, compared and open.
    """
    return slope_of(lambda factor: mean_losses(on, scores * factor))


def slope_of(losses: Callable[[float], Numbers]) -> float:
    """The factor at which these losses, one a case, are smallest together."""
    from scipy.optimize import minimize_scalar

    return float(minimize_scalar(lambda factor: float(losses(factor).sum()), bounds=SLOPES, method="bounded").x)


def standard_error(values: Numbers) -> float:
    """Of the mean of independent values."""
    return float(values.std(ddof=1) / np.sqrt(len(values)))
