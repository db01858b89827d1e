"""What eval results show of eval maturity, beside what was answered in the questionnaire."""

from __future__ import annotations

from typing import Final

from advisor.language import _, run_on
from advisor.report.words import answer_words
from advisor.schema.evidence import EvalHealth
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN

QUESTION: Final = "evals"


def maturity_words(health: EvalHealth, claimed: str, book: Book) -> str:
    """Both in one or two sentences; `claimed` is the answer to the question `evals`, or unknown."""
    shown = answer_words(book, QUESTION, health.maturity)
    if claimed == UNKNOWN:
        return _("Your results show: {shown}. The question is not answered yet.", shown=shown)
    told = answer_words(book, QUESTION, claimed)
    if claimed == health.maturity:
        return _("Your results show what you answered: {told}.", told=told)
    order = book.legal_values[QUESTION]
    ahead = order.index(claimed) > order.index(health.maturity)
    return run_on(
        _("You answered: {told}. Your results show: {shown}.", told=told, shown=shown),
        _("That more is there may well be: these files cannot show it.")
        if ahead
        else _("You have more than you answered: change the answer if it still stands."),
    )
