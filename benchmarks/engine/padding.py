"""The book with synthetic rules added where it is small, so that engines are compared on at least 120 rules."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.schema.rules import Book

ENOUGH = 120


def padded(book: Book, enough: int = ENOUGH) -> tuple[Book, int]:
    """The book with at least so many rules, and how many of them are synthetic: their ids begin with `synthetic-`.

    Each has one or two lines, one to three values a line, as most real ones have; one in ten has an exception.
    """
    from advisor.schema.rules import Rule
    from advisor.schema.words import APPROACHES

    rng = random.Random(120)
    questions = {question.id: [option.id for option in question.options] for question in book.questions}

    def condition(lines: int) -> dict[str, list[str]]:
        facts = rng.sample(sorted(questions), lines)
        return {fact: rng.sample(questions[fact], rng.randint(1, min(3, len(questions[fact]) - 1))) for fact in facts}

    added = [
        Rule.model_validate(
            {
                "id": f"synthetic-{i + 1:03}",
                "when": condition(rng.randint(1, 2)),
                "unless": condition(1) if rng.random() < 0.1 else {},
                "effect": {rng.choice(["supports", "opposes"]): [rng.choice(APPROACHES)]},
                "strength": rng.choice(["weak", "moderate", "strong"]),
                "because": "Added so that engines are compared on enough rules.",
                "source": [{"ref": next(iter(book.sources))}],
            }
        )
        for i in range(max(0, enough - len(book.rules)))
    ]
    return (book.model_copy(update={"rules": (*book.rules, *added)}) if added else book), len(added)
