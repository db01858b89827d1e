"""The questions, one section at a time; each option with its meaning, "Don't know" among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from advisor.language import _
from advisor.schema.questions import Question, Section
from advisor.schema.words import UNKNOWN
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.guard import handler
from advisor.ui.parts.job import show_job
from advisor.ui.parts.markup import show
from advisor.ui.parts.prefilled import is_read_from_file
from advisor.ui.parts.question_text import DONT_KNOW, caption, heading
from advisor.ui.parts.step_top import begin_at_top
from advisor.ui.parts.visit import question_key, this_visit


def ask_questions(most_useful: str | None, measured: Mapping[str, Sequence[str]]) -> None:
    """The section that is open, with the ways to the others; the most useful open question is marked.

    `measured`: question -> what eval results say beside its answer, or in its place.
    """
    visit = this_visit()
    sections = rule_book().questionnaire.sections
    section = sections[visit.section]
    _choose_section(sections)
    show_job()
    with st.container(key="questions"):
        for question in section.questions:
            badge = _("Most useful next") if question.id == most_useful else ""
            if is_read_from_file(visit, question.id):
                badge = _("Read from your file")
            show(heading(question, badge, measured.get(question.id, ())))
            _ask(question)
    _turn(sections)
    begin_at_top(section.id)


def go_to_question(question: str) -> None:
    """The section that holds the question is opened."""
    for i, section in enumerate(rule_book().questionnaire.sections):
        if question in {each.id for each in section.questions}:
            this_visit().section = i


def _choose_section(sections: tuple[Section, ...]) -> None:
    visit = this_visit()
    with st.container(horizontal=True, key="sections", gap="small"):
        for i, section in enumerate(sections):
            known = sum(question.id in visit.known for question in section.questions)
            st.button(
                f"{section.title} :small[{known}/{len(section.questions)}]",
                key=f"section_{i}",
                type="primary" if i == visit.section else "secondary",
                on_click=handler(_open_section),
                args=(i,),
            )


def _turn(sections: tuple[Section, ...]) -> None:
    visit = this_visit()
    with st.container(horizontal=True, horizontal_alignment="distribute", key="turn"):
        if visit.section > 0:
            before = sections[visit.section - 1].title
            st.button(f"← {before}", key="back", on_click=handler(_open_section), args=(visit.section - 1,))
        if visit.section + 1 < len(sections):
            after = sections[visit.section + 1].title
            st.button(
                f"{_('Next: {section}', section=after)} →",
                key="next",
                type="primary",
                wrap=True,
                on_click=handler(_open_section),
                args=(visit.section + 1,),
            )


def _open_section(i: int) -> None:
    this_visit().section = i


def _ask(question: Question) -> None:
    key = question_key(question.id)
    if key not in st.session_state:
        st.session_state[key] = this_visit().answers.get(question.id)
    options = {option.id: option for option in question.options}
    st.radio(
        question.ask,
        [*options, UNKNOWN],
        index=None,
        key=key,
        format_func=lambda id: options[id].label if id in options else _(DONT_KNOW),
        captions=[*(caption(option) for option in question.options), _("It stays open.")],
        label_visibility="collapsed",
        horizontal=True,
        width="stretch",
        on_change=handler(_take),
        args=(question.id, key),
    )


def _take(question: str, key: str) -> None:
    if key != question_key(question):  # a widget of before the answers were renewed
        return
    visit = this_visit()
    value = st.session_state.get(key)
    if value is None:
        visit.answers.pop(question, None)
    else:
        visit.answers[question] = value
