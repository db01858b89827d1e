"""The way between the pages: one row that stays in sight, on a phone too."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import Page


def show_ways(pages: Sequence[Page]) -> None:
    """A link to each page."""
    with st.container(horizontal=True, key="ways", gap="small"):
        for page in pages:
            st.page_link(page, width="content")
