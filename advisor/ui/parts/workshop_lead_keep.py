"""Where the workshop stands, the facilitator's link to keep, and the end of it."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.errors import WorkshopError
from advisor.schema.workshop import WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.visit import this_visit
from advisor.ui.parts.workshop_paths import LEAD, START, forget_key
from advisor.ui.parts.workshop_store import workshops
from advisor.ui.public_address import link_to

_STEPS = ("Invite and answer", "Reveal and talk", "Vote again or agree", "Decision record")


def show_course(view: WorkshopView) -> None:
    """The title and the steps, the current one marked."""
    at = {"answering": 0 if len(view.rounds) == 1 else 2, "revealed": 2 if view.agreed else 1, "closed": 3}[view.phase]
    rows = "".join(
        f"<li{' aria-current=step' if place == at else ''}>{place + 1}. {name}</li>"
        for place, name in enumerate(_STEPS)
    )
    kind = "with names" if view.brief.named else "anonymous"
    show(
        f'<header class="page-title"><h1>{escape(view.brief.title)}</h1><p>You lead this workshop ({kind}, '
        f"{len(view.brief.questions)} questions, round {view.round.number}).</p></header>"
        f'<ol class="course">{rows}</ol>'
    )


def show_keep(view: WorkshopView, access: Access, key: str) -> None:
    """The link to come back by, when it expires, and how to delete it."""
    with st.expander("Your link: keep it", key="lead_keep", type="compact", expanded=not view.joined):
        show(
            "<p>This link is yours alone: whoever has it leads the workshop. It is kept nowhere, so keep it, for "
            "example as a bookmark of this page.</p>"
        )
        st.code(link_to(LEAD, key), language=None, wrap_lines=True)
        if view.expires:
            show(f'<p class="small">It expires on {view.expires.date().isoformat()} and is deleted a day later.</p>')
    with st.expander("Delete the workshop for good", key="lead_end", type="compact"):
        st.text_input("Type the title to delete the workshop with all answers", key="lead_delete_title")
        st.button("Delete for good", key="lead_delete", on_click=handler(_delete), args=(access, view.brief.title))


def _delete(access: Access, title: str) -> None:
    if (st.session_state.get("lead_delete_title") or "").strip() != title:
        raise WorkshopError("The title you typed is another one, so nothing was deleted.")
    workshops().delete(access)
    forget_key(LEAD)
    this_visit().notice = "The workshop was deleted for good."
    st.session_state["workshop go"] = START
