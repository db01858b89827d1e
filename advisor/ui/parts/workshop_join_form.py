"""Name, roles and one's own view of the job, before the first question."""

from __future__ import annotations

import streamlit as st

from advisor.errors import StoreUnavailable
from advisor.language import N_, _
from advisor.schema.words import ROLES
from advisor.schema.workshop import LONGEST_NAME, LONGEST_TEXT, Brief
from advisor.store.access import Access
from advisor.ui.parts.sign_in import signed_in_name
from advisor.ui.parts.workshop_guest import remember_seat
from advisor.ui.parts.workshop_store import workshops

_TITLES = {"product": N_("Product"), "domain": N_("The domain"), "engineering": N_("Engineering"), "legal": N_("Legal")}
_SAME, _OTHER = N_("Yes"), N_("I would put it differently")
_WISH = "workshop joining"


def ask_to_join(brief: Brief) -> None:
    """The form; what was typed stays when something is wrong."""
    if brief.job:
        st.radio(
            _("Is this the job you have in mind?"), [_SAME, _OTHER], key="join_same", format_func=_, horizontal=True
        )
        if st.session_state["join_same"] == _OTHER:
            st.text_area(_("The job, as you would put it in one sentence"), key="join_sentence", max_chars=LONGEST_TEXT)
    if brief.named:
        if "join_name" not in st.session_state:
            st.session_state["join_name"] = signed_in_name() or ""
        st.text_input(_("Your name, as the others know you"), key="join_name", max_chars=LONGEST_NAME)
    st.pills(
        _("What do you know best? You see those questions first"),
        ROLES,
        selection_mode="multi",
        key="join_roles",
        format_func=lambda role: _(_TITLES[role]),
    )
    st.button(_("Join"), key="join", type="primary", on_click=_wish_to_join)


def wants_to_join() -> bool:
    """Whether Join was pressed and the database has not said yes or no."""
    return _WISH in st.session_state


def take_seat(guest: Access, brief: Brief) -> str:
    """The key of the person's own seat. It is made before the call, so that trying again after a fault joins once.

    Raises `StoreUnavailable`, after which the wish stands, and `WorkshopError`.
    """
    from advisor.store.keys import new_key

    state = st.session_state
    key: str = state.setdefault(f"workshop new key {guest.workshop}", new_key())
    own = state.get("join_sentence") or "" if brief.job and state.get("join_same") == _OTHER else ""
    del state[_WISH]
    try:
        workshops().join(
            guest, key, name=state.get("join_name") or "", roles=state.get("join_roles") or (), own_sentence=own
        )
    except StoreUnavailable:
        _wish_to_join()
        raise
    remember_seat(guest, key)
    return key


def _wish_to_join() -> None:
    st.session_state[_WISH] = True
