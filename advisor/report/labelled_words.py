"""What hand-labelled failures say, beside the answer to the question `failure`."""

from __future__ import annotations

from typing import Final

from advisor.language import N_, _, run_on
from advisor.report.evidence_words import CAUSES, share_words
from advisor.report.words import label, lower
from advisor.schema.evidence import Failures, FailureShare
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN

QUESTION: Final = "failure"
HOW: Final = N_("A share of few labels is not known closely: its interval is wide until there are many.")
COMPUTED: Final = N_("Intervals by Wilson.")
"""How the intervals are computed."""


def beside_the_answer(found: Failures, answered: str, book: Book) -> str:
    """Which of the two counts, in one or two sentences; `answered` may be unknown."""
    told = "" if answered == UNKNOWN else lower(label(book, QUESTION, answered))
    if found.fact == "untested":
        return _("Too few labels to say anything yet.")
    if found.fact == "mixed":
        return run_on(
            _("Your labels show no one cause that leads."),
            _("Your answer stands: {told}.", told=told) if told else _("The question stays open."),
        )
    shown = lower(label(book, QUESTION, found.fact))
    if not told:
        return _(
            "Your labels say {shown}. That now answers the open question what is usually wrong.",
            shown=shown,
        )
    if answered == found.fact:
        return _("Your labels say {shown}, as you answered.", shown=shown)
    return _("Your labels say {shown}; you answered {told}. The labels count.", shown=shown, told=told)


def share(each: FailureShare, labelled: int) -> str:
    """`8 of 12, 67 % (95 % interval 39 to 86)`."""
    return _(
        "{n} of {labelled}, {share}",
        n=each.count,
        labelled=labelled,
        share=share_words(each.share, each.interval.low, each.interval.high),
    )


def share_lines(found: Failures) -> list[str]:
    """One line a cause, with its share."""
    return [
        _("{cause}: {share}", cause=_(CAUSES[each.cause]), share=share(each, found.labelled)) for each in found.shares
    ]
