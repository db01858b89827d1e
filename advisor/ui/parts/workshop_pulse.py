"""Live: a look at one number every other second, and the page again only when it has grown."""

from __future__ import annotations

from typing import Final

import streamlit as st

from advisor.errors import NoSuchWorkshop, StoreUnavailable
from advisor.store.access import Access
from advisor.ui.parts.markup import show_notice
from advisor.ui.parts.workshop_store import workshops

SECONDS: Final = 1.5


@st.fragment(run_every=SECONDS)
def watch(access: Access, seen: int) -> None:
    """The page is shown again as soon as its workshop is at another version than `seen`."""
    try:
        has_changed = workshops().version(access) != seen
    except NoSuchWorkshop:
        has_changed = True
    except StoreUnavailable as error:
        show_notice(*error.lines)
        return
    if has_changed:
        st.rerun()
