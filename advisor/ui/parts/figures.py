"""The numbers on screen: table of variants, chart with its data table, differences in words, notes."""

from __future__ import annotations

from html import escape
from typing import Final

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from advisor.api import Comparison
from advisor.evals.number_words import items_words
from advisor.language import _, language, ngettext
from advisor.report.evidence_contents import NOT_KNOWN, evidence_methods, score_text
from advisor.report.figure import Panel, ThemeName, figure_summary, figure_table, quality_cost_figure
from advisor.report.figure_columns import cell_words, heading, shown_columns
from advisor.report.figure_numbers import money
from advisor.schema.evidence import Evidence, PairedDifference, VariantSummary
from advisor.schema.words import approach_title
from advisor.ui.parts.markup import caveat_mark, items, show, table, ticked
from advisor.ui.parts.results import Measured

_PANELS: Final[tuple[Panel, ...]] = ("quality", "differences")
_PAIRS: Final = 4
"""Pairs that stand in sight."""
_PLOTLY: Final = {"displaylogo": False, "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"]}


def show_summary(evidence: Evidence) -> None:
    """Each variant with its mean, interval, cost and latency; what is not known says so."""
    head = (
        _("Variant"),
        _("Approach"),
        "n",
        _("Mean"),
        _("95 % interval"),
        _("Failed calls"),
        _("USD a request"),
        _("Latency"),
    )
    rows = [_summary_row(each, evidence.score) for each in evidence.variants]
    score = _("Score: {score}", score=f"<code>{escape(evidence.score)}</code>")
    show(f'<p class="kicker">{score}</p>', caveat_mark(evidence), table(head, rows))


def show_chart(found: Measured, monthly_volume: int | None) -> None:
    """The chart, a text for those who cannot see it, and the numbers behind it."""
    if found.comparison is None:
        return
    show(f"<h2>{escape(_('Quality, cost and differences'))}</h2>")
    with st.container(key="chart"):
        # two figures, so that they stand below each other where the screen is narrow
        for column, panel in zip(st.columns([0.62, 0.38]), _PANELS, strict=True):
            _show_panel(column, found, monthly_volume, panel)
    with st.expander(_("The chart as a table"), key="chart_table", on_change="rerun") as fold:
        if fold.open:
            numbers = figure_table(found.comparison, monthly_volume=monthly_volume)
            names = [name for name in shown_columns(numbers) if any(row[name] is not None for row in numbers)]
            left_out = len(shown_columns(numbers)) - len(names)
            rows = [tuple(cell_words(name, row[name]) for name in names) for row in numbers]
            more = ngettext(
                "{n} more column is unknown for every variant; the figures (CSV) below have it.",
                "{n} more columns are unknown for every variant; the figures (CSV) below have them.",
                left_out,
            )
            show(
                caveat_mark(found.comparison),
                table(tuple(heading(name) for name in names), rows),
                f'<p class="hint">{escape(more)}</p>' if left_out else "",
            )


def show_difference_chart(found: Measured) -> None:
    """Each difference from the best, beside the margin."""
    if found.comparison is not None and found.comparison.pairs:
        with st.container(key="chart"):
            _show_panel(st.container(), found, None, "differences")


def _show_panel(place: DeltaGenerator, found: Measured, monthly_volume: int | None, panel: Panel) -> None:
    if found.comparison is None:
        return
    theme: ThemeName = "dark" if st.context.theme.type == "dark" else "light"
    with st.spinner(_("Drawing the chart …")):
        figure, summary = _panel(_Compared(found.comparison, found.basis), monthly_volume, panel, theme)
    place.plotly_chart(figure, theme=None, alt=summary, config=_PLOTLY, key=f"chart_{panel}")


class _Compared:
    """A comparison for the cache, which goes by what it was worked out from."""

    def __init__(self, comparison: Comparison, basis: tuple[object, ...]) -> None:
        self.comparison = comparison
        names = [each.variant for each in comparison.variants]
        self.key = repr((basis or comparison.to_json(), language(), names))


@st.cache_resource(max_entries=24, ttl=3600, show_spinner=False, hash_funcs={_Compared: lambda each: each.key})
def _panel(compared: _Compared, monthly_volume: int | None, panel: Panel, theme: ThemeName) -> tuple[go.Figure, str]:
    """The figure and the text for those who cannot see it; drawn once for each setting."""
    figure = quality_cost_figure(compared.comparison, panels=(panel,), theme=theme, monthly_volume=monthly_volume)
    return figure, figure_summary(compared.comparison, monthly_volume=monthly_volume)


def show_pairs(evidence: Evidence) -> None:
    """Each pair in one sentence; those beyond the first few are folded away."""
    sentences = [f"{ticked(pair.sentence)}{_dropped(pair)}" for pair in evidence.pairs]
    first, rest = sentences[:_PAIRS], sentences[_PAIRS:]
    more = ngettext("{n} more pair", "{n} more pairs", len(rest))
    folded = f"<details class='card'><summary>{more}</summary>{items(rest, css='rows')}</details>"
    none = f'<p class="hint">{escape(_("No two variants share an item."))}</p>'
    show(caveat_mark(evidence), items(first, css="rows") or none, folded if rest else "")


def _dropped(pair: PairedDifference) -> str:
    if not pair.n_dropped:
        return ""
    return f" <span class='small'>{escape(_('{items} not shared', items=items_words(pair.n_dropped)))}</span>"


def show_notes(evidence: Evidence) -> None:
    """What was counted on the way."""
    show(items([ticked(note) for note in evidence.notes], css="rows"))


def show_methods(evidence: Evidence) -> None:
    """How every number was worked out: the methods by their names."""
    show(items([ticked(each) for each in evidence_methods(evidence)], css="rows"))


def _summary_row(each: VariantSummary, score: str) -> tuple[str, ...]:
    summary = each.scores.get(score)
    mean, interval = score_text(summary)
    return (
        each.variant,
        approach_title(each.approach) if each.approach else _("not sure"),
        str(summary.n if summary else 0),
        mean,
        interval,
        str(each.failed),
        _cost(each),
        _latency(each),
    )


def _cost(each: VariantSummary) -> str:
    if each.cost_per_request_usd is None:
        return _(NOT_KNOWN)
    return _("{amount} (n = {n})", amount=money(each.cost_per_request_usd), n=each.cost_rows)


def _latency(each: VariantSummary) -> str:
    if each.mean_latency_s is None:
        return _(NOT_KNOWN)
    return _("{n} s (mean, n = {rows})", n=f"{each.mean_latency_s:.2f}", rows=each.latency_rows)
