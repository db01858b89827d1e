"""The decision record as files."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.errors import AdvisorError
from advisor.files.decision_record import read_record
from advisor.report.record_faces import record_as_html, record_as_markdown
from advisor.schema.evidence import Evidence
from advisor.schema.workshop import WorkshopView
from advisor.ui.parts.markup import show


def show_record(view: WorkshopView) -> None:
    """The record once the workshop is closed: a page to print, Markdown for a repository, JSON to look again."""
    text = view.record
    if text is None:
        return
    show('<p class="kicker">Decision record</p>')
    with st.container(horizontal=True, key="record_files", gap="small"):
        for name, ending, kind, make in (
            ("Page to print (HTML)", "html", "text/html", lambda: _page(text)),
            ("Markdown (MADR)", "md", "text/markdown", lambda: record_as_markdown(read_record(text))),
            ("JSON, to look again later", "json", "application/json", lambda: text),
        ):
            st.download_button(name, make, f"decision-record.{ending}", kind, key=f"record_{ending}", on_click="ignore")


def _page(text: str) -> str:
    record = read_record(text)
    return record_as_html(record, _chart(record.evidence))


def _chart(evidence: Evidence | None) -> str:
    from advisor.faces.charting import chart_html_of

    if evidence is None:
        return ""
    try:
        return chart_html_of(evidence, numbers=False)
    except AdvisorError as error:  # no picture without Plotly; the numbers stand in the page
        return f"<p>{escape(str(error))}</p>"
