"""The sentences about published cases near the answers: how near, alike in what, different in what, what won there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from advisor.language import N_, _, listed, ngettext
from advisor.report.words import approach_name, evidence_kind, label, lower, strung
from advisor.schema.recommendation import Precedent
from advisor.schema.rules import Book
from advisor.schema.words import APPROACHES, approach_title

HOW: Final = N_(
    "An answer counts the more, the further the recommendation moves when that answer alone is changed. "
    "Cases that compared approaches, and those whose record is surer, come before others that are about as near."
)
"""How nearness is judged."""

DISSENT: Final = N_("The nearest case where something else won")
NO_DISSENT: Final = N_("No case that compared approaches and has anything in common with yours speaks against this.")

_BANDS: Final = ((0.9, N_("Very near")), (0.75, N_("Near")), (0.5, N_("Partly alike")), (0.0, N_("Far")))


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
    return _(NO_DISSENT) if precedents and approach and nearest_dissent(precedents) is None else ""


def won(precedent: Precedent) -> str:
    """What came out best there, of what, and how much that can bear."""
    best, kind = approach_title(precedent.best), evidence_kind(precedent)
    if precedent.compared:
        said = _("{approach} came out best of {tried}", approach=best, tried=_listed(precedent.tried))
    else:
        said = _("{approach} was used", approach=best)
    too = [each for each in precedent.acceptable if each != precedent.best]
    if too:
        return _("{said}; {approaches} would do as well ({kind}).", said=said, approaches=_listed(too), kind=kind)
    return _("{said} ({kind}).", said=said, kind=kind)


def nearness(precedent: Precedent) -> str:
    """`Near: 9 of your 14 answers are the same there, 2 nearly the same, 1 different, 2 not known.`"""
    band = next(word for least, word in _BANDS if precedent.nearness >= least)
    same, silent = len(precedent.shares), len(precedent.silent)
    nearly = sum(each.nearly for each in precedent.differs)
    other = len(precedent.differs) - nearly
    total = same + nearly + other + silent
    if total == 1:
        said = [_("your one answer is the same there") if same else _("your one answer is nearly the same there")]
    else:
        said = [_alike(same, total)]
        said += [_("{n} nearly the same", n=nearly)] if nearly else []
        said += [_("{n} different", n=other)] if other else []
        said += [_("{n} not known", n=silent)] if silent else []
    return _("{band}: {said}.", band=_(band), said=strung(said))


def _alike(same: int, total: int) -> str:
    if same == total:
        return _("all of your {total} answers are the same there", total=total)
    if not same:
        return _("none of your {total} answers is the same there", total=total)
    return ngettext(
        "{n} of your {total} answers is the same there",
        "{n} of your {total} answers are the same there",
        same,
        total=total,
    )


def sides(precedent: Precedent, answers: Mapping[str, str], book: Book) -> tuple[Side, ...]:
    """What is alike and what differs, what matters first; what there is nothing of is left out."""

    def named(question: str, option: str) -> str:
        return lower(label(book, question, option))

    matters = precedent.matters
    alike, other = _split(precedent.shares, matters)
    differs = {
        each.question: _(
            "yours: {yours}; theirs: {theirs}",
            yours=named(each.question, each.yours),
            theirs=named(each.question, each.theirs),
        )
        for each in precedent.differs
    }
    differs_here, differs_too = _split(tuple(differs), matters)
    unknown = _split(precedent.silent, matters)[0]
    found = (
        Side(_("Alike in what matters"), tuple(Said(id, named(id, answers[id])) for id in alike)),
        Side(_("Differs in what matters"), tuple(Said(id, differs[id]) for id in differs_here)),
        Side(_("Matters, but is not known there"), tuple(Said(id, "") for id in unknown)),
        Side(_("Alike in the rest") if matters else _("Alike"), tuple(Said(id, "") for id in other)),
        Side(_("Differs in the rest") if matters else _("Differs"), tuple(Said(id, differs[id]) for id in differs_too)),
    )
    return tuple(side for side in found if side.answers)


def _split(questions: Sequence[str], matters: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those that matter, and the others."""
    return tuple(id for id in questions if id in matters), tuple(id for id in questions if id not in matters)


def _listed(approaches: Sequence[str]) -> str:
    """`prompting, RAG and fine-tuning`."""
    return listed([approach_name(each) for each in APPROACHES if each in approaches])
