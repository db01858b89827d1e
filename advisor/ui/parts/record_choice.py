"""Which cases the figures further down are about: those kept apart, or those that the rules were written with."""

from __future__ import annotations

from typing import Final, Literal

import streamlit as st

from advisor.language import _
from advisor.schema.backtest import Backtest

Which = Literal["apart", "seen"]

_WHICH: Final[tuple[Which, ...]] = ("apart", "seen")


def choose_record(found: Backtest, apart: Backtest | None) -> Backtest:
    """The record that is to be shown in detail: at first that on the cases kept apart, where there is one."""
    if apart is None:
        return found
    names = {"apart": _("{n} kept apart", n=apart.n), "seen": _("{n} the rules were written with", n=found.n)}
    which: Which = st.segmented_control(
        _("All that follows is about these cases"),
        _WHICH,
        default="apart",
        required=True,
        key="record_which",
        format_func=lambda each: names[each],
        persist_state="session",
        wrap=True,
    )
    return apart if which == "apart" else found
