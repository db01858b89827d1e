"""The recommendation on what a visitor has entered and what may still change it, worked out once for each entry."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.api import Comparison, Recommendation
from advisor.report.prospects import Prospects
from advisor.schema.answers import Answers
from advisor.schema.costs import Costs
from advisor.schema.rules import Book
from advisor.ui.parts.advice import advice_for
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.outlook import prospects_for
from advisor.ui.parts.priced import costs_alone
from advisor.ui.parts.results import measured
from advisor.ui.parts.visit import Visit


@dataclass(frozen=True, slots=True)
class Advised:
    """Both, and what they were worked out from."""

    recommendation: Recommendation
    prospects: Prospects
    entered: Answers
    declined: tuple[str, ...]
    read: tuple[Book, Comparison | None, Costs | None]


def advised(visit: Visit) -> Advised:
    """Worked out anew only where an answer, the results, the costs or the language changed since."""
    entered, declined = visit.entered, visit.declined
    read = rule_book(), measured(visit).comparison, costs_alone(visit)
    last = visit.advised
    if (
        last is None
        or (last.entered, last.declined) != (entered, declined)
        or any(old is not new for old, new in zip(last.read, read, strict=True))
    ):
        last = visit.advised = Advised(advice_for(visit), prospects_for(visit), entered, declined, read)
    return last
