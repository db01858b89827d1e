"""How the column engines add up scores: whole numbers in the largest unit that is exact, rules alike counted together.

Measured on both: counting the fired rules of one strength and effect, then weighing the counts, is 1.2 to 2 times as
fast as adding each rule's weight to each approach.
"""

from __future__ import annotations

from typing import NamedTuple

from plain_book import APPROACHES, Held, PlainBook, conditions_of

PARTS = ("approach", "probabilities", "scores", "fired")
"""What a batch can be asked for."""


class Sums(NamedTuple):
    """The numbers and groups of a book; conditions are named by their place in `conditions_of(book)`."""

    held: list[Held]
    unit: int
    """Scores are whole numbers of 1/unit."""
    bits: int
    """How many bits the widest sum needs: 16, 32 or 64."""
    priors: list[int]
    lead: int
    groups: list[tuple[list[int], list[int]]]
    """Conditions of one strength and effect, with the weight that each adds to each approach."""
    supports: list[list[int]]
    """For each approach the conditions that support it; rules_out and settles alike."""
    rules_out: list[list[int]]
    settles: list[list[int]]


def sums_of(book: PlainBook) -> Sums:
    """What the column engines compile."""
    held = conditions_of(book)
    numbers = [*book["strengths"].values(), *book["priors"].values(), book["settled_lead"]]
    unit = next(u for u in (10**i for i in range(10)) if u == 10**9 or all(_is_whole(x * u) for x in numbers))
    groups: dict[tuple[int, ...], list[int]] = {}
    for i, each in enumerate(held):
        rule = each.rule
        weight = round(book["strengths"][rule["strength"]] * unit) if rule["strength"] and not each.stops else 0
        effect = tuple(weight * ((a in rule["supports"]) - (a in rule["opposes"])) for a in APPROACHES)
        if any(effect):
            groups.setdefault(effect, []).append(i)
    widest = round((max(map(abs, book["priors"].values())) + book["settled_lead"]) * unit) + max(
        sum(abs(effect[a]) * len(places) for effect, places in groups.items()) for a in range(len(APPROACHES))
    )

    def those_that(word: str, also_stops: bool = False) -> list[list[int]]:
        return [
            [i for i, each in enumerate(held) if approach in each.rule[word] and (also_stops or not each.stops)]  # type: ignore[literal-required]
            for approach in APPROACHES
        ]

    return Sums(
        held,
        unit,
        next(bits for bits in (16, 32, 64) if 2 * widest < 1 << bits - 1),
        [round(book["priors"][approach] * unit) for approach in APPROACHES],
        round(book["settled_lead"] * unit),
        [(places, list(effect)) for effect, places in groups.items()],
        those_that("supports"),
        those_that("rules_out"),
        those_that("settles", also_stops=True),
    )


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < 1e-9 * max(1.0, abs(number))
