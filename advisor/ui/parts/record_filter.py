"""Which of the judged cases are on screen: all or the wrong ones, by a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final, Literal

import streamlit as st

from advisor.language import N_, _, ngettext
from advisor.schema.backtest import BacktestCase
from advisor.schema.words import approach_title
from advisor.ui.parts.markup import show

Wanted = Literal["all", "compared", "open"]

_WANTED: Final[dict[Wanted, str]] = {
    "all": N_("All"),
    "compared": N_("Wrong among those compared"),
    "open": N_("Wrong of all four"),
}


def choose_judged(cases: Sequence[BacktestCase], tasks: Mapping[str, str]) -> tuple[tuple[BacktestCase, ...], str]:
    """The controls; the cases that they ask for, and a key for them. `tasks`: what each task is called."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="record_filter"):
        wanted: Wanted = st.segmented_control(
            _("Cases"),
            tuple(_WANTED),
            default="all",
            required=True,
            key="record_wanted",
            format_func=lambda each: _("{group} ({n})", group=_(_WANTED[each]), n=len(judged(cases, tasks, each))),
            persist_state="session",
            wrap=True,
        )
        text = st.text_input(
            _("Search"),
            key="record_text",
            placeholder=_("company, task, rule's id"),
            max_chars=200,
            persist_state="session",
        )
    found = judged(cases, tasks, wanted, text)
    count = ngettext(
        "{found} of {n} case, those first that surprised the advisor most",
        "{found} of {n} cases, those first that surprised the advisor most",
        len(cases),
        found=len(found),
    )
    show(f'<p class="hint">{escape(count)}</p>')
    # other cases, or another choice among them, begin at their own first page
    return found, f"record_page_{len(cases)}_{wanted}_{text.strip().casefold()}"


def judged(
    cases: Sequence[BacktestCase], tasks: Mapping[str, str], wanted: Wanted, text: str = ""
) -> tuple[BacktestCase, ...]:
    """The cases that were judged so and hold every word of the search, the most surprising first."""
    words = text.casefold().split()
    found = [each for each in cases if _is_wanted(each, wanted)]
    if words:
        found = [each for each in found if all(word in _searchable(each, tasks) for word in words)]
    return tuple(sorted(found, key=lambda each: (-_surprise(each, wanted), each.id)))


def _is_wanted(case: BacktestCase, wanted: Wanted) -> bool:
    match wanted:
        case "compared":
            return not case.right_compared
        case "open":
            return not case.right_open
        case "all":
            return True


def _surprise(case: BacktestCase, wanted: Wanted) -> float:
    return case.log_loss_compared if wanted == "compared" else case.log_loss_open


def _searchable(case: BacktestCase, tasks: Mapping[str, str]) -> str:
    said = [approach_title(each) for each in (case.recommended, case.ranked_first_compared, case.best) if each]
    return "\n".join(
        [case.id, case.title, case.org, str(case.year), tasks[case.task], *said, *case.because, *case.against]
    ).casefold()
