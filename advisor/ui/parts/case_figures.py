"""The published figures of the case that is open, as a chart."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from advisor.language import _, run_on
from advisor.report.case_metrics import DOUBT, metrics_in_words, published_metrics
from advisor.schema.cases import Case
from advisor.ui.parts.markup import kicker, sentence, show

_PLOTLY: Final = {"displayModeBar": False}


def show_figures(case: Case) -> None:
    """A small plot for each metric; a sentence where no figures were published."""
    metrics, title = published_metrics(case), kicker(_("Published figures"))
    if not metrics:
        show(f'{title}<p class="small">{escape(_("None were published."))}</p>')
        return
    from advisor.report.case_figure import case_figure  # Plotly takes its time; a list of closed cases needs none

    nothing = all(len(metric.figures) == 1 for metric in metrics)
    said = run_on(
        _("{doubt}, hence the hollow marks.", doubt=sentence(_(DOUBT))),
        _("No metric was published for two systems, so these figures compare nothing.") if nothing else "",
    )
    show(f'{title}<p class="small">{escape(said)}</p>')
    with st.container(key=f"case_chart_{case.id}"):
        st.plotly_chart(
            case_figure(metrics), alt=metrics_in_words(metrics), config=_PLOTLY, key=f"case_figure_{case.id}"
        )
