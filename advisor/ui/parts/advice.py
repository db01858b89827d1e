"""The recommendation on what a visitor has entered."""

from __future__ import annotations

from advisor.api import Recommendation, recommend
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.results import measured
from advisor.ui.parts.visit import Visit


def advice_for(visit: Visit, *, with_results: bool = True) -> Recommendation:
    """On answers and eval results, or on the answers alone."""
    results = measured(visit).comparison if with_results else None
    return recommend(visit.entered, results=results, rule_book=rule_book())
