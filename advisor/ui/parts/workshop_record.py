"""The decision record as files, in the language of whoever takes them."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.errors import AdvisorError
from advisor.files.decision_record import read_record
from advisor.language import LANGUAGE_NAMES, LANGUAGES, Language, _, language, speaking
from advisor.report.decision_record import write_record
from advisor.report.record_faces import record_as_html, record_as_markdown
from advisor.schema.decision_record import DecisionRecord
from advisor.schema.evidence import Evidence
from advisor.schema.workshop import AttachedEvidence, WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.markup import show
from advisor.ui.parts.workshop_head import kicker
from advisor.ui.parts.workshop_outcome import attached_for, compared, recommendation_for
from advisor.ui.parts.workshop_practice import in_own_language
from advisor.workshop.outcome import outcome


def show_record(view: WorkshopView, access: Access) -> None:
    """The record once the workshop is closed: a page to print, Markdown for a repository, JSON to look again."""
    text = view.record
    if text is None:
        return
    show(kicker(_("Decision record")))
    kept, attached = read_record(text), attached_for(access, view)
    record = record_in(_ask_for_language(kept), kept, view, attached)
    # Ready beforehand: Streamlit drops what is made on a click after two looks of anybody's page, in a full room too
    # soon for a slow phone. Only a page with a chart takes too long for that.
    page = _page(record) if record.evidence is None else lambda: _page(record)
    with st.container(horizontal=True, key="record_files", gap="small"):
        for name, ending, kind, file in (
            (_("Page to print (HTML)"), "html", "text/html", page),
            (_("Markdown (MADR)"), "md", "text/markdown", record_as_markdown(record)),
            (_("JSON, to look again later"), "json", "application/json", text),
        ):
            st.download_button(name, file, f"decision-record.{ending}", kind, key=f"record_{ending}", on_click="ignore")


def record_in(
    lang: Language, kept: DecisionRecord, view: WorkshopView, attached: AttachedEvidence | None
) -> DecisionRecord:
    """The record in this language: as it was kept, else written again from what the workshop holds.

    Written again it says the same as long as the rules are those of then; where they are not, it stays as it was kept.
    """
    if lang == kept.lang or not _is_of_these_rules(kept):
        return kept
    with speaking(lang):
        seen, book = in_own_language(view), rule_book()
        comparison = compared(attached) if attached else None
        found = outcome(seen, book, comparison.facts if comparison else None)
        told = recommendation_for(found, seen, comparison)
        previous = read_record(view.previous) if view.previous else None
        return write_record(seen, found, told, told.precedents, told.what_if, kept.decided_on, previous)


def _ask_for_language(kept: DecisionRecord) -> Language:
    """The one spoken, unless another one is chosen; no choice where there is the kept one alone."""
    now = language()
    if not _is_of_these_rules(kept):
        return kept.lang
    lang: Language | None = st.segmented_control(
        _("Language of the files"),
        LANGUAGES,
        default=now,
        format_func=LANGUAGE_NAMES.__getitem__,
        key=f"record_in_{now}",
        required=True,
    )
    return lang or now


def _is_of_these_rules(kept: DecisionRecord) -> bool:
    return kept.rules_fingerprint == rule_book().fingerprint


def _page(record: DecisionRecord) -> str:
    with speaking(record.lang):
        return record_as_html(record, _chart(record.evidence))


def _chart(evidence: Evidence | None) -> str:
    from advisor.faces.charting import chart_html_of

    if evidence is None:
        return ""
    try:
        return chart_html_of(evidence, numbers=False)
    except AdvisorError as error:  # no picture without Plotly; the numbers stand in the page
        return f"<p>{escape(str(error))}</p>"
