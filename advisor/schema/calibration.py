"""The report on a fit of the weights, as it stands in `rules/weights_fit.json`."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator

from advisor.schema.rules import Weights
from advisor.schema.words import Closed, Line

Figure = Annotated[float, AfterValidator(lambda value: round(value, 4))]
"""A number of which four decimals are kept."""


class FittedParameter(Closed):
    """One of the six numbers, in log-odds, with its 95 % bootstrap interval over sources."""

    name: Line
    hand_set: Figure
    fitted: Figure
    low: Figure
    high: Figure


class Scored(Closed):
    """How weights do on the cases; each case counts once."""

    log_loss: Figure
    acceptable: Figure
    """The share of cases whose highest-ranked approach is acceptable."""


class Judged(Closed):
    """How weights do among the approaches that each source compared, and among all four."""

    weights: Literal["hand-set", "fitted"]
    on: Literal["the cases", "the cases it was fitted to", "cases held out"]
    compared: Scored
    open: Scored
    calibration_slope: Figure
    """1 is calibrated, less is too sure, more is too cautious, as is meant: see `advisor.decision.fitting.CAUTION`."""


class Gain(Closed):
    """By how much the cross-validated log loss of fitted weights is below that of hand-set ones, mean of sources.

    Log loss: the mean of that among the approaches compared and that among all four.
    """

    mean: Figure
    low: Figure
    high: Figure

    @property
    def verdict(self) -> str:
        """Whether the fit is better."""
        if self.low > 0:
            return "better than"
        return "worse than" if self.high < 0 else "not clearly different from"


class PenaltyTried(Closed):
    """A penalty and its cross-validated log loss, mean of sources."""

    penalty: Figure
    log_loss: Figure
    above_least: Figure
    standard_error: Figure
    """Of `above_least`."""


class Convergence(Closed):
    """Where the starts of the fit ended."""

    starts: int
    agreeing: int
    """Starts that ended within 0.001 of the smallest loss."""
    spread: Figure
    """The largest distance in one parameter between two of those."""


class Calibration(Closed):
    """What was fitted, on what, how, and whether it helped."""

    date: datetime.date
    seed: int
    cases: int
    sources: int
    rules: int
    weights: Weights
    parameters: tuple[FittedParameter, ...]
    penalised_loss: Figure
    penalty: Figure
    penalties_tried: tuple[PenaltyTried, ...]
    judged: tuple[Judged, ...]
    gain: Gain
    convergence: Convergence
    folds: int
    repeats: int
    resamples: int
    rules_fingerprint: str
    """SHA-256 of the rules that were read, with the weights of that time."""
    cases_fingerprint: str
    counts_fingerprint: str
    """SHA-256 of all that the fit depends on: while this is the same, a fit with the same seed is the same."""
