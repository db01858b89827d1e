"""The course of quick mode: which question is asked, which was before it, and when to stop."""

from __future__ import annotations

from typing import Final, Literal

from advisor.report.prospects import Prospects
from advisor.ui.parts.visit import Visit

UNLIKELY: Final = 0.05
"""Below this chance that the recommendation still changes, quick mode stops."""

Stop = Literal["settled", "unlikely", "asked"]
"""settled: proved that no answer changes it · unlikely: the chance is under 5 % · asked: no question is left."""


def reason_to_stop(found: Prospects) -> Stop | None:
    """Why no more questions need be asked; a proof counts before a chance."""
    if not found.next_questions.questions:
        return "asked"
    if found.settled.is_settled:
        return "settled"
    return "unlikely" if found.next_questions.chance_of_change < UNLIKELY else None


def stops_at(visit: Visit, found: Prospects) -> Stop | None:
    """The reason to stop that is to be shown now: none while a question is looked at again or after it was passed."""
    stop = reason_to_stop(found)
    if visit.at is not None or (stop is not None and stop == visit.passed):
        return None
    return None if stop == "unlikely" and visit.passed == "settled" else stop


def question_before(visit: Visit) -> str | None:
    """The question that was answered before the one on screen."""
    order = list(visit.answers)
    if visit.at in visit.answers:
        order = order[: order.index(visit.at)]
    return order[-1] if order else None
