"""The short code, typed by those who cannot scan."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from advisor.language import _
from advisor.ui.parts.guard import handler
from advisor.ui.parts.workshop_guest import remember_guest, where_from
from advisor.ui.parts.workshop_paths import JOIN, forget_key
from advisor.ui.parts.workshop_store import workshops


def ask_for_code() -> None:
    """The field; a code in the address is typed in already."""
    if "join_code" not in st.session_state:
        st.session_state["join_code"] = st.query_params.get("code", "")[:12]
    with st.container(horizontal=True, vertical_alignment="bottom", key="join_by_code"):
        st.text_input(_("Code of a workshop"), key="join_code", max_chars=12, placeholder=_("six letters"))
        has_come_for_it = "code" in st.query_params
        kind: Literal["primary", "secondary"] = "primary" if has_come_for_it else "secondary"
        st.button(_("Join"), key="join_with_code", type=kind, on_click=handler(_enter))


def _enter() -> None:
    remember_guest(workshops().by_code(st.session_state.get("join_code") or "", where_from()))
    forget_key(JOIN)
    st.session_state["workshop guest came"] = True
