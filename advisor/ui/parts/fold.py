"""A panel that is filled when it is opened, so that a page is short at first sight."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def fold(title: str, key: str, fill: Callable[[], None]) -> None:
    """The panel; `title` may hold Markdown."""
    with st.expander(title, key=key, on_change="rerun") as panel:
        if panel.open:
            fill()
