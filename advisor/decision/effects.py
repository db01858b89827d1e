"""What sets of rules do, the set being the bits of one integer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from advisor.decision.ranking import Ranking, Scale
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES, Approach

_WORDS: Final = ("supports", "opposes", "rules_out", "settles", "note")


class Few(NamedTuple):
    """Up to eight rules: their ids, and what they add to the sum of a ranking when they fire."""

    ids: tuple[str, ...]
    adds: int


class Effects:
    """The compiled effects of rules; bit i is the i-th of them."""

    def __init__(self, book: Book, rules: Sequence[Rule]) -> None:
        self._scale = scale = Scale(book)
        self._settling = [scale.settles(rule) for rule in rules]
        self.by_word = {word: tuple(_naming(rules, word, approach) for approach in APPROACHES) for word in _WORDS}
        self.may_settle = _bits(rules, lambda rule: bool(rule.effect.settles))
        self.may_rule_out = _bits(rules, lambda rule: bool(rule.effect.rules_out))
        self._size = (len(rules) + 7) // 8
        adds = [scale.adds(rule) for rule in rules]
        self._eights = tuple(_Eight(rules[at : at + 8], adds[at : at + 8]) for at in range(0, len(rules), 8))

    def parts(self, bits: int) -> list[Few]:
        """The rules of a set, in their order, by eights."""
        return [
            eight[byte] for eight, byte in zip(self._eights, bits.to_bytes(self._size, "little"), strict=True) if byte
        ]

    def rank(self, fired: int, stops: int = 0) -> Ranking:
        """The ranking that these rules give; of `stops`, which act for the time being, only what they settle."""
        total = self._scale.start
        for part in self.parts(fired):
            total += part.adds
        while stops:
            lowest = stops & -stops
            total += self._settling[lowest.bit_length() - 1]
            stops ^= lowest
        return self._scale.rank(total)


class _Eight(dict[int, Few]):
    """Any set of up to eight rules as a byte -> those rules; filled when a set is first met."""

    def __init__(self, rules: Sequence[Rule], adds: Sequence[int]) -> None:
        super().__init__()
        self._rules, self._adds = rules, adds

    def __missing__(self, byte: int) -> Few:
        held = [i for i in range(len(self._rules)) if byte >> i & 1]
        self[byte] = found = Few(tuple(self._rules[i].id for i in held), sum(self._adds[i] for i in held))
        return found


def _naming(rules: Sequence[Rule], word: str, approach: Approach) -> int:
    return _bits(rules, lambda rule: approach in getattr(rule.effect, word))


def _bits(rules: Sequence[Rule], claim: Callable[[Rule], bool]) -> int:
    return sum(1 << i for i, rule in enumerate(rules) if claim(rule))
