"""A rule book compiled once: from a plain mapping of answers to the ranking and the rules behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from advisor.decision.conditions import Conditions, Situation
from advisor.decision.effects import Effects
from advisor.decision.look_up import Decision, LookUp
from advisor.decision.per_book import PerBook
from advisor.decision.ranking import Ranking
from advisor.schema.rules import Book, Rule


class Engine:
    """The compiled form of a rule book; any number of threads may share one."""

    def __init__(self, book: Book) -> None:
        self.rules: tuple[Rule, ...] = tuple(sorted(book.rules, key=lambda rule: rule.id))
        forms = [condition for step in book.steps for condition in step.when]
        self.situation = Conditions(book, self.rules, forms).situation
        self.effects = Effects(book, self.rules)
        self._book = book.model_copy()  # of its own, so that the engine does not keep the book alive
        self._look_up: LookUp | None = None
        self._look_up_with_evidence: LookUp | None = None

    def decide(self, answers: Mapping[str, str], derived: Mapping[str, str] | None = None) -> Decision:
        """The ranking on these answers and derived facts, and its reasons.

        Raises `KeyError` for a value that the book does not know.
        """
        if derived:
            if self._look_up_with_evidence is None:
                self._look_up_with_evidence = LookUp(self._book, with_evidence=True)
            return self._look_up_with_evidence.decide({**answers, **derived})
        if self._look_up is None:
            self._look_up = LookUp(self._book, with_evidence=False)
        return self._look_up.decide(answers)

    def rank(self, situation: Situation) -> Ranking:
        """The ranking in a situation."""
        return self.effects.rank(situation.fired, self.stops(situation))

    def stops(self, situation: Situation) -> int:
        """The waiting rules that settle an approach for the time being."""
        return situation.waiting & situation.presumed & self.effects.may_settle

    def ids(self, bits: int) -> tuple[str, ...]:
        """The ids of a set of bits, in order."""
        return tuple([id for part in self.effects.parts(bits) for id in part.ids]) if bits else ()


engine_of: Final = PerBook(Engine)
"""The engine of a book, compiled once."""
