"""How one comes back to one's own seat."""

from __future__ import annotations

import streamlit as st

from advisor.language import _
from advisor.ui.parts.markup import show
from advisor.ui.parts.workshop_head import small
from advisor.ui.parts.workshop_paths import SEAT
from advisor.ui.public_address import link_to


def show_way_back(key: str) -> None:
    """The person's own link, folded."""
    with st.expander(_("Keep your own link, to come back from this or another device"), key="way_back", type="compact"):
        st.code(link_to(SEAT, key), language=None, wrap_lines=True)
        show(small(_("It is the address of this page. Whoever has it answers in your place.")))
