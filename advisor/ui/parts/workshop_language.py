"""The language on the pages of a workshop: what was chosen outlasts a change of it, and stands in the address."""

from __future__ import annotations

from typing import Final

import streamlit as st

from advisor.language import language
from advisor.ui.parts.spoken import LANG, chosen

_LAST: Final = "workshop spoken"
_CARRIED: Final = ("seat_", "setup_", "join_")
_DROPPED: Final = ("agree_", "by_")
"""Choices that begin again from what is stored."""


def speak_here() -> None:
    """To be called before the first widget of a page.

    The browser tells a choice by the words on screen, which are others after a change of the language; so the choices
    that were made are put in again. Reloading the page must not change the language, so it stands in the address.
    """
    state, now = st.session_state, language()
    if state.get(_LAST, now) != now:
        for key in [str(each) for each in state]:
            if key.startswith(_CARRIED) and isinstance(state[key], str | list):
                state[key] = state[key]
            elif key.startswith(_DROPPED) and isinstance(state[key], str):
                del state[key]
    state[_LAST] = now
    if (lang := chosen()) and st.query_params.get(LANG) != lang:
        st.query_params[LANG] = lang


def is_in_another_language() -> bool:
    """Whether the page on screen is in another language than the one that is spoken by now.

    A click that comes together with a text that was typed in a fragment shows that fragment alone again.
    """
    return st.session_state.get(_LAST) != language()
