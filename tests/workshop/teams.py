"""Ballots written as strings, and random teams on the real rule book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from situations import OPTIONS

from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import Ballot
from advisor.workshop.tally import Tally


def ballots_of(answers: Mapping[str, Sequence[str | None]], round: int = 1) -> list[Ballot]:
    """Question -> the answers of person 1, 2 and so on; None where that person did not vote."""
    return [
        Ballot(person=person, round=round, question=question, option=option)
        for question, options in answers.items()
        for person, option in enumerate(options, 1)
        if option is not None
    ]


def tally_of(question: str, dont_know: int = 0, **counts: int) -> Tally:
    """So many people for each option; underscores stand for hyphens."""
    return Tally(
        question=question, counts={option.replace("_", "-"): n for option, n in counts.items()}, dont_know=dont_know
    )


def random_team(random: Random, most_people: int = 6, most_contested: int = 5) -> dict[str, list[str]]:
    """A team that disagrees on a few questions, knows nothing of two, and agrees on the others."""
    people = random.randint(2, most_people)
    asked = random.sample(list(OPTIONS), random.randint(10, 18))
    answers: dict[str, list[str]] = {}
    for place, question in enumerate(asked):
        options = OPTIONS[question]
        if place < most_contested:
            own = random.sample(options, min(2 + (random.random() < 0.2), len(options)))
            answers[question] = [random.choice([*own, *own, UNKNOWN]) for _ in range(people)]
        elif place < most_contested + 2:
            answers[question] = [UNKNOWN] * people
        else:
            answers[question] = [random.choice(options)] * people
    return answers
