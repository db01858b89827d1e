"""The unanswered question that most rules wait for, with the way to it."""

from __future__ import annotations

import streamlit as st

from advisor.report.words import question_words
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.guard import handler
from advisor.ui.parts.questionnaire import go_to_question


def suggest_question(question: str | None) -> None:
    """A button that opens the section of the most useful open question; nothing where all are answered."""
    if question is None:
        return
    st.button(
        f"Most useful next: {question_words(rule_book(), question)}",
        key="most_useful",
        icon=":material/arrow_forward:",
        width="stretch",
        wrap=True,
        on_click=handler(go_to_question),
        args=(question,),
    )
