"""Whether the screen is narrow, told by the browser: there the panels of the chart stand below each other."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

_NARROW: Final = "viewport"
_ASK: Final = """
export default function ({ data, setStateValue }) {
  const query = window.matchMedia("(max-width: 640px)");
  const tell = () => { if (query.matches !== data.narrow) setStateValue("narrow", query.matches); };
  tell();
  query.addEventListener("change", tell);
  return () => query.removeEventListener("change", tell);
}
"""
_watch = st.components.v2.component("advisor_viewport", js=_ASK)


def is_narrow() -> bool:
    """What the browser last told; False until it does."""
    told: Any = st.session_state.get(_NARROW)
    return bool(told and told.get("narrow"))


def watch_viewport() -> None:
    """Asks the browser, which answers only where something else is known."""
    _watch(key=_NARROW, data={"narrow": is_narrow()}, height=1, on_narrow_change=lambda: None)
