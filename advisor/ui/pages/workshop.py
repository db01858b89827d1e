"""The start: set up a workshop, join one with a code, practise, or look at an earlier decision again."""

from __future__ import annotations

import streamlit as st

from advisor.language import _
from advisor.ui.parts.markup import show
from advisor.ui.parts.sign_in import require_sign_in
from advisor.ui.parts.workshop_guide import show_guide
from advisor.ui.parts.workshop_head import page_title
from advisor.ui.parts.workshop_join_code import ask_for_code
from advisor.ui.parts.workshop_language import speak_here
from advisor.ui.parts.workshop_paths import JOIN, LEAD, go, offer_way_back
from advisor.ui.parts.workshop_practice import offer_practice
from advisor.ui.parts.workshop_setup import ask_for_brief


def workshop() -> None:
    """The page."""
    speak_here()
    what = _(
        "A team decides together: everybody answers alone, all answers are revealed at once, you talk about the "
        "disagreements that change the answer, and leave with a decision record."
    )
    show(page_title(_("Workshop"), what))
    offer_way_back()
    ask_for_code()
    if st.session_state.pop("workshop guest came", False):
        go(JOIN)
    set_up, practise, guide = st.tabs([_("Set up a workshop"), _("Practise in ten minutes"), _("Facilitator's guide")])
    with set_up:
        may_lead = require_sign_in("facilitator")
        if may_lead:
            ask_for_brief()
    with practise:
        offer_practice(may_begin=may_lead)
    with guide:
        show_guide()
    if key := st.session_state.pop("workshop lead key", None):
        go(LEAD, key)
