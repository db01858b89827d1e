"""The approaches ranked: a sum of log-odds for each, vetoes, and the stop rule."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from advisor.schema.recommendation import Standing
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES, Approach


class Ranking(NamedTuple):
    """All four approaches, the recommended one first."""

    order: tuple[Approach, ...]
    scores: dict[Approach, float]
    probabilities: dict[Approach, float]
    ruled_out: frozenset[Approach]
    standing: Standing

    @property
    def approach(self) -> Approach | None:
        """The recommended one; None where every approach is ruled out."""
        return None if self.standing == "conflict" else self.order[0]


def rank(book: Book, fired: Sequence[Rule], presumed: Sequence[Rule] = ()) -> Ranking:
    """The ranking that these rules give; of `presumed` ones, which act for the time being, only what they settle.

    Score: prior + strength of each rule that supports - strength of each that opposes. What no rule supports never
    stands above the simplest approach that is left, however much speaks against that one. An approach that is ruled
    out comes last with probability 0. One that is settled leads by at least `settled_lead`. Equal scores: the
    simpler one first. Probability: softmax of the scores over those not ruled out.
    """
    strengths = dict(book.weights.strengths)
    scores: dict[Approach, float] = {approach: book.weights.priors[approach] for approach in APPROACHES}
    for rule in fired:
        weight = strengths[rule.strength] if rule.strength else 0.0
        for approach in rule.effect.supports:
            scores[approach] += weight
        for approach in rule.effect.opposes:
            scores[approach] -= weight
    # sums in another order differ in the last bits; a tie must stay a tie whatever the order of the rules
    scores = {approach: round(score, 9) for approach, score in scores.items()}
    ruled_out = frozenset(approach for rule in fired for approach in rule.effect.rules_out)
    open_ones = [approach for approach in APPROACHES if approach not in ruled_out]
    supported = {approach for rule in fired for approach in rule.effect.supports}
    for approach in open_ones[1:]:
        if approach not in supported:
            scores[approach] = min(scores[approach], scores[open_ones[0]])
    settled = [
        approach for approach in open_ones if any(approach in rule.effect.settles for rule in (*fired, *presumed))
    ]
    if settled:
        first = max(settled, key=lambda approach: scores[approach])
        rest = max((scores[approach] for approach in open_ones if approach != first), default=-math.inf)
        scores[first] = max(scores[first], rest + book.weights.settled_lead)
    order = sorted(
        APPROACHES,
        key=lambda approach: (approach in ruled_out, -scores[approach], APPROACHES.index(approach)),
    )
    top = max((scores[approach] for approach in open_ones), default=0.0)
    parts = {approach: math.exp(scores[approach] - top) for approach in open_ones}
    total = sum(parts.values())
    probabilities = {approach: parts[approach] / total if approach in parts else 0.0 for approach in APPROACHES}
    lead = scores[order[0]] - scores[order[1]] if len(open_ones) > 1 else math.inf
    return Ranking(
        tuple(order), scores, probabilities, ruled_out, _standing(book, fired, open_ones, bool(settled), lead)
    )


def _standing(book: Book, fired: Sequence[Rule], open_ones: Sequence[Approach], settled: bool, lead: float) -> Standing:
    if not open_ones:
        return "conflict"
    if settled:
        return "settled"
    if not any(rule.strength or rule.effect.rules_out for rule in fired):
        return "default"
    strengths = book.weights.strengths
    if lead >= strengths.strong:
        return "clear"
    return "leaning" if lead >= strengths.weak else "close"
