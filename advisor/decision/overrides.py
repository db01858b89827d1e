"""What eval results say in the place of an answer, such as counted labels for what a team believes of its failures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from advisor.schema.rules import Book


class Override(NamedTuple):
    """A fact read off eval results that answers a question."""

    fact: str
    question: str
    options: frozenset[str]
    """The values that stand in the place of the answer; any other leaves it as it was given."""


def overrides_of(book: Book) -> tuple[Override, ...]:
    """The facts of a book that answer questions."""
    options = {question.id: frozenset(option.id for option in question.options) for question in book.questions}
    return tuple(
        Override(fact.id, fact.overrides, options[fact.overrides]) for fact in book.facts if fact.overrides is not None
    )


def answers_from_results(book: Book, derived: Mapping[str, str] | None) -> dict[str, str]:
    """Question -> the option that results put in the place of its answer; empty where they say nothing of the kind."""
    if not derived:
        return {}
    return {each.question: derived[each.fact] for each in overrides_of(book) if derived.get(each.fact) in each.options}
