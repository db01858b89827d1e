"""GoRules ZEN: one compiled list expression (its fastest form here), and a decision table behind a loader."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from itertools import compress
from typing import Any

import zen
from plain_book import Clauses, PlainBook, conditions_of
from scoring import Decision, Scoring
from text import comparisons, expression


def list_expression(book: PlainBook) -> str:
    """All conditions as one ZEN expression that gives a list of booleans."""
    atom = comparisons(book, "and", "or")
    return "[" + ", ".join(expression(each.clauses, atom, "and", "or") for each in conditions_of(book)) + "]"


class ZenExpression:
    """`compile_expression(list).evaluate(dict)`: the dict is read once for all rules."""

    label = "zen-engine, one compiled list expression"

    def __init__(self, book: PlainBook, text: str | None = None) -> None:
        self.scoring = Scoring(book)
        self.places = range(self.scoring.size)
        self.expression = zen.compile_expression(text or list_expression(book))

    def decide(self, facts: Mapping[str, str]) -> Decision:
        return self.scoring.decide(compress(self.places, self.expression.evaluate(facts)))


class ZenTable:
    """A decision table, hit policy `collect`, that a loader hands over as `ZenDecisionContent`."""

    label = "zen-engine, decision table behind a loader"

    def __init__(self, book: PlainBook) -> None:
        self.scoring = Scoring(book)
        content = zen.ZenDecisionContent(json.dumps(_table(book)))
        self.engine = zen.ZenEngine({"loader": lambda key: content})

    def decide(self, facts: Mapping[str, str]) -> Decision:
        rows = self.engine.evaluate("rules", facts)["result"] or ()
        # an alternative in an exception is a row of its own, so that a rule may be met more than once
        return self.scoring.decide(sorted({row["held"] for row in rows}))


def _table(book: PlainBook) -> dict[str, Any]:
    facts = list(book["values"])
    rows = []
    for i, each in enumerate(conditions_of(book)):
        for cells in _rows(each.clauses):
            texts = {fact: ", ".join(f'"{value}"' for value in values) for fact, values in cells.items()}
            rows.append({"_id": f"row-{len(rows)}", "held": str(i)} | {fact: texts.get(fact, "") for fact in facts})
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {
            "id": "table",
            "name": "table",
            "type": "decisionTableNode",
            "content": {
                "hitPolicy": "collect",
                "inputs": [{"id": fact, "name": fact, "field": fact} for fact in facts],
                "outputs": [{"id": "held", "name": "held", "field": "held"}],
                "rules": rows,
            },
        },
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": f"{one}-{two}", "sourceId": one, "targetId": two, "type": "edge"}
        for one, two in (("in", "table"), ("table", "out"))
    ]
    return {"nodes": nodes, "edges": edges}


def _rows(clauses: Clauses) -> list[dict[str, list[str]]]:
    """The clauses as alternatives of one cell a fact."""
    rows = []
    for atoms in itertools.product(*clauses):
        cells: dict[str, list[str]] = {}
        for fact, values in atoms:
            cells[fact] = [value for value in values if value in cells.get(fact, values)]
        if all(cells.values()):
            rows.append(cells)
    return rows
