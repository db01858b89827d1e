"""Random answer sets: for the comparison of engines, and as integer codes for batches."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from plain_book import UNKNOWN, PlainBook, conditions_of

if TYPE_CHECKING:
    import numpy as np

Facts = dict[str, str]


def random_facts(book: PlainBook, count: int, seed: int, *, evidence: bool) -> list[Facts]:
    """Answer sets with a third of the questions unknown; derived facts drawn at random or all at their defaults."""
    rng = random.Random(seed)
    return [_facts(book, rng, evidence) for _ in range(count)]


def pointed_facts(book: PlainBook, seed: int) -> list[Facts]:
    """For every condition of every rule one answer set where it holds, and one for each fact that it reads where that
    fact is drawn anew: what random answers seldom reach."""
    rng = random.Random(seed)
    found = []
    for each in conditions_of(book):
        facts = _facts(book, rng, True)
        for clause in each.clauses:
            fact, values = rng.choice(clause)
            facts[fact] = rng.choice(values)
        found.append(facts)
        for fact in {fact for clause in each.clauses for fact, _ in clause}:
            choice = [value for value in book["values"][fact] if value != facts[fact]]
            found.append({**facts, fact: rng.choice(choice if fact in book["defaults"] else [*choice, UNKNOWN])})
    return found


def random_codes(book: PlainBook, rows: int, seed: int) -> dict[str, np.ndarray]:
    """Fact -> a column of int8: the place of the value in the book, -1 for unknown (a third)."""
    import numpy as np

    rng = np.random.default_rng(seed)
    columns = {}
    for fact, legal in book["values"].items():
        column = rng.integers(0, len(legal), rows, dtype=np.int8)
        column[rng.random(rows, dtype=np.float32) < 1 / 3] = -1
        columns[fact] = column
    return columns


def codes_of(book: PlainBook, situations: list[Facts]) -> dict[str, np.ndarray]:
    """The same answer sets as columns of codes."""
    import numpy as np

    return {
        fact: np.array([-1 if each[fact] == UNKNOWN else legal.index(each[fact]) for each in situations], dtype=np.int8)
        for fact, legal in book["values"].items()
    }


def facts_of(book: PlainBook, codes: dict[str, np.ndarray]) -> list[Facts]:
    """Columns of codes as answer sets."""
    names = {fact: [*legal, UNKNOWN] for fact, legal in book["values"].items()}
    columns = [[names[fact][code] for code in column.tolist()] for fact, column in codes.items()]
    return [dict(zip(codes, row, strict=True)) for row in zip(*columns, strict=True)]


def _facts(book: PlainBook, rng: random.Random, evidence: bool) -> Facts:
    facts = {}
    for fact, legal in book["values"].items():
        if fact not in book["defaults"]:
            facts[fact] = UNKNOWN if rng.random() < 1 / 3 else rng.choice(legal)
        elif evidence and rng.random() < 2 / 3:
            facts[fact] = rng.choice(legal)
        else:
            facts[fact] = book["defaults"][fact]
    return facts
