"""Which parts of a recommendation come from eval results, in words."""

from __future__ import annotations

from typing import Final

from advisor.decision.verdict import Verdict
from advisor.report.words import answer_words
from advisor.schema.recommendation import Basis
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN

BASES: Final[dict[Basis, str]] = {
    "answers": "",
    "results": "from your eval results",
    "answers and results": "from your answers and your eval results",
}
"""Where a reason comes from, if not from answers alone."""


def rests_on(verdict: Verdict) -> str:
    """How many of the reasons for the recommendation come from eval results; nothing where there are no results."""
    reasons = verdict.reasons_for
    measured = sum(reason.from_data for reason in reasons)
    if not reasons or (verdict.evidence is None and not measured):
        return ""
    if not measured:
        return "None of the reasons for it comes from your eval results; all rest on answers."
    if measured == len(reasons):
        return "All reasons for it come from your eval results."
    return f"{measured} of the {len(reasons)} reasons for it come from your eval results, the others from answers."


def measured_beside(verdict: Verdict, book: Book) -> dict[str, tuple[str, ...]]:
    """Question -> what eval results say beside its answer, or in its place."""
    found: dict[str, tuple[str, ...]] = {}
    for each in verdict.overridden:
        was = answer_words(book, each.question, each.answered)
        answer = "the question was left open" if each.answered == UNKNOWN else f"the answer was: {was}"
        found[each.question] = (f"This is what your results say ({answer}).",)
    facts = verdict.facts or {}
    for fact in book.facts:
        value = facts.get(fact.id, fact.default)
        if fact.beside is not None and value != fact.default:
            found[fact.beside] = (*found.get(fact.beside, ()), f"Your results: {answer_words(book, fact.id, value)}.")
    return found
