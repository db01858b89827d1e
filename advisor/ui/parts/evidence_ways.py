"""The three ways to look at the same results: what they show, whether the eval can tell, what failed."""

from __future__ import annotations

from typing import Final

import streamlit as st

from advisor.language import N_, _
from advisor.ui.parts.navigation import way_to

_WAYS: Final = (
    ("evidence", N_("Results")),
    ("stress-test", N_("Stress test")),
    ("failures", N_("Failures")),
)


def show_evidence_ways() -> None:
    """A link to each."""
    with st.container(horizontal=True, key="evidence_ways", gap="small"):
        for path, title in _WAYS:
            if page := way_to(path):
                st.page_link(page, label=_(title), width="content")
