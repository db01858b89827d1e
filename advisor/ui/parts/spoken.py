"""The language of this visitor: chosen here or in the address, else the browser's."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from advisor.language import LANGUAGE_NAMES, LANGUAGES, Language, follow, language
from advisor.ui.parts.guard import handler
from advisor.ui.parts.visit import this_visit

LANG: Final = "lang"
"""Names the language in the address."""

_CHOSEN: Final = "spoken"


def spoken() -> Language | None:
    """The language of this visitor; None where nobody visits."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    return chosen() or _of_browser()


def chosen() -> Language | None:
    """The language that the visitor chose; an address that names one chooses it once."""
    named = (st.query_params.get(LANG) or "").strip().lower()
    asked = next((each for each in LANGUAGES if each == named), None)
    if asked is not None and st.session_state.get("spoken_address") != asked:
        st.session_state["spoken_address"] = asked
        st.session_state[_CHOSEN] = asked
    found: Language | None = st.session_state.get(_CHOSEN)
    return found


def offer_languages() -> None:
    """The way to the other language, in its own words."""
    now = language()
    for each in LANGUAGES:
        if each != now:
            st.button(
                LANGUAGE_NAMES[each], key=f"speak_{each}", type="tertiary", on_click=handler(_speak), args=(each,)
            )


def tell_the_browser() -> None:
    """The language of the page, for screen readers and for how text is broken."""
    with st.container(key="tell"):
        st.html(f"<script>document.documentElement.lang = '{language()}';</script>", unsafe_allow_javascript=True)


def _of_browser() -> Language:
    locale = st.context.locale or ""
    return next((each for each in LANGUAGES if locale.lower().split("-")[0] == each), "en")


def _speak(wanted: Language) -> None:
    st.session_state[_CHOSEN] = wanted
    st.session_state["spoken_address"] = st.query_params.get(LANG)  # what it names from before is not chosen anew
    this_visit().stale = True


follow(spoken)
