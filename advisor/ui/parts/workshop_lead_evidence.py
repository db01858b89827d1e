"""Eval results for the whole team: marks by item alone, shown after the first round so that nobody anchors on them."""

from __future__ import annotations

import datetime
from html import escape

import streamlit as st

from advisor.language import _, run_on
from advisor.report import words
from advisor.schema.workshop import WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show, ticked
from advisor.ui.parts.navigation import way_to
from advisor.ui.parts.results import measured
from advisor.ui.parts.visit import this_visit
from advisor.ui.parts.workshop_head import small
from advisor.ui.parts.workshop_outcome import comparison_for
from advisor.ui.parts.workshop_store import workshops


def ask_for_evidence(view: WorkshopView, access: Access) -> None:
    """What is attached, and how to attach what is loaded on the Evidence page."""
    visit = this_visit()
    with st.expander(_("Eval results"), key="lead_evidence", type="compact", expanded=view.has_evidence):
        how = escape(
            _(
                "Results that you load on the page {page} can be attached. Marks by item are kept, never inputs, "
                "outputs or names of items; everybody sees them once the first round is revealed."
            )
        )
        named = f"<i>{escape(_('Evidence'))}</i>"
        show(f"<p>{how.format(page=named)}</p>")
        if view.has_evidence:
            comparison = comparison_for(access, view)
            said = comparison.choice.sentence if comparison else ""
            show(f'<p class="job">{run_on(escape(_("Attached.")), ticked(said))}</p>')
            st.button(_("Take them away"), key="detach", on_click=handler(_detach), args=(access,))
        found = measured(visit) if visit.files else None
        if found is not None and found.placed is not None:
            names = words.strung(file.name for file in visit.files)
            show(small(_("Loaded in this tab: {names}", names=names)))
            st.button(_("Attach these results"), key="attach", on_click=handler(_attach), args=(access,))
        page = way_to("evidence")
        if page is not None:
            with st.container(key="lead_to_evidence"):
                st.page_link(page, label=_("Load results on Evidence; a link there leads back"))


def _attach(access: Access) -> None:
    from advisor.workshop.attached import marks_alone

    visit = this_visit()
    placed = measured(visit).placed
    if placed is not None:
        content = marks_alone(
            placed, datetime.date.today(), score=visit.score, target=visit.target, margin=visit.margin
        )
        workshops().attach(access, content)


def _detach(access: Access) -> None:
    workshops().attach(access, None)
