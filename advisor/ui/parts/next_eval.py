"""What to measure next, the most useful first."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from advisor.language import N_, _
from advisor.schema.evidence import Evidence
from advisor.ui.parts.markup import caveat_mark, items, show, ticked
from advisor.ui.parts.navigation import way_to

NOTHING: Final = N_("Nothing that could be measured next is worth naming on these results.")


def show_next(evidence: Evidence) -> None:
    """The actions, the most useful first."""
    rows = [f"<p>{ticked(each.sentence)}</p>" for each in evidence.next]
    show(
        caveat_mark(evidence),
        items(rows, "ol", "next") or f'<p class="hint">{escape(_(NOTHING))}</p>',
    )
    page = way_to("failures")
    if page and any(each.action == "label-failures" for each in evidence.next):
        with st.container(key="to_failures"):
            st.page_link(page, label=_("Look at the failed answers →"), width="content")
