"""Clauses written as one Boolean expression in any language whose `and`, `or` and atoms are given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plain_book import Clauses, PlainBook

Write = Callable[[str, list[str]], str]
"""Fact and values -> the text that says the fact has one of them; in brackets where it has an operator."""

UNKNOWN = "unknown"


def expression(clauses: Clauses, atom: Write, both: str, either: str, true: str = "true") -> str:
    """The clauses as text."""
    return (
        f" {both} ".join(
            atom(*clause[0]) if len(clause) == 1 else "(" + f" {either} ".join(atom(*each) for each in clause) + ")"
            for clause in clauses
        )
        or true
    )


def comparisons(book: PlainBook, both: str, either: str, same: str = "==", other: str = "!=") -> Write:
    """Atoms as a chain of comparisons with texts, of those in the set or those outside it, whichever is shorter.

    Measured: with ZEN and with rule-engine such chains are faster than `in [...]`; with CEL they are no slower.
    """

    def atom(fact: str, values: list[str]) -> str:
        rest = [value for value in (*book["values"][fact], UNKNOWN) if value not in values]
        if len(rest) < len(values):
            chain, joint = [f'{fact} {other} "{value}"' for value in rest], both
        else:
            chain, joint = [f'{fact} {same} "{value}"' for value in values], either
        return chain[0] if len(chain) == 1 else "(" + f" {joint} ".join(chain) + ")"

    return atom
