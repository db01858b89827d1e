"""The answers of a team as one: what it agreed on, else what most who know say; open where neither is there."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import Agreed
from advisor.workshop.tally import Positions, Tally, tally


def most_chosen(counted: Tally) -> str:
    """The answer that more people gave than any other; `unknown` on a tie, and where nobody knows."""
    ranked = list(counted.counts.items())
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return UNKNOWN
    return ranked[0][0]


def team_answers(held: Positions, questions: Iterable[str], agreed: Iterable[Agreed] = ()) -> dict[str, str]:
    """Question -> option, `unknown` included, for these questions."""
    settled = {each.question: each.option for each in agreed}
    return {
        question: settled[question] if question in settled else most_chosen(tally(held, question))
        for question in questions
    }
