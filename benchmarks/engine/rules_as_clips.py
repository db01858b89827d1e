"""CLIPS by `clipspy`: the answers are one fact, each rule appends its number to a global list.

Measured: reading the agenda without running takes half as long again, so does a Python function as the action, and
asserting a text instead of slots eight times as long.
"""

from __future__ import annotations

from collections.abc import Mapping

import clips
from plain_book import Clauses, PlainBook, conditions_of
from scoring import Decision, Scoring


class Clips:
    """Assert, run, read the global, retract."""

    label = "clipspy (CLIPS), one fact and a global"

    def __init__(self, book: PlainBook) -> None:
        self.scoring = Scoring(book)
        self.environment = clips.Environment()
        self.environment.build("(deftemplate facts " + " ".join(f"(slot {fact})" for fact in book["values"]) + ")")
        self.environment.build("(defglobal ?*held* = (create$))")
        for i, each in enumerate(conditions_of(book)):
            action = f"(bind ?*held* (create$ ?*held* {i}))"
            self.environment.build(f"(defrule held-{i} {_pattern(each.clauses)} => {action})")
        self.template = self.environment.find_template("facts")
        self.held = self.environment.find_global("held")
        values = {value for legal in book["values"].values() for value in (*legal, "unknown")}
        self.symbols = {value: clips.Symbol(value) for value in values}

    def decide(self, facts: Mapping[str, str]) -> Decision:
        symbols = self.symbols
        fact = self.template.assert_fact(**{name: symbols[value] for name, value in facts.items()})
        self.environment.run()
        held = sorted(self.held.value)
        self.held.value = ()
        fact.retract()
        return self.scoring.decide(held)


def _pattern(clauses: Clauses) -> str:
    """Slots for what is said of one fact, a test for alternatives between facts (an `or` would fire twice)."""
    several = [clause for clause in clauses if len(clause) > 1]
    alone = {fact: "|".join(values) for ((fact, values),) in (clause for clause in clauses if len(clause) == 1)}
    named = {fact for clause in several for fact, _ in clause}
    slots = []
    for fact in dict.fromkeys((*alone, *sorted(named))):
        parts = [f"?{fact}"] * (fact in named)
        if fact in alone:
            parts.append(alone[fact])
        slots.append(f"({fact} {'&'.join(parts)})")
    tests = [
        "(test (or " + " ".join(f"(member$ ?{fact} (create$ {' '.join(values)}))" for fact, values in clause) + "))"
        for clause in several
    ]
    return " ".join(["(facts " + " ".join(slots) + ")", *tests])
