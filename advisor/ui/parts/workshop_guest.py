"""Who has come in by code, or has joined, in this browser tab."""

from __future__ import annotations

import streamlit as st

from advisor.store.access import Access

_GUEST, _SCREEN = "workshop guest", "workshop screen"


def remember_guest(access: Access) -> None:
    """Came in by the short code; the join page asks for the rest."""
    st.session_state[_GUEST] = access


def remembered_guest() -> Access | None:
    """The one who came in by code."""
    found: Access | None = st.session_state.get(_GUEST)
    return found


def open_screen(access: Access) -> None:
    """This tab shows to the whole room."""
    st.session_state[_SCREEN] = access


def opened_screen() -> Access | None:
    """What the screen in this tab may show."""
    found: Access | None = st.session_state.get(_SCREEN)
    return found


def where_from() -> str:
    """Where a try of a code comes from."""
    return st.context.ip_address or "here"
