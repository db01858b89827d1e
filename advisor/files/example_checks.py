"""The examples beside the rules: names that do not exist, rules without a firing or a silent example."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from advisor.files.name_checks import check_references
from advisor.files.repairs import listed, nearest
from advisor.files.rule_folder import Place
from advisor.schema.rules import Book, Example, Rule

PlacedExample = tuple[Place, Example]


def check_examples(
    book: Book, examples: Sequence[PlacedExample], rules: Sequence[Rule], folder: str = ""
) -> tuple[list[str], list[PlacedExample]]:
    """Every mistake in the examples, each of these rules that none of them shows, and the examples that can be tried.

    `folder`: what stands before the name of a file in a message, such as `house/`.
    """
    mistakes: list[str] = []
    sound = []
    for place, example in examples:
        found = _wrong_names(book, place, example)
        mistakes += found
        if not found:
            sound.append((place, example))
    for part, word in (("fires", "fires"), ("silent", "is silent")):
        shown = set(chain.from_iterable(getattr(example, part) for _, example in examples))
        for rule in rules:
            if rule.id not in shown:
                mistakes.append(
                    f"{folder}{rule.theme}_test.yaml: `{rule.id}` has no example in which it {word}; add one."
                )
    return mistakes, sound


def _wrong_names(book: Book, place: Place, example: Example) -> list[str]:
    mistakes: list[str] = []
    ids = {rule.id for rule in book.rules}
    legal = book.legal_values
    asked = {question.id for question in book.questions}
    steps = [step.id for step in book.steps]
    for part, names in (("answers", asked), ("evidence", set(legal) - asked)):
        for fact, value in getattr(example, part).items():
            here = place((part, fact))
            if fact not in names:
                mistakes.append(f"{here}: `{fact}` is not to be given under `{part}`.{nearest(fact, names)}")
            elif value not in legal[fact]:
                mistakes.append(f"{here}: `{value}` is not a value of `{fact}`. It takes {listed(legal[fact])}.")
    if example.source is not None:
        mistakes += check_references(book, [example.source], place)
    for part in ("fires", "silent", "waits", "because_of"):
        for id in getattr(example, part):
            if id not in ids:
                mistakes.append(f"{place((part,))}: there is no rule `{id}`.{nearest(id, ids)}")
    if example.now is not None and example.now not in steps:
        mistakes.append(f"{place(('now',))}: there is no step `{example.now}`.{nearest(example.now, steps)}")
    return mistakes
