"""What each person would be told alone: the recommendation on that person's own answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from advisor.decision.findings import Findings
from advisor.decision.states import Facts
from advisor.schema.answers import Answers
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN, Approach, Closed
from advisor.workshop.tally import Positions


class Told(Closed):
    """A recommendation in short."""

    approach: Approach | None
    """None where every approach is ruled out."""
    now: str | None
    """The id of the next step."""


def told_on(answers: dict[str, str], book: Book, facts: Facts | None = None) -> Told:
    """The recommendation on these answers, and on what eval results show where there are any."""
    known = {question: option for question, option in answers.items() if option != UNKNOWN}
    findings = Findings(book, Answers(**known), derived=facts)  # type: ignore[arg-type]
    path = findings.path()
    return Told(approach=findings.approach, now=path[0].id if path else None)


def told(held: Positions, book: Book, facts: Facts | None = None) -> dict[int, Told]:
    """Number of a person -> the recommendation on that person's answers alone."""
    return {
        person: told_on({question: ballot.option for question, ballot in own.items()}, book, facts)
        for person, own in held.items()
    }


def how_many_each(recommendations: Iterable[Told]) -> dict[Approach | None, int]:
    """Approach -> how many people would be told that; the most first."""
    return dict(Counter(each.approach for each in recommendations).most_common())
