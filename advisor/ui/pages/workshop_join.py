"""The way in for those who take part."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.errors import NoSuchWorkshop
from advisor.store.access import Access
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.sign_in import require_sign_in
from advisor.ui.parts.visit import this_visit
from advisor.ui.parts.workshop_guest import remembered_guest
from advisor.ui.parts.workshop_head import show_job_of, show_lost_way, who_sees_what
from advisor.ui.parts.workshop_join_form import ask_to_join, take_seat
from advisor.ui.parts.workshop_paths import JOIN, SEAT, go, key_for
from advisor.ui.parts.workshop_store import workshops


def workshop_join() -> None:
    """The page."""
    try:
        guest = _guest()
    except NoSuchWorkshop as error:
        show_lost_way(str(error))
        return
    if guest is None:
        show_lost_way("This page needs the join link or the code of a workshop.")
        return
    view = workshops().view(guest)
    brief = view.brief
    joined = f"{view.joined} joined so far" if view.joined else "You are the first"
    show(
        f'<header class="page-title"><h1>{escape(brief.title)}</h1><p>{joined}</p></header>',
        f'<p class="hint">{escape(who_sees_what(brief))}</p>',
    )
    show_job_of(brief)
    if view.phase == "closed":
        show_lost_way("This workshop is closed, so nobody can join any more.")
        return
    if not require_sign_in("participant"):
        return
    ask_to_join(brief)
    st.button("Join", key="join", type="primary", on_click=handler(take_seat), args=(guest, brief))
    if seat := st.session_state.pop("workshop seat taken", None):
        this_visit().notice = None
        go(SEAT, seat)


def _guest() -> Access | None:
    key = key_for(JOIN)
    return workshops().as_guest(key) if key else remembered_guest()
