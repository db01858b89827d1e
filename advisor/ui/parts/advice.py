"""The recommendation on what a visitor has entered."""

from __future__ import annotations

from advisor.api import Recommendation, recommend
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.priced import costs_alone, priced
from advisor.ui.parts.results import measured
from advisor.ui.parts.visit import Visit


def advice_for(visit: Visit, *, with_results: bool = True) -> Recommendation:
    """On answers, eval results and costs, or on the answers alone."""
    book = rule_book()
    if not with_results:
        return recommend(visit.entered, rule_book=book)
    if costs_alone(visit) is not None:
        found = priced(visit)
        return recommend(visit.entered, rule_book=book, plan=found.entered.plan, prices=found.book)
    return recommend(visit.entered, results=measured(visit).comparison, rule_book=book)
