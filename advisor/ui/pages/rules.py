"""Every rule and what it says about the current answers."""

from __future__ import annotations

import streamlit as st

from advisor.ui.parts.books import rule_book
from advisor.ui.parts.link import RULE
from advisor.ui.parts.markup import show
from advisor.ui.parts.results import measured
from advisor.ui.parts.rule_list import STATES, by_theme, counts, house_count, matching, states, switched_off
from advisor.ui.parts.visit import this_visit


def rules() -> None:
    """The page."""
    visit, book = this_visit(), rule_book()
    if visit.asked and (wanted_rule := visit.asked.get(RULE)):
        st.session_state["rule_text"], st.session_state["rule_states"] = wanted_rule, []
    comparison = measured(visit).comparison
    found = states(book, visit.known, comparison.facts if comparison else None)
    each = counts(found)
    show(
        '<header class="page-title"><h1>Rules</h1>'
        f"<p>{len(found)} rules{house_count(book)}, each with its source. "
        f"For your answers {each['fires']} fire, {each['waits']} wait for "
        f"an answer, {each['silent']} are silent. A rule that waits is not held against anything.</p></header>",
        switched_off(book),
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="rule_filter"):
        wanted = st.pills(
            "State",
            STATES,
            selection_mode="multi",
            key="rule_states",
            format_func=str.capitalize,
            persist_state="session",
        )
        text = st.text_input("Search", key="rule_text", placeholder="a word or a rule's id", persist_state="session")
    shown = matching(found, wanted, text)
    show(f'<p class="hint">{len(shown)} of {len(found)} rules</p>', by_theme(shown, book))
