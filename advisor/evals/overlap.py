"""Which items stand in the training data, the examples or the index, word for word.

What all inputs have in common at their beginning and end (a prompt template) is left out first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import narwhals as nw

from advisor.evals.eval_set import EvalSet
from advisor.stats.ngram_containment import TrainingTexts, words_of

ENOUGH_TEXTS = 5
MOST_ITEMS = 50_000
"""Items that are looked at: the first by name."""
HELD = 0.5
"""The share of a text's eight-word runs from which it counts as contained."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """The items that were looked at, and those whose input or expected answer was found, by name."""

    looked_at: frozenset[str]
    exact: frozenset[str]
    contained: frozenset[str]
    """Half of the eight-word runs of the input, or more; `exact` ones among them."""
    answers: frozenset[str]
    """Expected answers of eight words or more that were found, whatever the input."""


def find_overlap(evals: EvalSet, texts: Iterable[str]) -> Overlap | None:
    """The overlap with these texts; None where the results hold no inputs."""
    columns = evals.table.columns
    if "input" not in columns:
        return None
    kinds = [name for name in ("input", "expected") if name in columns]
    frame = evals.table.frame.select("item", *kinds).filter(~nw.col("input").is_null())
    grouped = frame.group_by("item").agg(*(nw.col(name).min() for name in kinds)).sort("item").head(MOST_ITEMS)
    rows = grouped.collect(backend="pyarrow").rows(named=True)
    if not rows:
        return None
    training = TrainingTexts(texts)
    inputs = _without_template([str(row["input"]) for row in rows])
    exact, contained, answers = set(), set(), set()
    for row, own in zip(rows, inputs, strict=True):
        item = row["item"]
        if training.has_exactly(str(row["input"])) or training.has_exactly(own):
            exact.add(item)
        if item in exact or (training.containment(own) or 0.0) >= HELD:
            contained.add(item)
        expected = row.get("expected")
        if expected and (training.containment(str(expected)) or 0.0) >= HELD:
            answers.add(item)
    looked_at = frozenset(row["item"] for row in rows)
    return Overlap(looked_at, frozenset(exact), frozenset(contained), frozenset(answers))


def _without_template(texts: Sequence[str]) -> list[str]:
    """The texts as words, without those that all begin or end with, where there are enough texts to tell."""
    words = [words_of(text) for text in texts]
    if len(words) < ENOUGH_TEXTS:
        return [" ".join(each) for each in words]
    shortest = min(map(len, words))
    front = _shared(words, range(shortest))
    back = _shared(words, range(-1, -shortest - 1, -1))
    if front + back >= shortest:  # one text is nothing but template
        return [" ".join(each) for each in words]
    return [" ".join(each[front : len(each) - back]) for each in words]


def _shared(words: Sequence[Sequence[str]], places: Iterable[int]) -> int:
    """How many of these places hold the same word in every text, from the first on."""
    count = 0
    for place in places:
        if any(each[place] != words[0][place] for each in words):
            break
        count += 1
    return count
