"""One entry of a new case as a widget, with what is to be mended beside it."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from advisor.files.case_draft import MISSING, Examined, value_at
from advisor.language import _
from advisor.report.case_entries import Entry, about_length
from advisor.schema.words import UNKNOWN
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import markdown_free, show, ticked
from advisor.ui.parts.new_case import take, this_case, widget_of


def ask_for(entry: Entry, found: Examined) -> None:
    """The widget of an entry, and beneath it what is wrong with what was entered."""
    show_field(entry)
    show_mistakes(found, entry)


def show_mistakes(found: Examined, *entries: Entry) -> None:
    """What is to be mended in these entries."""
    for says in (says for entry in entries for says in found.at(entry.path)):
        show(f'<p class="mend" role="alert">{ticked(says)}</p>')


def show_field(entry: Entry) -> None:
    """The widget of an entry, starting from what was entered."""
    before = value_at(this_case().entries, entry.path)
    key = widget_of(entry)
    if key not in st.session_state:
        st.session_state[key] = _seed(entry, before)
    match entry.how:
        case "text":
            _explain(entry)
            st.text_area(
                entry.label,
                key=key,
                height=220,
                label_visibility="collapsed",
                on_change=handler(take),
                args=(entry, key),
            )
            if before is not MISSING and entry.path == ("setting",) and (note := about_length(str(before))):
                show(f'<p class="hint">{escape(note)}</p>')
        case "one" if entry.empty == UNKNOWN:
            _explain(entry)
            _cards(entry, key)
        case "one" if isinstance(entry.choices[0].id, bool):
            st.toggle(_("Higher is better"), key=key, on_change=handler(take), args=(entry, key))
        case "one" | "several":
            _explain(entry)
            _pills(entry, key)
        case _:
            st.text_input(
                entry.label,
                key=key,
                placeholder=entry.says,
                on_change=handler(take),
                args=(entry, key),
            )


def _explain(entry: Entry) -> None:
    says = f"<p>{escape(entry.says)}</p>" if entry.says else ""
    show(f'<div class="question"><h3>{escape(entry.label)}</h3>{says}</div>')


def _cards(entry: Entry, key: str) -> None:
    """Options with their meaning, as in the questionnaire; what is unknown stands last."""
    options = {choice.id: choice for choice in entry.choices}
    st.radio(
        entry.label,
        list(options),
        index=None,
        key=key,
        format_func=lambda id: options[id].label,
        captions=[
            markdown_free(choice.says if choice.says.rstrip(".") != choice.label else "") for choice in entry.choices
        ],
        label_visibility="collapsed",
        horizontal=True,
        width="stretch",
        on_change=handler(take),
        args=(entry, key),
    )


def _pills(entry: Entry, key: str) -> None:
    options = {choice.id: choice for choice in entry.choices}
    st.pills(
        entry.label,
        list(options),
        selection_mode="multi" if entry.how == "several" else "single",
        key=key,
        format_func=lambda id: options[id].label,
        label_visibility="collapsed",
        wrap=True,
        on_change=handler(take),
        args=(entry, key),
    )
    chosen = st.session_state.get(key)
    says = options[chosen].says if entry.how == "one" and chosen in options else ""
    if says:
        show(f'<p class="hint">{escape(says)}</p>')


def _seed(entry: Entry, before: Any) -> Any:
    """What the widget starts from; an option that does not exist is left out and told beneath."""
    match entry.how:
        case "one":
            return before if before in [choice.id for choice in entry.choices] else None
        case "several":
            named = before if isinstance(before, list) else []
            return [choice.id for choice in entry.choices if choice.id in named]
        case _:
            return "" if before is MISSING or before is None or before == entry.empty else str(before)
