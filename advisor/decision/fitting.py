"""Weights fitted to published cases: three rising strengths and one prior per approach, never one weight per rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from advisor.decision.tally import HIGHEST_LOSS, STRENGTHS, TINY, Numbers, Tally, final_scores, losses_of, softmax
from advisor.schema.rules import CaseCount, Strengths, Weights
from advisor.schema.words import APPROACHES, Approach

HAND_SET: Final = Weights(
    fitted=False,
    method="Set by hand from how firmly the sources speak, before any fit.",
    strengths=Strengths(weak=0.4, moderate=0.8, strong=1.4),
    settled_lead=1.4,
    priors={"prompting": 0.0, "rag": -0.6, "fine-tuning": -0.6, "rag+fine-tuning": -1.8},
)
"""What a fit shrinks towards and has to beat. Retrieval and training together have to make up for what either costs
and for the pains of running both."""

PARAMETERS: Final = (*STRENGTHS, *(f"prompting's lead over {approach}" for approach in APPROACHES[1:]))
"""The six numbers that are fitted, all log-odds: the strengths, and how far prompting leads each other approach when
nothing is known. Only differences between priors show in a probability, so that of prompting is 0."""

LEAST: Final = 0.05
"""The least that a weak rule counts, and the least by which prompting's lead is more than one weak rule."""

CAUTION: Final = 0.8
"""Weights are fitted as if scores were this much smaller than they are, and so come out a fifth smaller. Fitted to the
cases that the rules were written with they were too sure on others: on two sets of 64 and 58 cases that the rules had
not seen, the scores had to be multiplied by 0.69 and 0.43 to be calibrated."""

_MOST = 5.0
# Each parameter is LEAST or a sum of others, plus increments that are not negative: a strength stands on the one below
# it and a lead on the weak strength, so that plain bounds on the increments keep all of them in order.
_SUMS = np.tril(np.ones((len(PARAMETERS), len(PARAMETERS))))
_SUMS[3:, 1:] = np.eye(len(PARAMETERS))[3:, 1:]
_START = np.array([LEAST] * len(STRENGTHS) + [2 * LEAST] * (len(APPROACHES) - 1))


def parameters_of(weights: Weights) -> Numbers:
    """(6) the numbers of `PARAMETERS` in these weights."""
    leads = [weights.priors["prompting"] - weights.priors[approach] for approach in APPROACHES[1:]]
    return np.array([*(getattr(weights.strengths, strength) for strength in STRENGTHS), *leads])


_CENTRE = parameters_of(HAND_SET)


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A fit: the numbers of `PARAMETERS`, and how they were found."""

    parameters: Numbers
    settled_lead: float
    """As it was."""
    penalty: float
    loss: float
    """Log losses and penalty together: what was made as small as it goes."""
    starts: int
    agreeing: int
    """How many starts ended within 0.001 of the smallest loss."""
    spread: float
    """The largest distance, in any one parameter, between two of those ends."""


def fit(on: Tally, penalty: float, *, starts: int = 1, seed: int = 0, times: Numbers | None = None) -> Fit:
    """The weights with the smallest penalised loss on these cases.

    Loss: the sum over cases of share x -ln P(acceptable), where P is the softmax of the scores of `rank` / `CAUTION`
    (the conditional logit of McFadden 1974), half of it over the approaches that the source compared, since nobody
    knows how an untried approach would have done, and half over all four, since that is the probability shown; the
    cases of one source share a weight of one.
    Penalty: penalty / 2 x |parameters - s x those set by hand|^2, where s is whatever suits best: a heavy penalty
    keeps the proportions set by hand and finds their scale alone (temperature scaling, Guo et al. 2017), a light one
    lets every number go its way. It is a normal prior of standard deviation 1 / sqrt(penalty) log-odds around s.
    Bounds: 0 < weak <= moderate <= strong; and prompting leads with nothing known, by 0.1 or more, and still leads when
    one weak rule alone speaks for something else.
    The cap bends the loss at some places, so SLSQP runs from several starts and the best end is kept.

    `times`: how often each case counts, for a bootstrap.
    """
    from scipy.optimize import minimize

    design = _design(on)
    shares = (on.shares if times is None else on.shares * times) / 2

    def loss(increments: Numbers) -> tuple[float, Numbers]:
        parameters = _START + _SUMS @ increments
        final, whose = final_scores(on, design @ parameters, on.settled_lead)
        whole, pulls = 0.0, np.zeros_like(final)
        for among in (on.compared, np.ones_like(on.compared)):
            chances = softmax(final / CAUTION, among)
            right = chances * on.acceptable
            total = right.sum(axis=1, keepdims=True)
            losses = losses_of(total[:, 0])
            moves = np.where(losses < HIGHEST_LOSS, shares, 0.0)[:, None]  # at the floor nothing moves
            pulls += moves * (chances - right / np.maximum(total, TINY)) / CAUTION
            whole += float(shares @ losses)
        slope = np.einsum("na,nap->p", pulls, np.take_along_axis(design, whose[:, :, None], axis=1))
        away = parameters - _CENTRE * (parameters @ _CENTRE) / (_CENTRE @ _CENTRE)
        return whole + penalty / 2 * float(away @ away), _SUMS.T @ (slope + penalty * away)

    begin = np.random.default_rng(seed).uniform(0.0, 1.5, size=(starts, len(PARAMETERS)))
    begin[0] = np.linalg.solve(_SUMS, _CENTRE - _START)
    bounds = [(0.0, _MOST)] * len(PARAMETERS)
    ends = [
        minimize(loss, each, jac=True, method="SLSQP", bounds=bounds, options={"ftol": 1e-12, "maxiter": 500})
        for each in begin
    ]
    best = min(ends, key=lambda end: float(end.fun))
    agreeing = [_SUMS @ end.x for end in ends if end.fun <= best.fun + 1e-3]
    return Fit(
        parameters=_START + _SUMS @ best.x,
        settled_lead=on.settled_lead,
        penalty=penalty,
        loss=float(best.fun),
        starts=starts,
        agreeing=len(agreeing),
        spread=float(np.ptp(agreeing, axis=0).max()),
    )


def weights_of(
    found: Fit, method: str = "Fitted to published cases.", fitted_on: Mapping[str, CaseCount] | None = None
) -> Weights:
    """The fitted weights as they stand in `weights.yaml`: rounded to two decimals, a tenth of their doubt."""
    weak, moderate, strong, *leads = (round(float(value), 2) for value in found.parameters)
    priors: dict[Approach, float] = {"prompting": 0.0}
    priors |= {approach: -lead for approach, lead in zip(APPROACHES[1:], leads, strict=True)}
    return Weights(
        fitted=True,
        method=method,
        strengths=Strengths(weak=weak, moderate=moderate, strong=strong),
        settled_lead=found.settled_lead,
        priors=priors,
        fitted_on=dict(fitted_on or {}),
    )


def _design(on: Tally) -> Numbers:
    """(n, 4, 6): before cap and stop rule the scores are this times the parameters."""
    leads = np.zeros((len(APPROACHES), len(APPROACHES) - 1))
    leads[1:] = -np.eye(len(APPROACHES) - 1)
    return np.concatenate([on.counts, np.broadcast_to(leads, (len(on), *leads.shape))], axis=2)
