"""The approaches ranked: a sum of log-odds for each, vetoes, and the stop rule, on sets of rules as bits."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from advisor.schema.recommendation import Standing
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES, Approach

UNIT: Final = 10**9
"""Scores are added up as whole numbers of a billionth, so that a tie stays a tie whatever the order of the rules."""

_EVERY: Final = range(len(APPROACHES))
_SHIFTS: Final = tuple(64 * i for i in _EVERY)
_LANE: Final = (1 << 64) - 1
_HALF: Final = 1 << 63
_BIAS: Final = sum(_HALF << shift for shift in _SHIFTS)
_WORDS: Final = ("supports", "opposes", "rules_out", "settles", "note")


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


class Few(NamedTuple):
    """Up to eight rules: the rules, the ids, the scores they add (a lane of 64 bits an approach)."""

    rules: tuple[Rule, ...]
    ids: tuple[str, ...]
    score: int


class Effects:
    """The compiled effects of rules; bit i is the i-th of them."""

    def __init__(self, book: Book, rules: Sequence[Rule]) -> None:
        weights = book.weights
        strengths = {name: units(value) for name, value in weights.strengths}
        self._strong, self._weak = strengths["strong"], strengths["weak"]
        self._lead = units(weights.settled_lead)
        self._priors = _BIAS + _packed([units(weights.priors[approach]) for approach in APPROACHES])
        self.by_word = {word: tuple(_naming(rules, word, approach) for approach in APPROACHES) for word in _WORDS}
        self._rules_out, self.settles = self.by_word["rules_out"], self.by_word["settles"]
        self._supports = self.by_word["supports"]
        self.may_settle = _bits(rules, lambda rule: bool(rule.effect.settles))
        self.may_rule_out = _bits(rules, lambda rule: bool(rule.effect.rules_out))
        self._speaks = self.may_rule_out | _bits(rules, lambda rule: rule.strength is not None)
        self._size = (len(rules) + 7) // 8
        scores = [_packed(points(rule, strengths)) for rule in rules]
        self._eights = tuple(_Eight(rules[at : at + 8], scores[at : at + 8]) for at in range(0, len(rules), 8))

    def parts(self, bits: int) -> list[Few]:
        """The rules of a set, in their order, by eights."""
        return [
            eight[byte] for eight, byte in zip(self._eights, bits.to_bytes(self._size, "little"), strict=True) if byte
        ]

    def rank(self, fired: int, stops: int = 0, parts: Sequence[Few] | None = None) -> Ranking:
        """The ranking that these rules give; of `stops`, which act for the time being, only what they settle.

        Score: prior + strength of each rule that supports - strength of each that opposes. What no rule supports
        never stands above the simplest approach that is left, however much speaks against that one. An approach that
        is ruled out comes last with probability 0. One that is settled leads by at least `settled_lead`. Equal
        scores: the simpler one first. Probability: softmax of the scores over those not ruled out.
        """
        packed = self._priors
        for part in self.parts(fired) if parts is None else parts:
            packed += part.score
        scores = [(packed >> shift & _LANE) - _HALF for shift in _SHIFTS]
        open_ones: Sequence[int] = _EVERY
        if fired & self.may_rule_out:
            open_ones = [i for i in _EVERY if not fired & self._rules_out[i]]
            if not open_ones:
                return _ranking(sorted(_EVERY, key=lambda i: -scores[i]), scores, {}, "conflict")
        simplest = scores[open_ones[0]]
        for i in open_ones[1:]:
            if scores[i] > simplest and not fired & self._supports[i]:
                scores[i] = simplest
        acting = (fired | stops) & self.may_settle
        settled = [i for i in open_ones if acting & self.settles[i]] if acting else []
        if settled:
            first = max(settled, key=scores.__getitem__)
            rest = max([scores[i] for i in open_ones if i != first], default=scores[first] - self._lead)
            scores[first] = max(scores[first], rest + self._lead)
        order = sorted(open_ones, key=[-score for score in scores].__getitem__)
        top = scores[order[0]]
        shares = {i: math.exp((scores[i] - top) / UNIT) for i in order}
        if settled:
            standing: Standing = "decided"
        elif not fired & self._speaks:
            standing = "default"
        else:
            lead = top - scores[order[1]] if len(order) > 1 else self._strong
            standing = "clear" if lead >= self._strong else "leaning" if lead >= self._weak else "close"
        if len(order) < len(_EVERY):
            order += sorted((i for i in _EVERY if i not in shares), key=lambda i: -scores[i])
        return _ranking(order, scores, shares, standing)


class _Eight(dict[int, Few]):
    """Any set of up to eight rules as a byte -> those rules; filled when a set is first met."""

    def __init__(self, rules: Sequence[Rule], scores: Sequence[int]) -> None:
        super().__init__()
        self._rules, self._scores = rules, scores

    def __missing__(self, byte: int) -> Few:
        held = [i for i in range(len(self._rules)) if byte >> i & 1]
        rules = tuple(self._rules[i] for i in held)
        self[byte] = found = Few(rules, tuple(rule.id for rule in rules), sum(self._scores[i] for i in held))
        return found


def rank(book: Book, fired: Sequence[Rule], presumed: Sequence[Rule] = ()) -> Ranking:
    """The ranking that these rules give; of `presumed` ones, which act for the time being, only what they settle."""
    every = (1 << len(fired) + len(presumed)) - 1
    fires = (1 << len(fired)) - 1
    return Effects(book, [*fired, *presumed]).rank(fires, every ^ fires)


def units(value: float) -> int:
    """Log-odds as a whole number of billionths."""
    return round(value * UNIT)


def points(rule: Rule, strengths: dict[str, int]) -> list[int]:
    """What a rule adds to the score of each approach."""
    weight = strengths[rule.strength] if rule.strength else 0
    return [
        weight * ((approach in rule.effect.supports) - (approach in rule.effect.opposes)) for approach in APPROACHES
    ]


def _ranking(order: Sequence[int], scores: Sequence[int], shares: dict[int, float], standing: Standing) -> Ranking:
    total = sum(shares.values())
    one, two, three, four = APPROACHES
    return Ranking(
        tuple([APPROACHES[i] for i in order]),
        {one: scores[0] / UNIT, two: scores[1] / UNIT, three: scores[2] / UNIT, four: scores[3] / UNIT},
        {approach: shares[i] / total if i in shares else 0.0 for i, approach in enumerate(APPROACHES)},
        frozenset() if len(shares) == len(_EVERY) else frozenset(APPROACHES[i] for i in _EVERY if i not in shares),
        standing,
    )


def _packed(scores: Sequence[int]) -> int:
    return sum(score << shift for score, shift in zip(scores, _SHIFTS, strict=True))


def _naming(rules: Sequence[Rule], word: str, approach: Approach) -> int:
    return _bits(rules, lambda rule: approach in getattr(rule.effect, word))


def _bits(rules: Sequence[Rule], claim: Callable[[Rule], bool]) -> int:
    return sum(1 << i for i, rule in enumerate(rules) if claim(rule))
