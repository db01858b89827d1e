"""After a reveal, in one's own seat: what one alone would be told, what was agreed, where one sees it differently."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Final

import streamlit as st

from advisor.language import N_, _, day
from advisor.report import words
from advisor.report.record_words import answer_label, approach_words
from advisor.schema.rules import Book
from advisor.schema.workshop import LONGEST_TEXT, Agreed, WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import items, show
from advisor.ui.parts.workshop_head import kicker, small
from advisor.ui.parts.workshop_store import workshops
from advisor.ui.parts.workshop_unsaved import Entry, save
from advisor.workshop.outcome import Outcome

_BY_NAME: Final = N_("with my name")
_NAMELESS: Final = N_("without a name")


def show_own_advice(view: WorkshopView, found: Outcome) -> None:
    """What this person alone would be told."""
    told = found.told.get(view.me.number) if view.me else None
    if told is not None:
        said = _("You would be told: {approach}.", approach=approach_words(told.approach))
        above = escape(_("On your own answers"))
        show(f'<p class="job"><span class="kicker">{above}</span><br>{escape(said)}</p>')


def show_agreed(view: WorkshopView, access: Access, book: Book) -> None:
    """The agreed answers, each with room for another view; homework."""
    if view.agreed:
        show(kicker(_("Agreed answers")))
    for each in view.agreed:
        _show_one(each, view, access, book)
    show_homework(view, book)


def show_agreed_rows(view: WorkshopView, book: Book) -> None:
    """The agreed answers as they stand, with the views that differ."""
    rows = [agreed_row(each, view, book) for each in view.agreed]
    show(kicker(_("Agreed answers")) + items(rows, css="rows") if rows else "")


def show_homework(view: WorkshopView, book: Book) -> None:
    """Who finds out what, until when."""
    rows = [
        f"<b>{escape(words.question_words(book, each.question))}</b> "
        f"{escape(_('{owner}, by {day}', owner=each.owner, day=day(each.due)))}"
        for each in view.homework
    ]
    show(kicker(_("Homework")) + items(rows, css="rows") if rows else "")


def agreed_row(each: Agreed, view: WorkshopView, book: Book) -> str:
    """One agreed answer with its note and the views that differ."""
    answer = answer_label(book, each.question, each.option)
    names = {person.number: person.name for person in view.people}
    other = [
        f"{escape(_('“{text}”', text=dissent.reason))} <b>{escape(names.get(dissent.person or 0) or _(_NAMELESS))}</b>"
        for dissent in view.dissents
        if dissent.question == each.question
    ]
    seen = small(_("Seen differently")) + items(other, css="said") if other else ""
    return f"<b>{escape(words.question_words(book, each.question))}</b> {escape(answer)}{small(each.note)}{seen}"


def _show_one(each: Agreed, view: WorkshopView, access: Access, book: Book) -> None:
    show(f'<div class="point">{agreed_row(each, view, book)}</div>')
    if view.phase == "closed":
        return
    with st.expander(_("I see it differently"), key=f"differ_{each.question}", type="compact"):
        st.text_area(_("How you see it, and why"), key=f"view_{each.question}", max_chars=LONGEST_TEXT)
        if view.brief.named:
            st.radio(
                _("Kept"),
                [_BY_NAME, _NAMELESS],
                key=f"by_{each.question}",
                format_func=lambda by: _(by),
                horizontal=True,
            )
        st.button(
            _("Keep this in the decision record"),
            key=f"dissent_{each.question}",
            on_click=handler(_dissent),
            args=(access, each.question, words.question_words(book, each.question)),
        )
        show(small(_("To take it back, empty the field and press again.")))


def _dissent(access: Access, question: str, name: str) -> None:
    by_name = st.session_state.get(f"by_{question}") == _BY_NAME
    text: str = st.session_state.get(f"view_{question}") or ""
    send = partial(workshops().dissent, access, question, text, by_name=by_name)
    save((access, f"view of {question}"), Entry(send, name, text))
