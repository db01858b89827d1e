"""The pages of a workshop and what stands in their addresses.

The secret of a link is the only thing there; answers never are. The screen's address carries no secret.
"""

from __future__ import annotations

from typing import Final, NoReturn

import streamlit as st

from advisor.language import _
from advisor.ui.parts.navigation import way_to

START: Final = "workshop"
LEAD: Final = "workshop-lead"
JOIN: Final = "workshop-join"
SEAT: Final = "workshop-seat"
SCREEN: Final = "workshop-screen"
PATHS: Final = frozenset({START, LEAD, JOIN, SEAT, SCREEN})
WITHOUT_WAYS: Final = frozenset({JOIN, SEAT, SCREEN})
"""Pages without the row of links: who answers alone is not shown the way to the rules."""

KEY: Final = "key"
"""The name of the secret in an address."""


def go(path: str, key: str | None = None) -> NoReturn:
    """Opens a page of the workshop; with its secret, where it has one."""
    page = way_to(path)
    if page is None:
        raise LookupError(path)
    st.switch_page(page, query_params={KEY: key} if key else None)


def key_for(path: str) -> str | None:
    """The secret for this page: from its address, else the one of an earlier visit of this browser tab."""
    given = st.query_params.get(KEY)
    if given:
        st.session_state[_kept(path)] = given
    elif knows_key(path):
        st.query_params[KEY] = st.session_state[_kept(path)]
    found: str | None = st.session_state.get(_kept(path))
    return found


def begins_anew(path: str) -> bool:
    """Whether the address has another secret than this page had in this tab, as after a jump back in its history.

    Then one run must show no widget: else they keep what was entered in the other workshop.
    """
    given, kept = st.query_params.get(KEY), st.session_state.get(_kept(path))
    if not given or kept in (None, given):
        return False
    st.session_state[_kept(path)] = given
    return True


def knows_key(path: str) -> bool:
    """Whether this page was open in this tab, so that it needs no secret in its address."""
    return _kept(path) in st.session_state


def forget_key(path: str) -> None:
    """The secret is no longer known in this tab."""
    st.session_state.pop(_kept(path), None)


def offer_way_back() -> None:
    """A link to the workshop that is led in this tab; nothing where none is."""
    page = way_to(LEAD)
    if page is not None and knows_key(LEAD):
        with st.container(key="lead_to_workshop"):
            st.page_link(page, label=_("Back to the workshop that you lead"))


def _kept(path: str) -> str:
    return f"workshop key of {path}"
