"""The pages of a workshop and what stands in their addresses.

The secret of a link is the only thing there; answers never are. The screen's address carries no secret.
"""

from __future__ import annotations

from typing import Final, NoReturn

import streamlit as st

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
    kept = f"workshop key of {path}"
    if given:
        st.session_state[kept] = given
    elif kept in st.session_state:
        st.query_params[KEY] = st.session_state[kept]
    found: str | None = st.session_state.get(kept)
    return found


def forget_key(path: str) -> None:
    """The secret is no longer known in this tab."""
    st.session_state.pop(f"workshop key of {path}", None)
