"""What stands beside the questions when eval results are there: what they say to the same question."""

from __future__ import annotations

from advisor.decision.verdict import Verdict
from advisor.language import _, in_its_language
from advisor.report import claimed_maturity
from advisor.report.measured_words import measured_beside
from advisor.report.words import answer_words
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN


@in_its_language
def beside_answers(verdict: Verdict, answered: dict[str, str], book: Book) -> dict[str, tuple[str, ...]]:
    """Question -> sentences; `answered` holds what was answered, not what results put in its place."""
    if verdict.evidence is None:
        return {}
    found = measured_beside(verdict, book)
    for each in verdict.overridden:
        says = answer_words(book, each.question, each.measured)
        found[each.question] = (_("Your results say: {says}. That counts, whatever is chosen here.", says=says),)
    question = claimed_maturity.QUESTION
    claimed = answered.get(question, UNKNOWN)
    shown = claimed_maturity.maturity_words(verdict.evidence.health, claimed, book)
    return {**found, question: (shown, *found.get(question, ()))}
