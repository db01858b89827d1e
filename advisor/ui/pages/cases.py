"""The published cases behind the precedents, to be searched and read."""

from __future__ import annotations

from typing import Final

import streamlit as st

from advisor.schema.questions import Option
from advisor.schema.words import APPROACHES, TITLES
from advisor.ui.parts.books import case_book, rule_book
from advisor.ui.parts.case_list import case_cards, matching_cases
from advisor.ui.parts.markup import show

_PER_PAGE: Final = 20


def cases() -> None:
    """The page."""
    every = case_book().cases
    compared = sum(case.compared for case in every)
    show(
        '<header class="page-title"><h1>Cases</h1>'
        f"<p>{len(every)} published cases; in {compared} of them approaches of different kinds were compared.</p>"
        '<p class="small">The settings were written and coded by language models in November 2026, the coders blind to '
        "the outcome; two coders agreed on 94 % of 600 codings.</p></header>"
    )
    tasks = {option.id: option.label for option in _task_options()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="case_filter"):
        approaches = st.pills(
            "Approach tried",
            APPROACHES,
            selection_mode="multi",
            format_func=lambda each: TITLES[each],
            key="case_approaches",
            wrap=True,
            persist_state="session",
        )
        task = st.pills(
            "Task",
            list(tasks),
            selection_mode="multi",
            format_func=lambda each: tasks[each],
            key="case_tasks",
            wrap=True,
            persist_state="session",
        )
        text = st.text_input("Search", key="case_text", placeholder="a company, a word", persist_state="session")
        only = st.toggle("Compared only", key="case_compared", persist_state="session")
    found = matching_cases(every, approaches=approaches, tasks=task, text=text, compared_only=only)
    pages = max(1, -(-len(found) // _PER_PAGE))
    page = st.pagination(pages, key=f"case_page_{pages}") if pages > 1 else 1
    show(
        f'<p class="hint">{len(found)} of {len(every)} cases</p>',
        case_cards(found[(page - 1) * _PER_PAGE : page * _PER_PAGE], rule_book()),
    )


def _task_options() -> tuple[Option, ...]:
    return next(question.options for question in rule_book().questions if question.id == "task")
