"""After a reveal, in one's own seat: what one alone would be told, what was agreed, where one sees it differently."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from advisor.report import words
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import LONGEST_TEXT, Agreed, WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import items, show
from advisor.ui.parts.workshop_store import workshops
from advisor.ui.parts.workshop_unsaved import Entry, save
from advisor.workshop.outcome import Outcome


def show_own_advice(view: WorkshopView, found: Outcome) -> None:
    """What this person alone would be told."""
    told = found.told.get(view.me.number) if view.me else None
    if told is not None:
        name = words.approach_name(told.approach) if told.approach else "no approach at all"
        show(
            f'<p class="job"><span class="kicker">On your own answers</span><br>You would be told: {escape(name)}.</p>'
        )


def show_agreed(view: WorkshopView, access: Access, book: Book) -> None:
    """The agreed answers, each with room for another view; homework."""
    if view.agreed:
        show('<p class="kicker">Agreed answers</p>')
    for each in view.agreed:
        _show_one(each, view, access, book)
    show_homework(view, book)


def show_agreed_rows(view: WorkshopView, book: Book) -> None:
    """The agreed answers as they stand, with the views that differ."""
    rows = [agreed_row(each, view, book) for each in view.agreed]
    show(f'<p class="kicker">Agreed answers</p>{items(rows, css="rows")}' if rows else "")


def show_homework(view: WorkshopView, book: Book) -> None:
    """Who finds out what, until when."""
    rows = [
        f"<b>{escape(words.question_words(book, each.question))}</b> {escape(each.owner)}, by {each.due.isoformat()}"
        for each in view.homework
    ]
    show(f'<p class="kicker">Homework</p>{items(rows, css="rows")}' if rows else "")


def agreed_row(each: Agreed, view: WorkshopView, book: Book) -> str:
    """One agreed answer with its note and the views that differ."""
    answer = "left open" if each.option == UNKNOWN else words.label(book, each.question, each.option)
    names = {person.number: person.name for person in view.people}
    other = [
        f"“{escape(dissent.reason)}” <b>{escape(names.get(dissent.person or 0) or 'without a name')}</b>"
        for dissent in view.dissents
        if dissent.question == each.question
    ]
    note = f'<p class="small">{escape(each.note)}</p>' if each.note else ""
    seen = f'<p class="small">Seen differently</p>{items(other, css="said")}' if other else ""
    return f"<b>{escape(words.question_words(book, each.question))}</b> {escape(answer)}{note}{seen}"


def _show_one(each: Agreed, view: WorkshopView, access: Access, book: Book) -> None:
    show(f'<div class="point">{agreed_row(each, view, book)}</div>')
    if view.phase == "closed":
        return
    with st.expander("I see it differently", key=f"differ_{each.question}", type="compact"):
        st.text_area("How you see it, and why", key=f"view_{each.question}", max_chars=LONGEST_TEXT)
        if view.brief.named:
            st.radio("Kept", ["with my name", "without a name"], key=f"by_{each.question}", horizontal=True)
        st.button(
            "Keep this in the decision record",
            key=f"dissent_{each.question}",
            on_click=handler(_dissent),
            args=(access, each.question, words.question_words(book, each.question)),
        )
        show('<p class="small">To take it back, empty the field and press again.</p>')


def _dissent(access: Access, question: str, name: str) -> None:
    by_name = st.session_state.get(f"by_{question}") == "with my name"
    text: str = st.session_state.get(f"view_{question}") or ""
    send = partial(workshops().dissent, access, question, text, by_name=by_name)
    save(f"view of {question}", Entry(send, name, text))
