"""What the rules say about many cases at once, as arrays: how a fit sees the book, and the same scores as `rank`."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray

from advisor.decision.states import all_facts, presumed, state_of
from advisor.schema.cases import Case
from advisor.schema.rules import Book, Weights
from advisor.schema.words import APPROACHES, Approach, FittedStrength

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

STRENGTHS: Final[tuple[FittedStrength, ...]] = get_args(FittedStrength)
TINY: Final = float(np.finfo(float).tiny)
HIGHEST_LOSS: Final = -math.log(0.001)
"""No case counts as more: a probability under 0.001 counts as 0.001."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a rule book says about n cases. Approaches and strengths stand in the order of `APPROACHES`, `STRENGTHS`."""

    sources: Whole
    """(n): the number of the source; cases of one source share it."""
    counts: Numbers
    """(n, 4, 3): rules of each strength that support each approach, less those that oppose it."""
    supported: Flags
    """(n, 4): some rule supports it."""
    open: Flags
    """(n, 4): no rule rules it out."""
    settled: Flags
    """(n, 4): a stop rule that holds, for good or for the time being, names it."""
    compared: Flags
    """(n, 4): the source tried it."""
    acceptable: Flags
    """(n, 4): a sensible adviser could have named it."""
    settled_lead: float
    """By how much a settled approach leads at least; never fitted."""

    def __len__(self) -> int:
        return len(self.sources)

    def rows(self, chosen: Whole | Flags) -> Tally:
        """These cases only."""
        per_case = [field.name for field in fields(self) if field.name != "settled_lead"]
        return replace(self, **{name: getattr(self, name)[chosen] for name in per_case})

    @property
    def shares(self) -> Numbers:
        """(n): the weight of each case; those of one source have a weight of one together."""
        _, place, sizes = np.unique(self.sources, return_inverse=True, return_counts=True)
        return np.asarray(1.0 / sizes[place], dtype=np.float64)

    def source_means(self, values: Numbers) -> Numbers:
        """(sources): the mean of a value per case over the cases of each source."""
        _, place, sizes = np.unique(self.sources, return_inverse=True, return_counts=True)
        return np.asarray(np.bincount(place, weights=values) / sizes, dtype=np.float64)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that a fit depends on: while it stays the same, so does the fit."""
        digest = hashlib.sha256()
        for field in fields(self):
            digest.update(np.asarray(getattr(self, field.name)).tobytes())
        return digest.hexdigest()


def tally_of(book: Book, cases: Sequence[Case]) -> Tally:
    """What the rules of a book say about these cases, in the order of their ids."""
    cases = sorted(cases, key=lambda case: case.id)
    numbers = {page: number for number, page in enumerate(sorted({case.source.page for case in cases}))}
    shape = (len(cases), len(APPROACHES))
    counts = np.zeros((*shape, len(STRENGTHS)))
    flags = {name: np.zeros(shape, dtype=bool) for name in ("supported", "ruled_out", "settled", "tried", "right")}

    def mark(name: str, row: int, approaches: Sequence[Approach]) -> None:
        flags[name][row, [APPROACHES.index(approach) for approach in approaches]] = True

    for row, case in enumerate(cases):
        facts = all_facts(book, case.answers.values)
        for rule in book.rules:
            fires = state_of(rule, facts) == "fires"
            if fires:
                for sign, approaches in ((1, rule.effect.supports), (-1, rule.effect.opposes)):
                    for approach in approaches:
                        if rule.strength in STRENGTHS:  # a case has no results
                            counts[row, APPROACHES.index(approach), STRENGTHS.index(rule.strength)] += sign
                mark("supported", row, rule.effect.supports)
                mark("ruled_out", row, rule.effect.rules_out)
            if fires or (rule.effect.settles and presumed(rule, facts)):
                mark("settled", row, rule.effect.settles)
        mark("tried", row, [system.approach for system in case.approaches])
        mark("right", row, case.acceptable)
    return Tally(
        sources=np.array([numbers[case.source.page] for case in cases], dtype=np.int64),
        counts=counts,
        supported=flags["supported"],
        open=~flags["ruled_out"],
        settled=flags["settled"] & ~flags["ruled_out"],
        compared=flags["tried"],
        acceptable=flags["right"],
        settled_lead=book.weights.settled_lead,
    )


def final_scores(on: Tally, sums: Numbers, settled_lead: float) -> tuple[Numbers, Whole]:
    """(n, 4) the scores of `rank`, after vetoes (-inf), cap and stop rule; and (n, 4) whose sum each of them is."""
    every, each = np.arange(len(APPROACHES)), np.arange(len(sums))
    simplest = on.open.argmax(axis=1)[:, None]
    top = np.take_along_axis(sums, simplest, axis=1)
    capped = ~on.supported & (sums > top)
    scores = np.where(on.open, np.where(capped, top, sums), -np.inf)
    whose = np.where(capped, simplest, every)
    for row in each[on.settled.any(axis=1)]:
        first = np.where(on.settled[row], scores[row], -np.inf).argmax()
        rival = np.where(every != first, scores[row], -np.inf).argmax()
        if scores[row, first] < scores[row, rival] + settled_lead:
            scores[row, first] = scores[row, rival] + settled_lead
            whose[row, first] = whose[row, rival]
    return scores, whose


def scores_under(on: Tally, weights: Weights) -> Numbers:
    """(n, 4) the score of every approach under these weights; -inf where it is ruled out."""
    strengths = np.array([getattr(weights.strengths, strength) for strength in STRENGTHS])
    priors = np.array([weights.priors[approach] for approach in APPROACHES])
    # sums in another order differ in the last bits; a tie must stay a tie, as in `rank`
    return final_scores(on, np.round(on.counts @ strengths + priors, 9), weights.settled_lead)[0]


def softmax(scores: Numbers, among: Flags) -> Numbers:
    """(n, 4) probabilities over those `among`; 0 for the others and for what is ruled out."""
    left = np.where(among, scores, -np.inf)
    top = left.max(axis=1, keepdims=True)
    parts = np.exp(left - np.where(np.isfinite(top), top, 0.0))
    return np.asarray(parts / np.maximum(parts.sum(axis=1, keepdims=True), TINY))


def log_losses(scores: Numbers, among: Flags, acceptable: Flags) -> Numbers:
    """(n) -ln of the summed probability on `acceptable` after renormalising over those `among`."""
    return losses_of((softmax(scores, among) * acceptable).sum(axis=1))


def mean_losses(on: Tally, scores: Numbers) -> Numbers:
    """(n) the mean of the log losses among the approaches compared and among all four.

    Among those compared it is fair, since nobody knows how an untried approach would have done; among all four it is
    the probability that a user sees.
    """
    everything = np.ones_like(on.compared)
    among = [log_losses(scores, approaches, on.acceptable) for approaches in (on.compared, everything)]
    return np.asarray(np.mean(among, axis=0))


def losses_of(chances: Numbers) -> Numbers:
    """-ln of these probabilities, of which none counts as less than 0.001."""
    return np.minimum(-np.log(np.clip(chances, TINY, 1.0)), HIGHEST_LOSS)


def hits(scores: Numbers, among: Flags, acceptable: Flags) -> Flags:
    """(n) whether the highest score among those is acceptable; equal scores go to the simpler one."""
    first = np.where(among, scores, -np.inf).argmax(axis=1)
    return np.asarray(acceptable[np.arange(len(first)), first])
