"""What hand-labelled failures say, beside the answer to the question `failure`."""

from __future__ import annotations

from typing import Final

from advisor.report.evidence_words import CAUSES, share_words
from advisor.report.words import label, lower
from advisor.schema.evidence import Failures, FailureShare
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN

QUESTION: Final = "failure"
HOW: Final = "Intervals by Wilson: a share of few labels is not known closely, so they are wide until there are many."


def beside_the_answer(found: Failures, answered: str, book: Book) -> str:
    """Which of the two counts, in one or two sentences; `answered` may be unknown."""
    told = "" if answered == UNKNOWN else lower(label(book, QUESTION, answered))
    if found.fact == "untested":
        return "Too few labels to say anything yet."
    if found.fact == "mixed":
        stands = f" Your answer stands: {told}." if told else " The question stays open."
        return f"Your labels show no one cause that leads.{stands}"
    shown = lower(label(book, QUESTION, found.fact))
    if not told:
        return f"Your labels say {shown}. That now answers the open question what is usually wrong."
    if answered == found.fact:
        return f"Your labels say {shown}, as you answered."
    return f"Your labels say {shown}; you answered {told}. The labels count."


def share(each: FailureShare, labelled: int) -> str:
    """`8 of 12, 67 % (95 % interval 39 to 86)`."""
    return f"{each.count} of {labelled}, {share_words(each.share, each.interval.low, each.interval.high)}"


def share_lines(found: Failures) -> list[str]:
    """One line a cause, with its share."""
    return [f"{CAUSES[each.cause]}: {share(each, found.labelled)}, {each.interval.method}" for each in found.shares]
