"""Generated Python: one `if` a rule over local variables. No engine, but what a team would write by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from plain_book import PlainBook, conditions_of
from scoring import Decision, Scoring
from text import comparisons, expression


class GeneratedPython:
    """A function of ifs that lists what holds."""

    label = "generated Python ifs"

    def __init__(self, book: PlainBook) -> None:
        self.scoring = Scoring(book)
        atom = comparisons(book, "and", "or")
        lines = [f"    {fact} = facts[{fact!r}]" for fact in book["values"]]
        for i, each in enumerate(conditions_of(book)):
            lines.append(f"    if {expression(each.clauses, atom, 'and', 'or', 'True')}: held.append({i})")
        space: dict[str, Callable[[Mapping[str, str]], list[int]]] = {}
        exec("\n".join(["def held_of(facts):", "    held = []", *lines, "    return held"]), space)
        self.held_of = space["held_of"]

    def decide(self, facts: Mapping[str, str]) -> Decision:
        return self.scoring.decide(self.held_of(facts))
