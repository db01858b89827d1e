"""What eval results show of eval maturity, beside what was answered in the questionnaire."""

from __future__ import annotations

from typing import Final

from advisor.report.words import answer_words
from advisor.schema.evidence import EvalHealth
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN

QUESTION: Final = "evals"


def maturity_words(health: EvalHealth, claimed: str, book: Book) -> str:
    """Both in one or two sentences; `claimed` is the answer to the question `evals`, or unknown."""
    shown = answer_words(book, QUESTION, health.maturity)
    if claimed == UNKNOWN:
        return f"Your results show: {shown}. The question is not answered yet."
    told = answer_words(book, QUESTION, claimed)
    if claimed == health.maturity:
        return f"Your results show what you answered: {told}."
    order = book.legal_values[QUESTION]
    ahead = order.index(claimed) > order.index(health.maturity)
    ending = (
        " That more is there may well be: these files cannot show it."
        if ahead
        else " You have more than you answered: change the answer if it still stands."
    )
    return f"You answered: {told}. Your results show: {shown}.{ending}"
