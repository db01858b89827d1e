"""A step that was turned to is read from its top: the browser would stay at the bottom of the one before."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

# the row of steps stands above what they ask for; nothing moves while it is in sight
_SCROLL: Final = (
    "<script>{const row = document.querySelector('.st-key-sections');"
    "if (row && row.getBoundingClientRect().top < 0) row.scrollIntoView();}</script>"
)


def begin_at_top(step: str) -> None:
    """Scrolls to the row of steps, once for each step that comes on screen; `step`: what tells it from the others."""
    st.html(f'<i data-step="{escape(step)}"></i>{_SCROLL}', unsafe_allow_javascript=True)
