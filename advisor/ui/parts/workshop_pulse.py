"""Live: a look at one number every other second, and the page again only when it has grown."""

from __future__ import annotations

from typing import Final

import streamlit as st

from advisor.errors import NoSuchWorkshop, StoreUnavailable
from advisor.schema.workshop import WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.markup import show_notice
from advisor.ui.parts.workshop_store import workshops
from advisor.ui.parts.workshop_unsaved import send_again, show_unsaved

SECONDS: Final = 1.5


@st.fragment(run_every=SECONDS)
def watch(access: Access, seen: int) -> None:
    """The page is shown again as soon as its workshop is at another version than `seen`; answers that wait are sent."""
    try:
        has_changed = send_again(access) or workshops().version(access) != seen
    except NoSuchWorkshop:
        has_changed = True
    except StoreUnavailable as error:
        show_unsaved()
        show_notice(*error.lines)
        return
    if has_changed:
        st.rerun()
    show_unsaved()


def view_of(access: Access) -> WorkshopView:
    """The workshop as this seat may see it; while the database is away, as it was last seen.

    Raises `StoreUnavailable` where it has not been seen yet.
    """
    kept = f"workshop view of {access.seat}"
    try:
        st.session_state[kept] = access, workshops().view(access)
    except StoreUnavailable:
        if st.session_state.get(kept, (None,))[0] != access:
            raise
    view: WorkshopView = st.session_state[kept][1]
    return view
