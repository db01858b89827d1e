"""Penalised regressions of the outcome on the answers: the peers that know the answers and no rule.

Multinomial logistic regression, and McFadden's conditional logit (1974) in which the choice is among the approaches
that each source compared, with a quadratic penalty on all coefficients (le Cessie and van Houwelingen 1992). Answers
stand as one column an option, `unknown` being one of them. The cases of one source have a weight of one together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np

from advisor.decision.backtesting.forecasts import Adviser, Forecast
from advisor.decision.backtesting.sample import Sample
from advisor.decision.cross_validation import fold_numbers
from advisor.decision.tally import Flags, Numbers, softmax
from advisor.schema.answers import QUESTIONS, Answers
from advisor.schema.cases import Case
from advisor.schema.words import APPROACHES

Target = Literal["best", "compared"]
"""best: which of all four turned out best · compared: which of those compared was acceptable."""

COLUMNS: Final = tuple(
    (question, option) for question in QUESTIONS for option in get_args(Answers.model_fields[question].annotation)
)
"""One column an option of every question."""

PENALTIES: Final = (30.0, 10.0, 3.0, 1.0, 0.3)
_INTERCEPT_PENALTY: Final = 0.1
"""Hardly any, but an approach that never won before must not be impossible."""
_FOLDS: Final = 5


def one_hot(cases: Sequence[Case]) -> Numbers:
    """(n, columns) 1 where a case has the answer of the column, else 0."""
    rows = [[float(getattr(case.answers, question) == option) for question, option in COLUMNS] for case in cases]
    return np.array(rows).reshape(len(rows), len(COLUMNS))


@dataclass(frozen=True, slots=True, eq=False)
class Logit:
    """Coefficients, and what they were fitted at."""

    middle: Numbers
    """(columns): what was taken off the columns."""
    coefficients: Numbers
    """(columns + 1, 4): the last row holds the intercepts."""
    loss: float
    """Losses and penalty together."""

    def scores(self, columns: Numbers) -> Numbers:
        """(n, 4) log-odds, up to a constant a case."""
        return np.asarray((columns - self.middle) @ self.coefficients[:-1] + self.coefficients[-1])


def fit_logit(
    columns: Numbers, among: Flags, wanted: Numbers, times: Numbers, penalty: float, start: Numbers | None = None
) -> Logit:
    """The coefficients with the smallest penalised loss.

    Loss: the sum over cases of times x -sum over approaches of wanted x ln P, P the softmax of the scores over those
    `among`; `wanted` (n, 4) adds up to 1 in each case and is 0 outside `among`. Penalty: penalty / 2 x the squares of
    all coefficients, intercepts with a tenth of a unit instead. Convex, so that any descent finds the one best place;
    conjugate gradients, because they call no threaded linear algebra, which dawdles on problems as small as these.
    """
    from scipy.optimize import minimize

    middle = columns.mean(axis=0)
    design = np.column_stack([columns - middle, np.ones(len(columns))])
    shape = (design.shape[1], len(APPROACHES))
    weights = np.full((shape[0], 1), penalty)
    weights[-1] = _INTERCEPT_PENALTY

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        coefficients = flat.reshape(shape)
        chances = softmax(design @ coefficients, among)
        losses = -(wanted * np.log(np.where(wanted > 0, np.maximum(chances, 1e-300), 1.0))).sum(axis=1)
        slope = design.T @ (times[:, None] * (chances - wanted)) + weights * coefficients
        return float(times @ losses + (weights * coefficients**2).sum() / 2), slope.ravel()

    begin = np.zeros(shape).ravel() if start is None else start.ravel()
    found = minimize(loss, begin, jac=True, method="CG", options={"maxiter": 1000, "gtol": 1e-5})
    return Logit(middle, found.x.reshape(shape), float(found.fun))


def learn_regression(sample: Sample, target: Target, seed: int = 0) -> Adviser:
    """An adviser that has learned from these cases, its penalty chosen on them too, by folds that split no source."""
    columns, (among, wanted) = one_hot(sample.cases), _targets(sample, target)
    folds = fold_numbers(sample.tally, _FOLDS, seed)
    losses = np.zeros(len(PENALTIES))
    for number in np.unique(folds):
        out = folds == number
        times, start = sample.tally.rows(~out).shares, None
        for i, penalty in enumerate(PENALTIES):  # from the heaviest, each starting where the one before ended
            fitted = fit_logit(columns[~out], among[~out], wanted[~out], times, penalty, start)
            start = fitted.coefficients
            chances = softmax(fitted.scores(columns[out]), among[out])
            losses[i] -= (wanted[out] * np.log(np.maximum(chances, 0.001))).sum()
    chosen = PENALTIES[int(losses.argmin())]
    best = fit_logit(columns, among, wanted, sample.tally.shares, chosen)

    def say(cases: Sequence[Case]) -> Forecast:
        every = np.ones((len(cases), len(APPROACHES)), dtype=bool)
        return Forecast.by_chance(softmax(best.scores(one_hot(cases)), every))

    return say


def _targets(sample: Sample, target: Target) -> tuple[Flags, Numbers]:
    """(n, 4) what the choice is among, and (n, 4) what it should be, spread evenly where several are acceptable."""
    tally = sample.tally
    if target == "best":
        return np.ones_like(tally.compared), sample.best.astype(np.float64)
    right = tally.compared & tally.acceptable
    return tally.compared, right / right.sum(axis=1, keepdims=True)
