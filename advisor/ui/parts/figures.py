"""The numbers on screen: table of variants, chart with its data table, differences in words, notes."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from advisor.api import Comparison
from advisor.report.evidence_contents import NOT_KNOWN, pair_method, score_text
from advisor.report.figure import Panel, ThemeName, figure_summary, figure_table, quality_cost_figure
from advisor.report.figure_numbers import money
from advisor.schema.evidence import Evidence, VariantSummary
from advisor.schema.words import TITLES
from advisor.ui.parts.markup import items, show, simulated_mark, table, ticked
from advisor.ui.parts.results import Measured

_PANELS: Final[tuple[Panel, ...]] = ("quality", "differences")
_PAIRS: Final = 4
"""Pairs that stand in sight."""
_PLOTLY: Final = {"displaylogo": False, "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"]}


def show_summary(evidence: Evidence) -> None:
    """Each variant with its mean, interval, cost and latency; what is not known says so."""
    head = ("Variant", "Approach", "n", "Mean", "95 % interval (method)", "Failed calls", "USD a request", "Latency")
    rows = [_summary_row(each, evidence.score) for each in evidence.variants]
    show(f"<h2>What was measured: {escape(evidence.score)}</h2>", simulated_mark(evidence), table(head, rows))


def show_chart(found: Measured, monthly_volume: int | None) -> None:
    """The chart, a text for those who cannot see it, and the numbers behind it."""
    if found.comparison is None:
        return
    show("<h2>Quality, cost and differences</h2>")
    with st.container(key="chart"):
        # two figures, so that they stand below each other where the screen is narrow
        for column, panel in zip(st.columns([0.62, 0.38]), _PANELS, strict=True):
            _show_panel(column, found, monthly_volume, panel)
    with st.expander("The chart as a table", key="chart_table", on_change="rerun") as fold:
        if fold.open:
            numbers = figure_table(found.comparison, monthly_volume=monthly_volume)
            head = tuple(name.replace("_", " ") for name in numbers[0]) if numbers else ()
            rows = [tuple(_cell(value) for value in row.values()) for row in numbers]
            show(simulated_mark(found.comparison), table(head, rows))


def show_difference_chart(found: Measured) -> None:
    """Each difference from the best, beside the margin."""
    if found.comparison is not None and found.comparison.pairs:
        with st.container(key="chart"):
            _show_panel(st.container(), found, None, "differences")


def _show_panel(place: DeltaGenerator, found: Measured, monthly_volume: int | None, panel: Panel) -> None:
    if found.comparison is None:
        return
    theme: ThemeName = "dark" if st.context.theme.type == "dark" else "light"
    figure, summary = _panel(_Compared(found.comparison, found.basis), monthly_volume, panel, theme)
    place.plotly_chart(figure, theme=None, alt=summary, config=_PLOTLY, key=f"chart_{panel}")


class _Compared:
    """A comparison for the cache, which goes by what it was worked out from."""

    def __init__(self, comparison: Comparison, basis: tuple[object, ...]) -> None:
        self.comparison = comparison
        self.key = repr((basis, [each.variant for each in comparison.variants]))


@st.cache_resource(max_entries=24, ttl=3600, show_spinner=False, hash_funcs={_Compared: lambda each: each.key})
def _panel(compared: _Compared, monthly_volume: int | None, panel: Panel, theme: ThemeName) -> tuple[go.Figure, str]:
    """The figure and the text for those who cannot see it; drawn once for each setting."""
    figure = quality_cost_figure(compared.comparison, panels=(panel,), theme=theme, monthly_volume=monthly_volume)
    return figure, figure_summary(compared.comparison, monthly_volume=monthly_volume)


def show_pairs(evidence: Evidence) -> None:
    """Each pair in one sentence; those beyond the first few are folded away."""
    sentences = [
        f"{ticked(pair.sentence)} <span class='small'>{escape(pair_method(pair))}</span>" for pair in evidence.pairs
    ]
    first, rest = sentences[:_PAIRS], sentences[_PAIRS:]
    folded = f"<details class='card'><summary>{len(rest)} more pairs</summary>{items(rest, css='rows')}</details>"
    show(
        "<h2>Pair by pair, on the same items</h2>",
        simulated_mark(evidence),
        items(first, css="rows") or '<p class="hint">No two variants share an item.</p>',
        folded if rest else "",
    )


def show_notes(evidence: Evidence) -> None:
    """What was counted on the way."""
    if evidence.notes:
        show("<h2>Counted, not hidden</h2>", items([ticked(note) for note in evidence.notes], css="rows"))


def _summary_row(each: VariantSummary, score: str) -> tuple[str, ...]:
    summary = each.scores.get(score)
    mean, interval = score_text(summary)
    return (
        each.variant,
        TITLES[each.approach] if each.approach else "not sure",
        str(summary.n if summary else 0),
        mean,
        interval,
        str(each.failed),
        _cost(each),
        NOT_KNOWN if each.mean_latency_s is None else f"{each.mean_latency_s:.2f} s (mean, n = {each.latency_rows})",
    )


def _cost(each: VariantSummary) -> str:
    if each.cost_per_request_usd is None:
        return NOT_KNOWN
    return f"{money(each.cost_per_request_usd)} (n = {each.cost_rows})"


def _cell(value: Any) -> str:
    if value is None:
        return NOT_KNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3g}" if isinstance(value, float) else str(value)
