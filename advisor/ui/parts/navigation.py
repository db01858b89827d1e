"""The way between the pages: one row that stays in sight, on a phone too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.navigation.page import Page

from advisor.ui.parts.spoken import offer_languages

_WAYS: Final = "ways"


def hold_ways(pages: Sequence[Page]) -> None:
    """Keeps the pages, for `way_to`."""
    st.session_state[_WAYS] = tuple(pages)


def show_ways(pages: Sequence[Page]) -> None:
    """A link to each page, but to those that are reached from another one."""
    with st.container(horizontal=True, key="ways", gap="small"):
        for page in pages:
            if page.visibility == "visible":
                st.page_link(page, width="content")
        offer_languages()


def show_languages() -> None:
    """The way to the other language alone, on pages without a way to the others."""
    with st.container(horizontal=True, horizontal_alignment="right", key="languages", gap="small"):
        offer_languages()


def way_to(path: str) -> Page | None:
    """The page at this path, the first one at an empty path; None where there is no such page."""
    pages: Sequence[Page] = st.session_state.get(_WAYS, ())
    return next((page for page in pages if page.url_path == path), None)
