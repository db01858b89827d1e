"""The numbers on screen: table of variants, chart with its data table, differences in words, notes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Final

import streamlit as st

from advisor.report.evidence_contents import NOT_KNOWN, score_text
from advisor.report.figure import Panels, figure_summary, figure_table, quality_cost_figure
from advisor.report.figure_axes import money
from advisor.schema.evidence import Evidence, VariantSummary
from advisor.schema.words import TITLES
from advisor.ui.parts.markup import items, show, simulated_mark, ticked

_PANELS: Final[tuple[Panels, ...]] = ("quality", "differences")
_PLOTLY: Final = {"displaylogo": False, "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"]}


def show_summary(evidence: Evidence) -> None:
    """Each variant with its mean, interval, cost and latency; what is not known says so."""
    head = ("Variant", "Approach", "n", "Mean", "95 % interval (method)", "Failed calls", "USD a request", "Latency")
    rows = [_summary_row(each, evidence.score) for each in evidence.variants]
    show(f"<h2>What was measured: {escape(evidence.score)}</h2>", simulated_mark(evidence), table(head, rows))


def show_chart(evidence: Evidence, monthly_volume: int | None) -> None:
    """The chart, a text for those who cannot see it, and the numbers behind it."""
    show("<h2>Quality, cost and differences</h2>")
    summary = figure_summary(evidence, monthly_volume)
    with st.container(key="chart"):
        # two figures, so that they stand below each other where the screen is narrow
        for column, panels in zip(st.columns([0.62, 0.38]), _PANELS, strict=True):
            figure = quality_cost_figure(evidence, monthly_volume=monthly_volume, panels=panels)
            column.plotly_chart(figure, alt=summary, config=_PLOTLY, key=f"chart_{panels}")
    with st.expander("The chart as a table", key="chart_table"):
        numbers = figure_table(evidence, monthly_volume)
        head = tuple(name.replace("_", " ") for name in numbers[0]) if numbers else ()
        show(simulated_mark(evidence), table(head, [tuple(_cell(value) for value in row.values()) for row in numbers]))


def show_differences(evidence: Evidence) -> None:
    """Each pair in one sentence, and what was counted on the way."""
    sentences = [ticked(pair.sentence) for pair in evidence.pairs]
    show(
        "<h2>Pair by pair, on the same items</h2>",
        simulated_mark(evidence),
        items(sentences, css="rows") or '<p class="hint">No two variants share an item.</p>',
    )
    if evidence.notes:
        show("<h2>Counted, not hidden</h2>", items([ticked(note) for note in evidence.notes], css="rows"))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of texts; on a narrow screen each row becomes a card."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        "<tr>"
        + "".join(f'<td data-label="{escape(name)}">{escape(cell)}</td>' for name, cell in zip(head, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return f'<div class="table" tabindex="0"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


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
