"""A published case written down for a pull request: the setting and its answers first, the outcome last."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from advisor.files.case_draft import examine
from advisor.language import N_, _
from advisor.report.case_entries import case_steps
from advisor.ui.parts.books import case_book, rule_book
from advisor.ui.parts.case_preview import show_new_case
from advisor.ui.parts.case_steps import ask_step, choose_step, name_file, step_of, turn_step
from advisor.ui.parts.markup import show
from advisor.ui.parts.new_case import this_case

_SAYS: Final = N_(
    "One published team or paper that had to choose, with an outcome that was measured or stated. The setting is "
    "written and coded first, from what could be known before the choice; the figures and how it ended come only then. "
    "What you enter stays until this page is reloaded or closed; keep a draft before you leave."
)


def add_case() -> None:
    """The page."""
    steps = case_steps(rule_book().questionnaire.sections)
    step = step_of(steps)
    name_file(step)
    found = examine(this_case().entries, case_book().cases)
    show(f'<header class="page-title"><h1>{escape(_("Add a case"))}</h1><p>{escape(_(_SAYS))}</p></header>')
    entries, file = st.columns([1.6, 1], gap="large")
    with entries, st.container(key="left"):
        choose_step(steps, step, found)
        ask_step(step, found)
        turn_step(steps, step)
    with file, st.container(key="panel"):
        show_new_case(found, steps, step)
