"""One person's questions: own roles first, each answer saved at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

import streamlit as st

from advisor.report import words
from advisor.schema.questions import Question
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import LONGEST_TEXT, Ballot, Person, WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.question_text import DONT_KNOW, caption, heading
from advisor.ui.parts.workshop_reveal import bars
from advisor.ui.parts.workshop_store import workshops
from advisor.ui.parts.workshop_unsaved import Given, save, unsaved
from advisor.workshop.tally import positions, tally

_ROLES: Final = {"product": "product", "domain": "the domain", "engineering": "engineering", "legal": "legal"}


def ask_in_seat(view: WorkshopView, access: Access, book: Book) -> None:
    """The questions of the open round, and the button that says that one has finished."""
    me, number = view.me, view.round.number
    own = {each.question: each for each in view.own if each.round == number}
    asked = in_order(book, view.round.questions, me)
    answered = sum(_option(each.id, own) is not None for each in asked)
    show(
        f'<div class="meter" role="img" aria-label="{answered} of {len(asked)} answered">'
        f'<i style="width: {100 * answered // len(asked)}%"></i></div>'
        f'<p class="small">{answered} of {len(asked)} answered. Nobody, the facilitator included, sees answers before '
        "the reveal.</p>"
    )
    with st.container(key="questions"):
        for question in asked:
            badge = "For you" if me and set(question.known_by) & set(me.roles) else ""
            show(heading(question, badge), _known_by(question), _before(view, question.id, book))
            _ask(question, number, access, own)
    _finish(view, access, answered, len(asked))


def in_order(book: Book, questions: Sequence[str], me: Person | None) -> list[Question]:
    """The questions, those that one of the person's roles usually knows first."""
    asked = [each for each in book.questions if each.id in questions]
    roles = set(me.roles) if me else set()
    return sorted(asked, key=lambda each: not set(each.known_by) & roles)


def _ask(question: Question, number: int, access: Access, own: Mapping[str, Ballot]) -> None:
    options = {option.id: option for option in question.options}
    chosen, reason = f"seat_{number}_{question.id}", f"why_{number}_{question.id}"
    if chosen not in st.session_state:
        st.session_state[chosen] = _option(question.id, own)
    if reason not in st.session_state:
        st.session_state[reason] = own[question.id].reason if question.id in own else ""
    take = handler(_take)
    st.radio(
        question.ask,
        [*options, UNKNOWN],
        index=None,
        key=chosen,
        format_func=lambda id: options[id].label if id in options else DONT_KNOW,
        captions=[*(caption(option) for option in question.options), "That is an answer too."],
        label_visibility="collapsed",
        horizontal=True,
        width="stretch",
        on_change=take,
        args=(question, number, access),
    )
    if st.session_state[chosen] is not None:
        st.text_input(
            "Why? (optional, shown at the reveal)",
            key=reason,
            max_chars=LONGEST_TEXT,
            on_change=take,
            args=(question, number, access),
        )
        is_waiting = question.id in unsaved().waiting
        state = "Not saved yet" if is_waiting else "Saved"
        show(f'<p class="saved{" not" if is_waiting else ""}">{state}</p>')


def _take(question: Question, number: int, access: Access) -> None:
    option = st.session_state.get(f"seat_{number}_{question.id}")
    save(access, Given(number, question, option, st.session_state.get(f"why_{number}_{question.id}") or ""))


def _option(question: str, own: Mapping[str, Ballot]) -> str | None:
    waiting = unsaved().waiting.get(question)
    if waiting is not None:
        return waiting.option
    return own[question].option if question in own else None


def _known_by(question: Question) -> str:
    names = words.in_a_row([_ROLES[role] for role in question.known_by])
    return f'<p class="small">Usually known by: {escape(names)}</p>' if names else ""


def _before(view: WorkshopView, question: str, book: Book) -> str:
    """In a later round: how everybody answered before, and what one's own answer was."""
    if not view.last_revealed:
        return ""
    counted = tally(positions(view.ballots), question)
    own = [each for each in view.own if each.question == question and each.round < view.round.number]
    if own:
        last = own[-1].option
        name = DONT_KNOW if last == UNKNOWN else words.label(book, question, last)
        yours = f'<p class="small">You answered before: <b>{escape(name)}</b>. Without a new answer it stands.</p>'
    else:
        yours = ""
    return f'<p class="kicker">Round {view.last_revealed}</p>{bars(counted, book)}{yours}'


def _finish(view: WorkshopView, access: Access, answered: int, asked: int) -> None:
    number = view.round.number
    others = f"{view.finished} of {view.joined} have finished"
    if view.i_have_finished:
        show(f'<p class="stop"><b>You have finished.</b> {others}. You can change answers until the reveal.</p>')
        st.button("I am not done yet", key="unfinish", on_click=handler(_say), args=(access, number, False))
        return
    left = asked - answered
    hint = f"{words.counted(left, 'question')} without an answer; “{DONT_KNOW}” is one too. " if left else ""
    show(f'<p class="hint">{hint}{others}.</p>')
    st.button("I have finished", key="finish", type="primary", on_click=handler(_say), args=(access, number, True))


def _say(access: Access, number: int, is_finished: bool) -> None:
    workshops().finish(access, number, is_finished)
