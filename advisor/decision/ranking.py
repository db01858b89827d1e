"""The approaches ranked: a sum of log-odds for each, vetoes, and the stop rule.

What a rule does is one integer: its points for each approach, and a one for each approach that it supports, rules out
or settles, each in a lane of its own. The integers of the rules that hold are added up, and the ranking is read off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log
from struct import Struct
from typing import Final, NamedTuple

from advisor.schema.recommendation import Standing
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES, Approach, Strength

UNIT: Final = 10**9
"""Scores are added up as whole numbers of a billionth, so that a tie stays a tie whatever the order of the rules."""

_EVERY: Final = range(len(APPROACHES))
_ONE, _TWO, _THREE, _FOUR = APPROACHES
_POINTS: Final = 64
"""The width of a lane of points; those of counts are 16 wide and follow."""
_LANE: Final = (1 << _POINTS) - 1
_HALF: Final = 1 << (_POINTS - 1)
_SUPPORTED, _RULED_OUT, _SETTLED, _SPEAKS = (_POINTS * 4 + 16 * 4 * k for k in range(4))
_COUNT: Final = (1 << 16) - 1


CLEAR_ODDS: Final = 3.0
LEANING_ODDS: Final = 1.5
"""The odds of an approach to the next from which it is called clear, or leaning: 3 to 1, and 3 to 2."""
_CLEAR: Final = round(log(CLEAR_ODDS) * UNIT)
_LEANING: Final = round(log(LEANING_ODDS) * UNIT)


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


class Scale:
    """What each rule of a book adds, and the ranking that a sum gives."""

    def __init__(self, book: Book) -> None:
        weights = book.weights
        self.strengths = {name: units(value) for name, value in weights.log_odds.items()}
        self._lead = units(weights.settled_lead)
        priors = [units(weights.priors[approach]) + _HALF for approach in APPROACHES]
        self.start = sum(prior << (_POINTS * i) for i, prior in enumerate(priors))
        """The sum before any rule holds."""
        self._kept: dict[int, _Open] = {}

    def adds(self, rule: Rule) -> int:
        """What a rule that fires adds."""
        effect, sum_ = rule.effect, self.settles(rule)
        for i, approach in enumerate(APPROACHES):
            sum_ += points(rule, self.strengths)[i] << (_POINTS * i)
            sum_ += (approach in effect.supports) << (_SUPPORTED + 16 * i)
            sum_ += (approach in effect.rules_out) << (_RULED_OUT + 16 * i)
        return sum_ + (bool(rule.strength or effect.rules_out) << _SPEAKS)

    def settles(self, rule: Rule) -> int:
        """What a rule that acts for the time being, while it waits, adds: only what it settles."""
        return sum((each in rule.effect.settles) << (_SETTLED + 16 * i) for i, each in enumerate(APPROACHES))

    def rank(self, total: int) -> Ranking:
        """The ranking that a sum gives.

        Score: prior + strength of each rule that supports - strength of each that opposes. What no rule supports
        never stands above the simplest approach that is left, however much speaks against that one. An approach that
        is ruled out comes last with probability 0. One that is settled leads by at least `settled_lead`. Equal
        scores: the simpler one first. Probability: softmax of the scores over those not ruled out.
        """
        one, two, three, four, help1, help2, help3, help4, gates, stops, speaks = _unpack(
            total.to_bytes(_SIZE, "little")
        )
        if gates or stops:
            return self._rank_some([one, two, three, four], (help1, help2, help3, help4), gates, stops, speaks)
        if two > one and not help2:
            two = one
        if three > one and not help3:
            three = one
        if four > one and not help4:
            four = one
        scores = (one, two, three, four)
        order = sorted(_EVERY, key=(-one, -two, -three, -four).__getitem__)
        first, second, third, fourth = order
        top = scores[first]
        if speaks:
            lead = top - scores[second]
            standing: Standing = _standing(lead)
        else:
            standing = "default"
        p1, p2 = exp((one - top) / UNIT), exp((two - top) / UNIT)
        p3, p4 = exp((three - top) / UNIT), exp((four - top) / UNIT)
        whole = p1 + p2 + p3 + p4
        return Ranking(
            (APPROACHES[first], APPROACHES[second], APPROACHES[third], APPROACHES[fourth]),
            {
                _ONE: (one - _HALF) / UNIT,
                _TWO: (two - _HALF) / UNIT,
                _THREE: (three - _HALF) / UNIT,
                _FOUR: (four - _HALF) / UNIT,
            },
            {_ONE: p1 / whole, _TWO: p2 / whole, _THREE: p3 / whole, _FOUR: p4 / whole},
            _NONE,
            standing,
        )

    def _rank_some(
        self, scores: list[int], helped: tuple[int, int, int, int], gates: int, stops: int, speaks: int
    ) -> Ranking:
        """The same where something is ruled out or settled."""
        kept = self._kept.get(gates)
        if kept is None:
            kept = self._kept[gates] = _Open.under(gates)
        open_ones = kept.open_ones
        if not open_ones:
            return _ranking(kept, [], scores, {}, "conflict")
        simplest = scores[open_ones[0]]
        for i in open_ones:
            if scores[i] > simplest and not helped[i]:
                scores[i] = simplest
        standing: Standing = "default"
        if stops:
            settles = _four(stops)
            settled = [i for i in open_ones if settles[i]]
            if settled:
                standing = "decided"
                first = max(settled, key=scores.__getitem__)
                rest = max([scores[i] for i in open_ones if i != first], default=scores[first] - self._lead)
                scores[first] = max(scores[first], rest + self._lead)
        order = sorted(open_ones, key=[-score for score in scores].__getitem__)
        top = scores[order[0]]
        if speaks and standing == "default":
            lead = top - scores[order[1]] if len(order) > 1 else _CLEAR
            standing = _standing(lead)
        return _ranking(kept, order, scores, {i: exp((scores[i] - top) / UNIT) for i in order}, standing)


class _Open(NamedTuple):
    """What is left under some vetoes."""

    open_ones: tuple[int, ...]
    closed: tuple[int, ...]
    ruled_out: frozenset[Approach]

    @classmethod
    def under(cls, gates: int) -> _Open:
        closed = tuple(i for i, gate in enumerate(_four(gates)) if gate)
        return cls(tuple(i for i in _EVERY if i not in closed), closed, frozenset(APPROACHES[i] for i in closed))


def _ranking(kept: _Open, order: list[int], scores: list[int], shares: dict[int, float], standing: Standing) -> Ranking:
    """The ranking with what is ruled out at its end."""
    get, whole = shares.get, sum(shares.values()) or 1.0
    if kept.closed:
        order += sorted(kept.closed, key=[-score for score in scores].__getitem__)
    first, second, third, fourth = order
    one, two, three, four = scores
    return Ranking(
        (APPROACHES[first], APPROACHES[second], APPROACHES[third], APPROACHES[fourth]),
        {
            _ONE: (one - _HALF) / UNIT,
            _TWO: (two - _HALF) / UNIT,
            _THREE: (three - _HALF) / UNIT,
            _FOUR: (four - _HALF) / UNIT,
        },
        {
            _ONE: get(0, 0.0) / whole,
            _TWO: get(1, 0.0) / whole,
            _THREE: get(2, 0.0) / whole,
            _FOUR: get(3, 0.0) / whole,
        },
        kept.ruled_out,
        standing,
    )


def _standing(lead: int) -> Standing:
    return "clear" if lead >= _CLEAR else "leaning" if lead >= _LEANING else "close"


def _four(counts: int) -> tuple[int, int, int, int]:
    """Four counts out of one number."""
    return counts & _COUNT, counts >> 16 & _COUNT, counts >> 32 & _COUNT, counts >> 48


_unpack = Struct("<4Q4HQQH").unpack
_SIZE: Final = 58
_NONE: Final[frozenset[Approach]] = frozenset()


def rank(book: Book, fired: Sequence[Rule], presumed: Sequence[Rule] = ()) -> Ranking:
    """The ranking that these rules give; of `presumed` ones, which act for the time being, only what they settle."""
    scale = Scale(book)
    return scale.rank(scale.start + sum(map(scale.adds, fired)) + sum(map(scale.settles, presumed)))


def units(value: float) -> int:
    """Log-odds as a whole number of billionths."""
    return round(value * UNIT)


def points(rule: Rule, strengths: Mapping[Strength, int]) -> list[int]:
    """What a rule adds to the score of each approach."""
    weight = strengths[rule.strength] if rule.strength else 0
    return [
        weight * ((approach in rule.effect.supports) - (approach in rule.effect.opposes)) for approach in APPROACHES
    ]
