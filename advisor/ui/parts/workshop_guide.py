"""The facilitator's guide: plans for 45 and 90 minutes, what to do when, and what is known of groups."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from advisor.files.facilitation import load_guide
from advisor.language import Language, _, language, speaking
from advisor.report.faces import parts_as_html, parts_as_markdown
from advisor.report.facilitation import advice_part, agenda_parts, claim_part, guide_parts, source_part
from advisor.report.outline import Part
from advisor.schema.facilitation import Guide
from advisor.ui.parts.markup import show


def show_guide() -> None:
    """All of it, and as a file to take along."""
    lang = language()
    guide = _guide(lang)
    agendas = agenda_parts(guide)
    for column, agenda in zip(st.columns(len(agendas)), agendas, strict=True):
        with column:
            show(_in_rows([agenda]))
    show(_in_rows([advice_part(guide), claim_part(guide), source_part(guide)]))
    st.download_button(
        _("Guide (Markdown)"),
        lambda: _as_file(guide, lang),
        "facilitator-guide.md",
        "text/markdown",
        key="guide_file",
        on_click="ignore",
    )


def _in_rows(parts: Sequence[Part]) -> str:
    """The sections with a line between the entries of a list; every text in them is escaped by then."""
    return parts_as_html(parts).replace("<ul>", '<ul class="rows">')


def _as_file(guide: Guide, lang: Language) -> str:
    """It is made when it is asked for, where nobody knows any more who asks in what language."""
    with speaking(lang):
        return parts_as_markdown(guide_parts(guide))


@st.cache_resource(show_spinner=False)
def _guide(lang: Language) -> Guide:
    return load_guide(lang=lang)
