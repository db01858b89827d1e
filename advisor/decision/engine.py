"""A rule book compiled once: from a plain mapping of answers to the ranking and the rules behind it."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from typing import NamedTuple

from advisor.decision.conditions import Conditions, Situation
from advisor.decision.ranking import Effects, Ranking
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES


class Decision(NamedTuple):
    """The core's answer: the ranking, and the ids of the rules behind it."""

    ranking: Ranking
    fired: tuple[str, ...]
    reasons_for: tuple[str, ...]
    """Rules that speak for the recommended approach or settle it."""
    reasons_against: tuple[str, ...]


class Engine:
    """The compiled form of a rule book; any number of threads may share one."""

    def __init__(self, book: Book) -> None:
        self.rules: tuple[Rule, ...] = tuple(sorted(book.rules, key=lambda rule: rule.id))
        forms = [condition for step in book.steps for condition in step.when]
        self.situation = Conditions(book, self.rules, forms).situation
        self.effects = Effects(book, self.rules)

    def decide(self, answers: Mapping[str, str], derived: Mapping[str, str] | None = None) -> Decision:
        """The ranking on these answers and derived facts, and its reasons.

        Raises `KeyError` for a value that the book does not know.
        """
        situation = self.situation(answers, derived)
        fired, stops, effects = situation.fired, self.stops(situation), self.effects
        parts = effects.parts(fired)
        ranking = effects.rank(fired, stops, parts)
        ids = tuple([id for part in parts for id in part.ids])
        if ranking.standing == "conflict":
            return Decision(ranking, ids, (), ())
        i = APPROACHES.index(ranking.order[0])
        by_word = effects.by_word
        settles = by_word["settles"][i]
        return Decision(
            ranking,
            ids,
            self.ids(fired & (by_word["supports"][i] | settles) | stops & settles),
            self.ids(fired & by_word["opposes"][i]),
        )

    def stops(self, situation: Situation) -> int:
        """The waiting rules that settle an approach for the time being."""
        return situation.waiting & situation.presumed & self.effects.may_settle

    def rules_in(self, bits: int) -> tuple[Rule, ...]:
        """The rules of a set of bits, in the order of their ids."""
        return tuple([rule for part in self.effects.parts(bits) for rule in part.rules])

    def ids(self, bits: int) -> tuple[str, ...]:
        """The ids of a set of bits, in order."""
        return tuple([id for part in self.effects.parts(bits) for id in part.ids]) if bits else ()


_engines: dict[int, tuple[weakref.ref[Book], Engine]] = {}


def engine_of(book: Book) -> Engine:
    """The engine of a book, compiled once for as long as the book lives."""
    key = id(book)
    kept = _engines.get(key)
    if kept is not None and kept[0]() is book:
        return kept[1]
    engine = Engine(book)
    _engines[key] = weakref.ref(book, lambda _: _engines.pop(key, None)), engine
    return engine
