"""JSON Logic by `panzi-json-logic`: a list of conditions, applied at once.

Measured: `===` for one value and `in` for several is its fastest form. (`json-logic-qubit` takes the same module name
and was slower in an earlier comparison.)
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from typing import Any

from json_logic import jsonLogic
from plain_book import Atom, Clauses, PlainBook, conditions_of
from scoring import Decision, Scoring


class JsonLogic:
    """`jsonLogic([...], dict)`."""

    label = "panzi-json-logic"

    def __init__(self, book: PlainBook) -> None:
        self.scoring = Scoring(book)
        self.places = range(self.scoring.size)
        self.conditions = [_logic(each.clauses) for each in conditions_of(book)]

    def decide(self, facts: Mapping[str, str]) -> Decision:
        return self.scoring.decide(compress(self.places, jsonLogic(self.conditions, facts)))


def _logic(clauses: Clauses) -> Any:
    parts = [_atom(*clause) if len(clause) == 1 else {"or": [_atom(each) for each in clause]} for clause in clauses]
    return {"and": parts} if len(parts) > 1 else parts[0] if parts else True


def _atom(atom: Atom) -> dict[str, Any]:
    fact, values = atom
    return {"===": [{"var": fact}, values[0]]} if len(values) == 1 else {"in": [{"var": fact}, values]}
