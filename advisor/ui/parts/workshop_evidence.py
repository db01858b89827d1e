"""Eval results that the facilitator attached, for everybody once a round is revealed."""

from __future__ import annotations

from advisor.api import Comparison
from advisor.ui.parts.figures import show_chart, show_summary
from advisor.ui.parts.markup import items, show, ticked
from advisor.ui.parts.results import Measured


def show_attached(comparison: Comparison | None) -> None:
    """What was measured, the verdicts and the chart; nothing where none is attached."""
    if comparison is None:
        return
    show_summary(comparison)
    show(
        f"<p>{ticked(comparison.choice.sentence)}</p>",
        items([ticked(each.sentence) for each in comparison.verdicts], css="rows"),
    )
    show_chart(Measured(comparison=comparison), None)
