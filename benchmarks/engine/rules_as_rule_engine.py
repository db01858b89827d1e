"""rule-engine: one array expression without declared types, which is its fastest form here.

Measured: one rule object per rule takes a third longer; a type resolver makes both forms slower.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress

import rule_engine
from plain_book import PlainBook, conditions_of
from scoring import Decision, Scoring
from text import comparisons, expression


class RuleEngine:
    """`Rule("[...]").evaluate(dict)`."""

    label = "rule-engine, one array expression"

    def __init__(self, book: PlainBook) -> None:
        self.scoring = Scoring(book)
        self.places = range(self.scoring.size)
        atom = comparisons(book, "and", "or")
        conditions = [expression(each.clauses, atom, "and", "or") for each in conditions_of(book)]
        self.rule = rule_engine.Rule("[" + ", ".join(conditions) + "]")

    def decide(self, facts: Mapping[str, str]) -> Decision:
        return self.scoring.decide(compress(self.places, self.rule.evaluate(facts)))
