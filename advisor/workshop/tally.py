"""What a team answered: each person's latest answer, and how many gave which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from advisor.schema.words import Closed
from advisor.schema.workshop import Ballot

Positions = Mapping[int, Mapping[str, Ballot]]
"""Number of a person -> question -> that person's latest answer."""


class Tally(Closed):
    """The answers to one question, counted."""

    question: str
    counts: dict[str, int]
    """Option -> people; only options that somebody gave, the most chosen first, equals by name."""
    dont_know: int

    @property
    def known(self) -> int:
        """People who gave an answer."""
        return sum(self.counts.values())

    @property
    def is_contested(self) -> bool:
        """Whether two people gave different answers."""
        return len(self.counts) > 1


def positions(ballots: Iterable[Ballot], upto: int | None = None) -> dict[int, dict[str, Ballot]]:
    """Each person's latest answer to each question, of rounds up to `upto`.

    Who is asked again and does not vote again keeps the answer of before.
    """
    latest: dict[int, dict[str, Ballot]] = {}
    for ballot in sorted(ballots, key=lambda each: each.round):
        if upto is None or ballot.round <= upto:
            latest.setdefault(ballot.person, {})[ballot.question] = ballot
    return latest


def tally(held: Positions, question: str) -> Tally:
    """The answers to this question; those who did not answer it are not counted."""
    given = [own[question] for own in held.values() if question in own]
    counts = Counter(each.option for each in given if each.knows)
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return Tally(question=question, counts=dict(ranked), dont_know=len(given) - counts.total())


def tallies(held: Positions, questions: Iterable[str]) -> tuple[Tally, ...]:
    """The same for several questions, in their order."""
    return tuple(tally(held, question) for question in questions)
