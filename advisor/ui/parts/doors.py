"""The first screen: what this is, and two doors, with eval results or with a situation."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.language import _
from advisor.ui.options import SETTINGS
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import items, show
from advisor.ui.parts.quick_course import FIRST
from advisor.ui.parts.results import add_files, load
from advisor.ui.parts.views import open_view
from advisor.ui.parts.visit import Visit, this_visit


def is_at_the_door(visit: Visit) -> bool:
    """Nothing was entered and no door was opened yet."""
    return visit.view is None and not visit.has_entries


def show_doors() -> None:
    """Both doors, side by side."""
    results, situation = st.columns(2, gap="medium")
    with results, st.container(key="door_results", border=True, height="stretch"):
        _title(
            _("I have eval results"),
            _("Drop what your eval tool wrote. What the file shows is filled in; you confirm it in one click."),
        )
        key = f"door_upload_{this_visit().uploads}"
        st.file_uploader(
            _("Result files of your eval tool, or a table"),
            accept_multiple_files=True,
            key=key,
            on_change=handler(_take),
            args=(key,),
            label_visibility="collapsed",
        )
        limit = SETTINGS["server.maxUploadSize"]
        tools = "promptfoo, Inspect AI, DeepEval, Ragas, MLflow, LangSmith, OpenAI Evals, lm-eval, CSV, Excel, Parquet"
        show(f'<p class="small">{escape(tools)}. {escape(_("Up to {limit} MB a file.", limit=limit))}</p>')
    with situation, st.container(key="door_situation", border=True, height="stretch"):
        _title(
            _("I have a situation"),
            _("Answer {n} questions about one job in a minute. “Don't know” is always an answer.", n=FIRST),
        )
        st.button(
            _("Answer {n} questions", n=FIRST),
            key="door_quick",
            type="primary",
            on_click=handler(open_view),
            args=("quick",),
        )
        many = len(rule_book().questions)
        st.button(_("All {n} questions", n=many), key="door_all", on_click=handler(open_view), args=("all",))
    _promise()


def _title(title: str, says: str) -> None:
    show(f'<div class="door"><h2>{escape(title)}</h2><p>{escape(says)}</p></div>')


def _promise() -> None:
    parts = (
        (_("One answer"), _("What to do now, when it is done, and where it leads.")),
        (_("You can check it"), _("The rules behind it with their sources, and published cases near yours.")),
        (_("And doubt it"), _("What would change it, how sure it is, and how often it was right.")),
    )
    show(items([f"<b>{escape(title)}</b><span>{escape(says)}</span>" for title, says in parts], css="promise"))


def _take(key: str) -> None:
    open_view("quick")
    add_files([load(file.name, file.getvalue()) for file in st.session_state[key]])
    this_visit().uploads += 1
