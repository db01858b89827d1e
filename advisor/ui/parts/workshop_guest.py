"""Who has come in by code, or has joined, in this browser tab."""

from __future__ import annotations

import streamlit as st

from advisor.store.access import Access

_GUEST, _SCREEN, _JOINED = "workshop guest", "workshop screen", "workshop joined"


def remember_guest(access: Access) -> None:
    """Came in by the short code; the join page asks for the rest."""
    st.session_state[_GUEST] = access


def remembered_guest() -> Access | None:
    """The one who came in by code."""
    found: Access | None = st.session_state.get(_GUEST)
    return found


def remember_seat(guest: Access, key: str) -> None:
    """Who joined this workshop here comes back to the seat, not to the form."""
    st.session_state.setdefault(_JOINED, {})[guest.workshop] = key


def remembered_seat(guest: Access) -> str | None:
    """The key of the seat that was taken in this tab."""
    found: str | None = st.session_state.get(_JOINED, {}).get(guest.workshop)
    return found


def is_own_seat(key: str) -> bool:
    """Whether this is the key of a seat that was taken in this tab."""
    return key in st.session_state.get(_JOINED, {}).values()


def forget_seat(key: str) -> None:
    """The seat is gone, so that one can join again."""
    joined = st.session_state.get(_JOINED, {})
    for workshop in [each for each, kept in joined.items() if kept == key]:
        del joined[workshop]


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
