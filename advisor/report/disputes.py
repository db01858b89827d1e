"""Where sources differ: two rules that both hold and of which one disputes the other, each with its reason."""

from __future__ import annotations

from typing import NamedTuple

from advisor.decision.citing import cite
from advisor.decision.verdict import Verdict
from advisor.schema.recommendation import Citation, Reason
from advisor.schema.rules import Book, Rule


class Side(NamedTuple):
    """What one of the two says, and by which sources."""

    rule: str
    because: str
    sources: tuple[Citation, ...]
    house: bool


class Dispute(NamedTuple):
    """What is said, by one rule or several, and the rule that stands against it."""

    said: tuple[Side, ...]
    against: Side


def disputes(verdict: Verdict, book: Book) -> list[Dispute]:
    """Every pair of rules that hold and disagree, once each, those with the same other side together.

    What concerns the recommended approach comes first and stands on the first side.
    """
    rules = {rule.id: rule for rule in book.rules}
    found: dict[str, list[str]] = {}
    seen: set[frozenset[str]] = set()
    about_it = (*verdict.reasons_for, *verdict.reasons_against)
    for reason in (*about_it, *verdict.reasons_on_others, *verdict.notes):
        for other in reason.disputed_by:
            pair = frozenset((reason.rule, other))
            if pair not in seen:
                seen.add(pair)
                found.setdefault(other, []).append(reason.rule)
    return [
        Dispute(tuple(_side(rules[rule], book) for rule in said), _side(rules[other], book))
        for other, said in found.items()
    ]


def other_sides(reason: Reason, book: Book) -> list[Side]:
    """What stands against one reason."""
    return [_side(rule, book) for rule in book.rules if rule.id in reason.disputed_by]


def _side(rule: Rule, book: Book) -> Side:
    return Side(rule.id, rule.because, cite(book.sources, rule.source), rule.house)
