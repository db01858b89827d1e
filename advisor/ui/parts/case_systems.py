"""The systems that a source tried, each with its published figures."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.files.case_draft import Examined, value_at
from advisor.language import _
from advisor.report.case_entries import approach_choices, figure_entries, system_entries
from advisor.ui.parts.case_fields import ask_for, show_field, show_mistakes
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import items, show
from advisor.ui.parts.new_case import add_figure, add_system, drop, this_case
from advisor.ui.parts.terms import with_terms


def ask_for_systems(found: Examined) -> None:
    """What was tried, and the way to add to it."""
    definitions = [f"<b>{escape(choice.label)}</b> {with_terms(choice.says)}" for choice in approach_choices()]
    which = escape(_("Which approach is which"))
    show(f'<details class="small"><summary>{which}</summary>{items(definitions)}</details>')
    systems = value_at(this_case().entries, ("approaches",))
    for i in range(len(systems) if isinstance(systems, list) else 0):
        _ask_for_system(i, found)
    st.button(_("Add a system"), key="new_system", on_click=handler(add_system), icon=":material/add:")


def _ask_for_system(i: int, found: Examined) -> None:
    with st.container(border=True, key=f"system_{i}"):
        label, approach, model, cost = system_entries(i)
        ask_for(label, found)
        ask_for(approach, found)
        left, right = st.columns(2)
        with left:
            ask_for(model, found)
        with right:
            ask_for(cost, found)
        figures = value_at(this_case().entries, ("approaches", i, "metrics"))
        for j in range(len(figures) if isinstance(figures, list) else 0):
            _ask_for_figure(i, j, found)
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.button(_("Add a figure"), key=f"new_figure_{i}", on_click=handler(add_figure), args=(i,))
            st.button(
                _("Remove this system"),
                key=f"drop_system_{i}",
                type="tertiary",
                on_click=handler(drop),
                args=(("approaches", i),),
            )


def _ask_for_figure(i: int, j: int, found: Examined) -> None:
    name, value, direction = figure_entries(i, j)
    columns = st.columns([2, 1, 1.4, 0.8], vertical_alignment="bottom")
    for column, entry in zip(columns, (name, value, direction), strict=False):
        with column:
            show_field(entry)
    with columns[-1]:
        st.button(
            _("Remove"),
            key=f"drop_figure_{i}_{j}",
            type="tertiary",
            on_click=handler(drop),
            args=(("approaches", i, "metrics", j),),
        )
    show_mistakes(found, name, value, direction)
