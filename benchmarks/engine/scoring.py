"""From what holds to the full ranking with reasons: the one Python function that all row-wise peers share.

Written apart from `advisor.decision.ranking`, so that it is a second opinion on it, and fast, so that it does not stand
in a peer's way: all that a rule does is one integer, and the integers of what holds are added up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from plain_book import APPROACHES, PlainBook, PlainRule, conditions_of

UNIT = 10**9
_EVERY = (0, 1, 2, 3)
_LANES = (0, 64, 128, 192)
"""Where the scores of the approaches stand, in whole numbers of a billionth."""
_SUPPORTED, _VETOED, _SETTLED, _SPEAKS = 256, 320, 384, 448
"""Where the rules are counted that support, rule out, settle an approach (16 bits each), and those that speak."""
_MASK = (1 << 64) - 1
_BIAS = 1 << 63


class Decision(NamedTuple):
    """What every engine must say of a set of answers."""

    order: tuple[str, ...]
    scores: tuple[float, ...]
    probabilities: tuple[float, ...]
    standing: str
    fired: tuple[str, ...]
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]


class Scoring:
    """The weights and effects of a book, ready for any number of decisions."""

    def __init__(self, book: PlainBook) -> None:
        strengths = {name: round(weight * UNIT) for name, weight in book["strengths"].items()}
        self.weak, self.strong = round(math.log(1.5) * UNIT), round(math.log(3) * UNIT)
        self.lead = round(book["settled_lead"] * UNIT)
        self.priors = sum(
            round(book["priors"][a] * UNIT) + _BIAS << shift for a, shift in zip(APPROACHES, _LANES, strict=True)
        )
        held = conditions_of(book)
        self.size = len(held)
        self.ids = [each.rule["id"] for each in held]
        self.first_stop = sum(not each.stops for each in held)
        self.effects = [_effect(each.rule, strengths, each.stops) for each in held]
        self.pro = [
            [a in each.rule["settles"] or (a in each.rule["supports"] and not each.stops) for each in held]
            for a in APPROACHES
        ]
        self.contra = [[a in each.rule["opposes"] and not each.stops for each in held] for a in APPROACHES]

    def decide(self, holds: Iterable[int]) -> Decision:
        """The decision where these of `conditions_of(book)` hold, given in order."""
        ids, held = self.ids, list(holds)
        fired = held
        if held and held[-1] >= self.first_stop:
            fired = [i for i in held if i < self.first_stop]
            names = {ids[i] for i in fired}
            # what fires does not stop for the time being as well
            held = fired + [i for i in held if i >= self.first_stop and ids[i] not in names]
        packed = sum(map(self.effects.__getitem__, held), self.priors)
        scores = [(packed & _MASK) - _BIAS, (packed >> 64 & _MASK) - _BIAS]
        scores += [(packed >> 128 & _MASK) - _BIAS, (packed >> 192 & _MASK) - _BIAS]
        left = _EVERY
        if packed >> _VETOED & _MASK:
            left = tuple([i for i in _EVERY if not packed >> _VETOED + 16 * i & 0xFFFF])
            if not left:
                return self._conflict(scores, fired)
        base = scores[left[0]]
        for i in left[1:]:
            if scores[i] > base and not packed >> _SUPPORTED + 16 * i & 0xFFFF:
                scores[i] = base
        settled = []
        if packed >> _SETTLED & _MASK:
            settled = [i for i in left if packed >> _SETTLED + 16 * i & 0xFFFF]
            if settled:
                first = max(settled, key=scores.__getitem__)
                rest = max([scores[i] for i in left if i != first], default=scores[first] - self.lead)
                scores[first] = max(scores[first], rest + self.lead)
        order = sorted(left, key=[-score for score in scores].__getitem__)
        first = order[0]
        top = scores[first]
        shares = [math.exp((score - top) / UNIT) for score in scores]
        lead = top - scores[order[1]] if len(order) > 1 else self.strong
        if settled:
            standing = "decided"
        elif not packed >> _SPEAKS:
            standing = "default"
        else:
            standing = "clear" if lead >= self.strong else "leaning" if lead >= self.weak else "close"
        if len(order) < 4:
            vetoed = [i for i in _EVERY if i not in left]
            order += sorted(vetoed, key=lambda i: -scores[i])
            for i in vetoed:
                shares[i] = 0.0
        total = sum(shares)
        pro, contra = self.pro[first], self.contra[first]
        return Decision(
            tuple([APPROACHES[i] for i in order]),
            tuple([score / UNIT for score in scores]),
            tuple([share / total for share in shares]),
            standing,
            tuple([ids[i] for i in fired]),
            tuple([ids[i] for i in held if pro[i]]),
            tuple([ids[i] for i in fired if contra[i]]),
        )

    def _conflict(self, scores: list[int], fired: list[int]) -> Decision:
        order = sorted(_EVERY, key=lambda i: -scores[i])
        names = tuple([APPROACHES[i] for i in order])
        ids = tuple([self.ids[i] for i in fired])
        return Decision(names, tuple([score / UNIT for score in scores]), (0.0,) * 4, "conflict", ids, (), ())


def _effect(rule: PlainRule, strengths: dict[str, int], stops: bool) -> int:
    weight = strengths[rule["strength"]] if rule["strength"] else 0
    effect = 0
    for i, approach in enumerate(APPROACHES):
        effect += (approach in rule["settles"]) << _SETTLED + 16 * i
        if not stops:
            effect += weight * ((approach in rule["supports"]) - (approach in rule["opposes"])) << _LANES[i]
            effect += (approach in rule["supports"]) << _SUPPORTED + 16 * i
            effect += (approach in rule["rules_out"]) << _VETOED + 16 * i
    return effect if stops else effect + (bool(rule["strength"] or rule["rules_out"]) << _SPEAKS)
