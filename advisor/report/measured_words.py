"""Which parts of a recommendation come from eval results, in words."""

from __future__ import annotations

from typing import Final

from advisor.decision.verdict import Verdict
from advisor.language import N_, _, in_its_language
from advisor.report.words import answer_words
from advisor.schema.recommendation import Basis
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN

BASES: Final[dict[Basis, str]] = {
    "answers": "",
    "results": N_("from your eval results"),
    "answers and results": N_("from your answers and your eval results"),
}
"""Where a reason comes from, if not from answers alone; `basis_words` says it."""


def basis_words(basis: Basis) -> str:
    """Where a reason comes from; nothing where it comes from answers alone."""
    return _(BASES[basis]) if BASES[basis] else ""


@in_its_language
def rests_on(verdict: Verdict) -> str:
    """How many of the reasons for the recommendation come from eval results; nothing where there are no results."""
    reasons = verdict.reasons_for
    measured = sum(reason.from_data for reason in reasons)
    if not reasons or (verdict.evidence is None and not measured):
        return ""
    if not measured:
        return _("None of the reasons for it comes from your eval results; all rest on answers.")
    if measured == len(reasons):
        return _("All reasons for it come from your eval results.")
    return _(
        "{measured} of the {reasons} reasons for it come from your eval results, the others from answers.",
        measured=measured,
        reasons=len(reasons),
    )


@in_its_language
def measured_beside(verdict: Verdict, book: Book) -> dict[str, tuple[str, ...]]:
    """Question -> what eval results say beside its answer, or in its place."""
    found: dict[str, tuple[str, ...]] = {}
    for each in verdict.overridden:
        was = answer_words(book, each.question, each.answered)
        if each.answered == UNKNOWN:
            said = _("This is what your results say (the question was left open).")
        else:
            said = _("This is what your results say (the answer was: {answer}).", answer=was)
        found[each.question] = (said,)
    facts = verdict.facts or {}
    for fact in book.facts:
        value = facts.get(fact.id, fact.default)
        if fact.beside is not None and value != fact.default:
            said = _("Your results: {result}.", result=answer_words(book, fact.id, value))
            found[fact.beside] = (*found.get(fact.beside, ()), said)
    return found
