"""Where the workshop stands, the facilitator's link to keep, and the end of it."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.errors import WorkshopError
from advisor.schema.workshop import LONGEST_TITLE, WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.workshop_paths import LEAD, START, forget_key
from advisor.ui.parts.workshop_store import workshops
from advisor.ui.public_address import link_to
from advisor.workshop.plain_text import plain_line

_WHOEVER = (
    "Whoever has it leads the workshop, and it is kept nowhere else: bookmark this page or copy the link. To show the "
    "workshop to the room use the big screen, since this page has the link in its address."
)
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


def is_new(view: WorkshopView) -> bool:
    """Whether nobody but the facilitator has been here yet."""
    return not view.joined and not view.last_revealed


def show_new_link(view: WorkshopView, key: str) -> None:
    """The link to come back by, in full as long as nobody has joined."""
    if is_new(view):
        show(f"<p><b>This link is yours alone: keep it.</b> {_WHOEVER}</p>")
        st.code(link_to(LEAD, key), language=None, wrap_lines=True)


def show_keep(view: WorkshopView, key: str) -> None:
    """The link to come back by, folded once people look on; and when it expires."""
    if not is_new(view):
        with st.expander("Your link to this page", key="lead_keep", type="compact"):
            show(f"<p>{_WHOEVER}</p>")
            st.code(link_to(LEAD, key), language=None, wrap_lines=True)
    if view.expires:
        show(
            f'<p class="small">The workshop expires on {view.expires.date().isoformat()} and is deleted for good a day '
            "later.</p>"
        )


def ask_to_delete(view: WorkshopView, access: Access) -> None:
    """The end of it, with the title typed as a confirmation."""
    with st.expander("Delete the workshop for good", key="lead_end", type="compact"):
        st.text_input("Type the title to delete the workshop with all answers", key="lead_delete_title")
        st.button("Delete for good", key="lead_delete", on_click=handler(_delete), args=(access, view.brief.title))


def _delete(access: Access, title: str) -> None:
    typed = plain_line(st.session_state.get("lead_delete_title") or "", LONGEST_TITLE, "title")
    if typed != title:
        raise WorkshopError(
            "What you typed is not the title, so nothing was deleted; type the title as it stands on top of this page."
        )
    workshops().delete(access)
    forget_key(LEAD)
    st.session_state["workshop said"] = "The workshop was deleted for good."
    st.session_state["workshop go"] = START
