"""The live chart: sliders, one figure that follows them, what that changed, and the numbers behind it."""

from __future__ import annotations

import time
from html import escape
from typing import Final

import streamlit as st

from advisor.language import N_, _, ngettext, pgettext
from advisor.report.figure import (
    Axis,
    Panel,
    ThemeName,
    axes_with_data,
    default_axis,
    figure_csv,
    figure_summary,
    quality_cost_figure,
)
from advisor.schema.costs import Costs
from advisor.schema.evidence import Evidence
from advisor.ui.parts.cost_decides import show_what_decides
from advisor.ui.parts.cost_table import cost_table
from advisor.ui.parts.guard import guarded, handler
from advisor.ui.parts.held_chart import Held, fit_again, hold
from advisor.ui.parts.markup import caveat_mark, items, show, show_notice, ticked
from advisor.ui.parts.priced import priced
from advisor.ui.parts.scenario import set_scenario
from advisor.ui.parts.viewport import is_narrow
from advisor.ui.parts.visit import this_visit

_AXES: Final[dict[Axis, str]] = {
    "all-in": N_("All-in cost"),
    "running": N_("Running cost"),
    "per-success": N_("Cost of a success"),
    "latency": N_("Latency p95"),
    "measured": N_("Cost as measured"),
}
_PANELS: Final[tuple[Panel, ...]] = ("quality", "differences", "volume")
_PLOTLY: Final = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"],
    "toImageButtonOptions": {"filename": "quality-and-cost", "scale": 2},
}
_AHEAD: Final = 0.06
"""Seconds that the figure goes ahead of the words: what comes together is drawn together, and the figure waits."""
_BREAK_EVENS: Final = 4
"""Sentences that stand in sight."""
# the region must be there before its text changes, or a screen reader says nothing
_LISTEN: Final = (
    "<script>{const news = document.querySelector('.st-key-news');"
    "if (news) {news.setAttribute('aria-live', 'polite'); news.setAttribute('role', 'status');}}</script>"
)


@st.fragment
def show_live_chart() -> None:
    """All that a slider moves; nothing else of the page runs again.

    A click elsewhere that comes together with a text that was typed here would show this part alone, so the whole page
    runs again after a text.
    """
    visit = this_visit()
    if visit.typed:
        visit.typed = False
        st.rerun()
    guarded(_show)()
    visit.acted = False
    if visit.notice:
        show_notice(visit.notice)
        visit.notice = None


def _show() -> None:
    visit = this_visit()
    found = priced(visit)
    set_scenario(found)
    evidence = found.evidence
    if evidence is None:
        return
    for problem in (found.problem, found.found.setting_problem):
        if problem:
            show_notice(*problem.split("\n"))
    axis = _choose_axis(evidence)
    held = hold(visit, found, evidence)
    _show_figure(held, axis)
    if held.before is not None:
        time.sleep(_AHEAD)
    _announce(held, axis)
    _show_sentences(evidence)
    _show_numbers(evidence, axis)
    show_what_decides(found)


def _choose_axis(evidence: Evidence) -> Axis:
    known = axes_with_data(evidence)
    options = [axis for axis in _AXES if axis in known]
    if not evidence.variants or len(options) < 2:
        return default_axis(evidence)
    key = "cost_axis"
    if st.session_state.get(key) not in options:
        st.session_state[key] = default_axis(evidence) if default_axis(evidence) in options else options[0]
    with st.container(horizontal=True, vertical_alignment="bottom", key="axis"):
        st.segmented_control(_("Across"), options, key=key, required=True, format_func=lambda axis: _(_AXES[axis]))
        st.button(_("Fit the axes"), key="cost_fit", type="tertiary", on_click=handler(_fit))
    chosen: Axis = st.session_state[key]
    return chosen


def _fit() -> None:
    fit_again(this_visit())


def _show_figure(held: Held, axis: Axis) -> None:
    evidence, axes = held.now, held.grown(axis)
    panels = _panels(evidence)
    theme: ThemeName = "dark" if st.context.theme.type == "dark" else "light"
    if not panels:
        return
    alone = [(panel,) for panel in panels] if is_narrow() else [panels]
    summary = figure_summary(evidence, axis=axis)
    with st.container(key="live_chart"):
        for group in alone:
            figure = quality_cost_figure(
                evidence, axis=axis, panels=group, axes=axes, ghost=held.before, theme=theme,
                width=360 if is_narrow() else 1210,
            )  # fmt: skip
            key = f"live_{group[0]}" if is_narrow() else "live"
            # Streamlit mounts a new chart beside the old one: a place of its own keeps the page from jumping
            with st.container(key=f"place_of_{key}"):
                st.plotly_chart(figure, alt=summary, config=_PLOTLY, key=key, theme=None)


def _panels(evidence: Evidence) -> tuple[Panel, ...]:
    """Those that have something to show."""
    measured = _PANELS[:2] if evidence.variants else ()
    return (*measured, "volume") if evidence.costs and evidence.costs.curves else measured


def _announce(held: Held, axis: Axis) -> None:
    """What the last change did, also for those who listen."""
    news = held.news(axis)
    with st.container(key="news"):
        told = items([ticked(each) for each in news], css="rows")
        if not told:
            told = "" if held.before is None else _("No verdict changed.")
        st.html(f'<div class="news">{told}</div>')
        st.html(_LISTEN, unsafe_allow_javascript=True)


def _show_sentences(evidence: Evidence) -> None:
    """The verdicts, and the break-evens with the choice first."""
    costs, chosen = evidence.costs, evidence.choice.variant
    said = [ticked(each.sentence) for each in evidence.verdicts]
    pairs = sorted(costs.break_evens, key=lambda pair: chosen not in (pair.a, pair.b)) if costs else []
    crossing = [ticked(pair.sentence) for pair in pairs]
    choice = f"<p>{ticked(evidence.choice.sentence)}</p>" if evidence.choice.sentence else ""
    kicker = f'<p class="kicker">{_("From which volume it changes")}</p>' if crossing else ""
    show(
        caveat_mark(evidence),
        choice,
        items(said, css="rows"),
        kicker,
        items(crossing[:_BREAK_EVENS], css="rows"),
        _more_pairs(crossing[_BREAK_EVENS:]),
        *([f'<p class="hint">{hint}</p>' for hint in _what_is_lacking(costs)] if costs else ()),
    )


def _more_pairs(crossing: list[str]) -> str:
    if not crossing:
        return ""
    told = ngettext("{n} more pair", "{n} more pairs", len(crossing))
    return f"<details class='card'><summary>{told}</summary>{items(crossing, css='rows')}</details>"


def _what_is_lacking(costs: Costs) -> list[str]:
    """What to enter before totals can be worked out."""
    found = [] if costs.volume else [_("Without a volume no total is worked out: set it above.")]
    lacking = [each.variant for each in costs.variants if each.total is None]
    if lacking:
        names = _(", ").join(f"<code>{escape(name)}</code>" for name in lacking)
        link = f'<a href="#still-to-be-entered" target="_self">{pgettext("on this page", "below")}</a>'
        found.append(_("No total yet for {variants}: what is missing is asked {below}.", variants=names, below=link))
    return found


def _show_numbers(evidence: Evidence, axis: Axis) -> None:
    show(
        f'<details class="card"><summary>{_("The chart as a table")}</summary>',
        caveat_mark(evidence),
        cost_table(evidence, axis),
        "</details>",
    )
    st.download_button(
        _("The chart's numbers (CSV)"),
        lambda: figure_csv(evidence),
        "quality-and-cost.csv",
        "text/csv",
        key="cost_csv",
        on_click="ignore",
    )
