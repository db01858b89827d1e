"""What can be given beside the results, folded away: each entry makes one more check possible."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

import streamlit as st

from advisor.ui.parts.given import Given
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.visit import this_visit

_HELD_OUT: Final[dict[str, bool | None]] = {"Not said": None, "Yes": True, "No": False}


def give_more() -> None:
    """The form."""
    with st.expander("Give more, check more", key="more", on_change="rerun") as fold:
        if fold.open:
            _ask()


def _ask() -> None:
    given = this_visit().given or Given()
    show("<p class='hint'>Nothing of this has to be given. What is missing stays unchecked, and is said to be.</p>")
    looks, held_out, minutes, value = st.columns(4)
    with looks:
        _number("looks", "Prompts scored on these items so far", given.looks, step=1)
    with held_out:
        key = "given_has_held_out_set"
        if key not in st.session_state:
            st.session_state[key] = next(word for word, known in _HELD_OUT.items() if known is given.has_held_out_set)
        st.selectbox("Is there a held-out set?", list(_HELD_OUT), key=key, on_change=handler(_choose), args=(key,))
    with minutes:
        _number("minutes_per_item", "Minutes to label one item", given.minutes_per_item, step=0.5)
    with value:
        _number("value_of_a_success_usd", "What one success is worth, USD", given.value_of_a_success_usd, step=0.1)


def _number(name: str, label: str, value: float | None, step: float) -> None:
    key = f"given_{name}"
    if key not in st.session_state:
        st.session_state[key] = value
    st.number_input(
        label, min_value=type(step)(0), value=None, step=step, key=key, placeholder="not said",
        on_change=handler(_set), args=(name, key),
    )  # fmt: skip


def _set(name: str, key: str) -> None:
    visit = this_visit()
    value: Any = st.session_state.get(key)
    visit.given = dataclasses.replace(visit.given or Given(), **{name: value})


def _choose(key: str) -> None:
    visit = this_visit()
    visit.given = dataclasses.replace(visit.given or Given(), has_held_out_set=_HELD_OUT[st.session_state[key]])
