"""A look every second that costs little: what stays in memory is not gone through again after each run."""

from __future__ import annotations

import gc
from typing import Final

import streamlit as st

_SECONDS: Final = 600


@st.cache_resource(ttl=_SECONDS, show_spinner=False)
def settle_memory() -> None:
    """The rule book, the libraries and all else that lives now is set aside from garbage collection for ten minutes.

    Streamlit collects all garbage after every run, that of a fragment too. With all that this app holds set aside, a
    look at the version of a workshop took 7 ms of processor time in place of 63 (benchmarks/workshop/browsers.py);
    what dies meanwhile is collected ten minutes later.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
