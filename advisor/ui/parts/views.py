"""Two ways to be asked: one question at a time, or all of them; the answers are the same."""

from __future__ import annotations

from typing import Final

import streamlit as st

from advisor.language import N_, _
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.guard import handler
from advisor.ui.parts.visit import View, this_visit

QUICK: Final = N_("Quick: one question at a time")


def view_of_this_visit() -> View:
    """How this visitor is asked: quickly who brings no answers, else all at once, until it is changed."""
    visit = this_visit()
    if visit.view is None:
        visit.view = "all" if visit.answers else "quick"
    return visit.view


def choose_view() -> None:
    """The two ways."""
    now = view_of_this_visit()
    names: dict[View, str] = {"quick": _(QUICK), "all": _("All {n} questions", n=len(rule_book().questions))}
    with st.container(horizontal=True, key="views", gap="small"):
        for view, name in names.items():
            st.button(
                name,
                key=f"view_{view}",
                type="primary" if view == now else "secondary",
                on_click=handler(open_view),
                args=(view,),
            )


def open_view(view: View) -> None:
    """The questions this way from now on."""
    visit = this_visit()
    visit.view, visit.at, visit.stale = view, None, True
