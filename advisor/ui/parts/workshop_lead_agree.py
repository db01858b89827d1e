"""The answers that the team agreed on, one by one, and homework for what nobody knew."""

from __future__ import annotations

import datetime
from html import escape

import streamlit as st

from advisor.language import N_, _, ngettext
from advisor.report import words
from advisor.schema.questions import Question
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import LONGEST_NAME, LONGEST_TEXT, WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import markdown_free, show
from advisor.ui.parts.workshop_reveal import bars
from advisor.ui.parts.workshop_seat_after import show_agreed_rows
from advisor.ui.parts.workshop_store import workshops
from advisor.workshop.outcome import Outcome

_OPEN = N_("Leave it open")


def ask_for_agreed(view: WorkshopView, access: Access, found: Outcome, book: Book) -> None:
    """One question at a time, those that decide first; all without a disagreement in one click."""
    settled = {each.question for each in view.agreed}
    if not settled:
        show(f'<p class="kicker">{escape(_("Agreed answers"))}</p>')
    show_agreed_rows(view, book)
    plain = [each.question for each in found.counted if len(each.counts) == 1 and each.question not in settled]
    if plain:
        st.button(
            ngettext(
                "Record {n} answer without a disagreement", "Record {n} answers without a disagreement", len(plain)
            ),
            key="agree_plain",
            on_click=handler(_agree_all),
            args=(access, [next(q for q in book.questions if q.id == id) for id in plain], found),
        )
    order = [*(each.question for each in found.agenda.points), *view.brief.questions]
    asked = {question.id: question for question in book.questions}
    choices = list(dict.fromkeys(each for each in order if each in view.brief.questions))
    id = st.selectbox(
        _("Record the answer to"),
        choices,
        key=f"agree_on_{len(settled)}",
        index=next((place for place, each in enumerate(choices) if each not in settled), 0),
        format_func=lambda each: markdown_free(words.question_words(book, each)),
    )
    if id is not None:
        _ask(asked[id], view, access, found, book)


def _ask(question: Question, view: WorkshopView, access: Access, found: Outcome, book: Book) -> None:
    labels = {option.id: option.label for option in question.options}
    now = next((each for each in view.agreed if each.question == question.id), None)
    counted = next(each for each in found.counted if each.question == question.id)
    show(f"<p><b>{escape(question.ask)}</b></p>{bars(counted, book)}")
    option = st.radio(
        _("The team's answer"),
        [*labels, UNKNOWN],
        index=[*labels, UNKNOWN].index(now.option) if now else None,
        key=f"agree_{question.id}",
        format_func=lambda each: labels.get(each, _(_OPEN)),
        horizontal=True,
    )
    st.text_input(_("Note (optional)"), now.note if now else "", key=f"note_{question.id}", max_chars=LONGEST_TEXT)
    with st.container(horizontal=True, key="agree_ways", gap="small"):
        st.button(
            _("Record it"),
            key="agree",
            disabled=option is None,
            on_click=handler(_agree),
            args=(access, question, option),
        )
        if now:
            st.button(_("Take it back"), key="disagree", on_click=handler(_agree), args=(access, question, None))


def ask_for_homework(view: WorkshopView, access: Access, found: Outcome, book: Book) -> None:
    """What nobody knew and matters, with an owner and a day."""
    wanted = [each.question for each in found.agenda.unanswered if each.matters]
    given = {each.question: each for each in view.homework}
    questions = list(dict.fromkeys([*wanted, *given]))
    if not questions:
        return
    show(f'<p class="kicker">{escape(_("Homework"))}</p>')
    for id in questions:
        show(f"<p><b>{escape(words.question_words(book, id))}</b></p>")
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"homework_{id}"):
            st.text_input(
                _("Who finds out"), given[id].owner if id in given else "", key=f"owner_{id}", max_chars=LONGEST_NAME
            )
            start = given[id].due if id in given else datetime.date.today() + datetime.timedelta(days=14)
            st.date_input(_("Until"), start, key=f"due_{id}")
            st.button(_("Give out"), key=f"assign_{id}", on_click=handler(_assign), args=(access, id))
            if id in given:
                st.button(_("Take it back"), key=f"unassign_{id}", on_click=handler(_take_back), args=(access, id))


def _agree(access: Access, question: Question, option: str | None) -> None:
    workshops().agree(access, question, option, st.session_state.get(f"note_{question.id}") or "")


def _agree_all(access: Access, questions: list[Question], found: Outcome) -> None:
    for question in questions:
        workshops().agree(access, question, found.team[question.id])


def _assign(access: Access, question: str) -> None:
    state = st.session_state
    workshops().assign(access, question, state.get(f"owner_{question}") or "", state[f"due_{question}"])


def _take_back(access: Access, question: str) -> None:
    workshops().assign(access, question, "", None)
