"""The sentences about published cases near the answers: how near, alike in what, different in what, what won there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from advisor.report.words import approach_name, evidence_kind, in_a_row, label, lower
from advisor.schema.recommendation import Precedent
from advisor.schema.rules import Book
from advisor.schema.words import APPROACHES, TITLES

HOW: Final = (
    "An answer counts the more, the further the recommendation moves when that answer alone is changed. "
    "Cases that compared approaches, and those whose record is surer, come before others that are about as near."
)
"""How nearness is judged."""

DISSENT: Final = "The nearest case where something else won"
NO_DISSENT: Final = "No case that compared approaches and has anything in common with yours speaks against this."

_BANDS: Final = ((0.9, "Very near"), (0.75, "Near"), (0.5, "Partly alike"), (0.0, "Far"))


class Said(NamedTuple):
    """An answer of yours, and what is to be said of it: option names, or nothing."""

    question: str
    words: str


class Side(NamedTuple):
    """What a case has in common with the answers, or what not."""

    title: str
    answers: tuple[Said, ...]


def nearest_dissent(precedents: Iterable[Precedent]) -> str | None:
    """The id of the nearest case where another approach won."""
    return next((each.case for each in precedents if each.dissents), None)


def contradicted(precedents: Sequence[Precedent], approach: str | None) -> str:
    """Says so where no case speaks against the recommended approach; nothing where one does or nothing is near."""
    return NO_DISSENT if precedents and approach and nearest_dissent(precedents) is None else ""


def won(precedent: Precedent) -> str:
    """What came out best there, of what, and how much that can bear."""
    best = TITLES[precedent.best]
    if precedent.compared:
        best += f" came out best of {_listed(precedent.tried)}"
    else:
        best += " was used"
    too = [each for each in precedent.acceptable if each != precedent.best]
    also = f"; {_listed(too)} would do as well" if too else ""
    return f"{best}{also} ({evidence_kind(precedent)})."


def nearness(precedent: Precedent) -> str:
    """`Near: 9 of your 14 answers are the same there, 2 nearly the same, 1 different, 2 not known.`"""
    band = next(word for least, word in _BANDS if precedent.nearness >= least)
    same, silent = len(precedent.shares), len(precedent.silent)
    nearly = sum(each.nearly for each in precedent.differs)
    other = len(precedent.differs) - nearly
    total = same + nearly + other + silent
    alike = "all" if same == total else str(same or "none")
    said = [f"{alike} of your {total} answers {'are' if same > 1 else 'is'} the same there"]
    said += [
        f"{count} {what}"
        for count, what in ((nearly, "nearly the same"), (other, "different"), (silent, "not known"))
        if count
    ]
    if total == 1:
        said = [f"your one answer is {'the same' if same else 'nearly the same'} there"]
    return f"{band}: {', '.join(said)}."


def sides(precedent: Precedent, answers: Mapping[str, str], book: Book) -> tuple[Side, ...]:
    """What is alike and what differs, what matters first; what there is nothing of is left out."""

    def named(question: str, option: str) -> str:
        return lower(label(book, question, option))

    matters = precedent.matters
    alike, other = _split(precedent.shares, matters)
    differs = {
        each.question: f"yours: {named(each.question, each.yours)}; theirs: {named(each.question, each.theirs)}"
        for each in precedent.differs
    }
    differs_here, differs_too = _split(tuple(differs), matters)
    unknown, _ = _split(precedent.silent, matters)
    found = (
        Side("Alike in what matters", tuple(Said(id, named(id, answers[id])) for id in alike)),
        Side("Differs in what matters", tuple(Said(id, differs[id]) for id in differs_here)),
        Side("Matters, but is not known there", tuple(Said(id, "") for id in unknown)),
        Side("Alike in the rest" if matters else "Alike", tuple(Said(id, "") for id in other)),
        Side("Differs in the rest" if matters else "Differs", tuple(Said(id, differs[id]) for id in differs_too)),
    )
    return tuple(side for side in found if side.answers)


def _split(questions: Sequence[str], matters: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those that matter, and the others."""
    return tuple(id for id in questions if id in matters), tuple(id for id in questions if id not in matters)


def _listed(approaches: Sequence[str]) -> str:
    """`prompting, RAG and fine-tuning`."""
    return in_a_row([approach_name(each) for each in APPROACHES if each in approaches])
