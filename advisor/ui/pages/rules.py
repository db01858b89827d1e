"""Every rule and what it says about the current answers."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from advisor.language import _, run_on
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.link import RULE
from advisor.ui.parts.markup import show
from advisor.ui.parts.one_page import one_page_of
from advisor.ui.parts.results import measured
from advisor.ui.parts.rule_list import (
    STATE_TITLES,
    STATES,
    by_theme,
    counts,
    how_many,
    in_order,
    matching,
    states,
    switched_off,
)
from advisor.ui.parts.visit import this_visit

_PER_PAGE: Final = 40


def rules() -> None:
    """The page."""
    visit, book = this_visit(), rule_book()
    if visit.asked and (wanted_rule := visit.asked.get(RULE)):
        st.session_state["rule_text"], st.session_state["rule_states"] = wanted_rule, []
    comparison = measured(visit).comparison
    found = states(book, visit.known, comparison.facts if comparison else None)
    each = counts(found)
    here = _(
        "For your answers {fire} fire, {wait} wait for an answer, {silent} are silent. A rule that waits is not held "
        "against anything.",
        fire=each["fires"],
        wait=each["waits"],
        silent=each["silent"],
    )
    show(
        f'<header class="page-title"><h1>{escape(_("Rules"))}</h1>',
        f"<p>{escape(run_on(how_many(book), here))}</p></header>",
        switched_off(book),
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="rule_filter"):
        wanted = st.pills(
            _("State"),
            STATES,
            selection_mode="multi",
            key="rule_states",
            format_func=lambda state: _(STATE_TITLES[state]),
            persist_state="session",
        )
        text = st.text_input(
            _("Search"), key="rule_text", placeholder=_("a word or a rule's id"), persist_state="session"
        )
    shown = matching(found, wanted, text)
    count = _("{n} of {total} rules", n=len(shown), total=len(found))
    show(f'<p class="hint">{escape(count)}</p>')
    # another choice begins at its own first page
    key = "_".join(("rules_page", *sorted(wanted), text.strip().casefold()))
    with one_page_of(in_order(shown), key, _PER_PAGE) as some:
        show(by_theme(some, book))
