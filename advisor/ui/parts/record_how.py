"""How the track record was computed, with the names of the methods, and how to try the advisor on other cases."""

from __future__ import annotations

from html import escape

from advisor.language import _
from advisor.report.backtest import how_computed
from advisor.schema.backtest import Backtest
from advisor.ui.parts.markup import items, ticked


def how_it_was_computed(found: Backtest) -> str:
    """A fold: method, intervals, figures, baselines, versions, and what to type."""
    yours = ticked(
        _(
            "On cases of your own: write each as a file like those in `case_studies/` and run `advisor backtest "
            "--cases DIR`. The shipped rules and weights are then used as they are, fitted to nothing. `advisor "
            "backtest` makes this page's figures anew, `--format json` gives all of them."
        )
    )
    title = escape(_("How computed, and how to try it on your own cases"))
    rows = [escape(sentence) for sentence in how_computed(found)]
    return (
        f'<details class="card" id="how-computed"><summary>{title}</summary>'
        f"<div><p>{yours}</p>{items(rows, css='rows')}</div></details>"
    )
