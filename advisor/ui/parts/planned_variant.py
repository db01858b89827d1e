"""A variant that was not evaluated yet: its name and approach, and from then on it is asked for what it needs."""

from __future__ import annotations

import streamlit as st

from advisor.language import _
from advisor.schema.words import APPROACHES, approach_title
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.visit import this_visit

_KEYS = ("cost_new_name", "cost_new_approach", "cost_new_model")


def add_variant(*, unfolded: bool) -> None:
    """The form."""
    with st.expander(_("Add a variant that was not evaluated"), expanded=unfolded, key=f"cost_new_{unfolded}"):
        with st.container(horizontal=True, vertical_alignment="bottom", key="cost_new_fields"):
            st.text_input(_("Name"), key=_KEYS[0], placeholder=_("such as rag-v2"), width=240, max_chars=80)
            st.selectbox(
                _("Approach"),
                ["baseline", *APPROACHES],
                index=1,
                key=_KEYS[1],
                width=200,
                format_func=approach_title,
            )
            st.text_input(
                _("Model"),
                key=_KEYS[2],
                placeholder=_("such as openai:gpt-4o-mini"),
                width=280,
                help=_("Its prices are looked up; `none` where no tokens are paid."),
            )
            st.button(_("Add"), key="cost_new_add", on_click=handler(_add))
        show(f"<p class='small'>{_('Tokens, hours and prices are asked for afterwards.')}</p>")


def _add() -> None:
    visit = this_visit()
    name, approach, model = (str(st.session_state.get(key) or "").strip() for key in _KEYS)
    if not name:
        visit.notice = _("The new variant has no name; write one, such as `rag-v2`.")
        return
    if ("variants", name, "approach") in visit.costs:
        visit.notice = _("There is a variant `{variant}` already; write another name.", variant=name)
        return
    added: dict[tuple[str, ...], str] = {("variants", name, "approach"): approach}
    if model:
        added["variants", name, "model"] = model
    visit.costs = {**visit.costs, **added}
    for key in (_KEYS[0], _KEYS[2]):
        st.session_state[key] = ""
