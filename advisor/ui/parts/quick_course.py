"""The course of quick mode: which question is asked, which was before it, and when to stop."""

from __future__ import annotations

from typing import Final, Literal

from advisor.report.prospects import Prospects
from advisor.ui.parts.visit import Visit

UNLIKELY: Final = 0.05
"""Below this chance that the recommendation still changes, quick mode stops."""

FIRST: Final = 5
"""After so many questions there is a first answer to look at."""

Stop = Literal["first", "settled", "unlikely", "asked"]
"""first: a first answer is there · settled: proved that no answer changes it · unlikely: the chance is under 5 % ·
asked: no question is left."""

_ORDER: Final[tuple[Stop, ...]] = ("first", "unlikely", "settled", "asked")
"""Who has passed one of them by is not stopped by those before it."""


def reason_to_stop(found: Prospects, answered: int = 0) -> Stop | None:
    """Why no more questions need be asked; a proof counts before a chance, and a chance before a first look.

    `answered`: how many questions were answered, "Don't know" included.
    """
    if not found.next_questions.questions:
        return "asked"
    if found.settled.is_settled:
        return "settled"
    if found.next_questions.chance_of_change < UNLIKELY:
        return "unlikely"
    return "first" if answered >= FIRST else None


def stops_at(visit: Visit, found: Prospects) -> Stop | None:
    """The reason to stop that is to be shown now: none while a question is looked at again or after it was passed."""
    stop = reason_to_stop(found, len(visit.answers))
    if stop is None or visit.at is not None:
        return None
    return None if visit.passed is not None and _ORDER.index(stop) <= _ORDER.index(visit.passed) else stop


def question_before(visit: Visit) -> str | None:
    """The question that was answered before the one on screen."""
    order = list(visit.answers)
    if visit.at in visit.answers:
        order = order[: order.index(visit.at)]
    return order[-1] if order else None
