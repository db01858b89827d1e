"""What an adviser says about n cases before their outcome is known: probabilities, and an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from advisor.decision.backtesting.sample import Sample
from advisor.decision.tally import TINY, Flags, Numbers, Whole
from advisor.schema.cases import Case

NONE = -1
"""Stands for the approach where every one is ruled out."""


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """Probabilities and order of the four approaches in n cases."""

    chances: Numbers
    """(n, 4): they add up to 1; 0 for what is ruled out, all of them where everything is."""
    scores: Numbers
    """(n, 4): the highest is recommended, the simpler one where two are equal; -inf for what is ruled out."""

    @classmethod
    def by_chance(cls, chances: Numbers) -> Forecast:
        """The most probable approach first."""
        # the last bits of a mean depend on the order of its parts: a tie must stay a tie
        return cls(chances, np.where(chances > 0, np.round(chances, 9), -np.inf))

    @property
    def recommended(self) -> Whole:
        """(n) the first of all four; `NONE` where all are ruled out."""
        return self.first(np.ones(self.scores.shape, dtype=bool))

    def first(self, among: Flags) -> Whole:
        """(n) the first of those; `NONE` where all of them are ruled out."""
        scores = np.where(among, self.scores, -np.inf)
        return np.where(np.isfinite(scores).any(axis=1), scores.argmax(axis=1), NONE)

    def renormalised(self, among: Flags) -> Numbers:
        """(n, 4) probabilities over those only; all 0 where all of them are ruled out."""
        left = np.where(among, self.chances, 0.0)
        return np.asarray(left / np.maximum(left.sum(axis=1, keepdims=True), TINY))

    def rows(self, chosen: Flags) -> Forecast:
        """These cases only."""
        return Forecast(self.chances[chosen], self.scores[chosen])


Adviser = Callable[[Sequence[Case]], Forecast]
"""From cases in the order of their ids, of which it reads the answers alone, to what it says about them."""

Learn = Callable[[Sample], Adviser]
"""From cases with their outcome to an adviser that has learned from them."""


def held_out(sample: Sample, divisions: Sequence[Whole], learn: Learn) -> Forecast:
    """What is said about each case by advisers that have not seen its fold: the mean over several divisions."""
    chances, scores = np.zeros((2, len(divisions), *sample.tally.open.shape))
    for i, folds in enumerate(divisions):
        for number in np.unique(folds):
            out = folds == number
            said = learn(sample.rows(~out))(sample.rows(out).cases)
            chances[i, out], scores[i, out] = said.chances, said.scores
    return Forecast(chances.mean(axis=0), np.round(scores.mean(axis=0), 9))
