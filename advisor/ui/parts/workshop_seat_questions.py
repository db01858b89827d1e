"""One person's questions: own roles first, each answer saved at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from advisor.language import N_, _, listed, run_on
from advisor.report import words
from advisor.schema.questions import Question
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import LONGEST_TEXT, Ballot, Person, WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.question_text import DONT_KNOW, caption, heading
from advisor.ui.parts.workshop_head import kicker, small
from advisor.ui.parts.workshop_reveal import bars
from advisor.ui.parts.workshop_store import workshops
from advisor.ui.parts.workshop_unsaved import Entry, save, unsaved
from advisor.workshop.tally import positions, tally

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_FINISHED: Final = "finished"
_ROLES: Final = {
    "product": N_("product"),
    "domain": N_("the domain"),
    "engineering": N_("engineering"),
    "legal": N_("legal"),
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The open round in front of one person."""

    access: Access
    round: int
    asked: Sequence[Question]
    progress: DeltaGenerator
    """The place that says how many are answered."""

    def chosen(self, question: Question) -> str:
        """The key of the widget that holds the answer."""
        return f"seat_{self.round}_{question.id}"

    def reason(self, question: Question) -> str:
        """The key of the widget that holds the reason."""
        return f"why_{self.round}_{question.id}"

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(st.session_state.get(self.chosen(each)) is not None for each in self.asked)


def ask_in_seat(view: WorkshopView, access: Access, book: Book) -> None:
    """The questions of the open round, and the button that says that one has finished."""
    me = view.me
    hint = _("Nobody, the facilitator included, sees answers before the reveal. You can change yours.")
    show(f'<p class="hint">{escape(hint)}</p>')
    with st.container(key="seat_progress"):
        progress = st.empty()
    sheet = _Sheet(access, view.round.number, in_order(book, view.round.questions, me), progress)
    _fill_in(sheet, {each.question: each for each in view.own if each.round == sheet.round})
    _show_progress(sheet)
    with st.container(key="questions"):
        for question in sheet.asked:
            badge = _("For you") if me and set(question.known_by) & set(me.roles) else ""
            show(heading(question, badge), _known_by(question), _before(view, question.id, book))
            _ask(question, sheet)
    _finish(view, sheet)


def in_order(book: Book, questions: Sequence[str], me: Person | None) -> list[Question]:
    """The questions, those that one of the person's roles usually knows first."""
    asked = [each for each in book.questions if each.id in questions]
    roles = set(me.roles) if me else set()
    return sorted(asked, key=lambda each: not set(each.known_by) & roles)


def _fill_in(sheet: _Sheet, own: Mapping[str, Ballot]) -> None:
    """The widgets start from what is stored, or waits to be."""
    for question in sheet.asked:
        ballot, waiting = own.get(question.id), unsaved().waiting.get((sheet.access, question.id))
        option = waiting.option if waiting else ballot.option if ballot else None
        reason = waiting.text if waiting else ballot.reason if ballot else ""
        if sheet.chosen(question) not in st.session_state:
            st.session_state[sheet.chosen(question)] = option
        if sheet.reason(question) not in st.session_state:
            st.session_state[sheet.reason(question)] = reason


@st.fragment
def _ask(question: Question, sheet: _Sheet) -> None:
    """A click shows this question again and no other."""
    options = {option.id: option for option in question.options}
    take = handler(_take)
    st.radio(
        question.ask,
        [*options, UNKNOWN],
        index=None,
        key=sheet.chosen(question),
        format_func=lambda id: options[id].label if id in options else _(DONT_KNOW),
        captions=[*(caption(option) for option in question.options), _("That is an answer too.")],
        label_visibility="collapsed",
        horizontal=True,
        width="stretch",
        on_change=take,
        args=(question, sheet),
    )
    if st.session_state[sheet.chosen(question)] is not None:
        st.text_input(
            _("Why? (optional, shown at the reveal)"),
            key=sheet.reason(question),
            max_chars=LONGEST_TEXT,
            on_change=take,
            args=(question, sheet),
        )
        place, held = (sheet.access, question.id), unsaved()
        show(f'<p class="saved{"" if held.is_saved(place) else " not"}">{escape(held.mark(place))}</p>')
    _show_progress(sheet)


def _take(question: Question, sheet: _Sheet) -> None:
    option: str | None = st.session_state.get(sheet.chosen(question))
    reason: str = st.session_state.get(sheet.reason(question)) or ""
    if option is None:
        return
    send = partial(workshops().answer, sheet.access, sheet.round, question, option, reason)
    save((sheet.access, question.id), Entry(send, question.ask, reason, option))


def _show_progress(sheet: _Sheet) -> None:
    done, n = sheet.answered, len(sheet.asked)
    sheet.progress.html(
        f'<div class="meter" aria-hidden="true"><i style="width: {100 * done // n}%"></i></div>'
        f'<p class="small" role="status">{escape(_("{n} of {total} answered", n=done, total=n))}</p>'
    )


def _known_by(question: Question) -> str:
    names = listed([_(_ROLES[role]) for role in question.known_by])
    return small(_("Usually known by: {roles}", roles=names)) if names else ""


def _before(view: WorkshopView, question: str, book: Book) -> str:
    """In a later round: how everybody answered before, and what one's own answer was."""
    if not view.last_revealed:
        return ""
    counted = tally(positions(view.ballots), question)
    own = [each for each in view.own if each.question == question and each.round < view.round.number]
    if own:
        last = own[-1].option
        name = _(DONT_KNOW) if last == UNKNOWN else words.label(book, question, last)
        said = escape(_("You answered before: {answer}. Without a new answer it stands."))
        yours = f'<p class="small">{said.format(answer=f"<b>{escape(name)}</b>")}</p>'
    else:
        yours = ""
    return f"{kicker(_('Round {n}', n=view.last_revealed))}{bars(counted, book)}{yours}"


def _finish(view: WorkshopView, sheet: _Sheet) -> None:
    others = escape(_("{finished} of {joined} have finished.", finished=view.finished, joined=view.joined))
    waiting = unsaved().waiting.get((sheet.access, _FINISHED))
    has_finished = waiting.option == _FINISHED if waiting else view.i_have_finished
    if has_finished:
        done, until = escape(_("You have finished.")), escape(_("You can change answers until the reveal."))
        show(f'<p class="stop">{run_on(f"<b>{done}</b>", others, until)}</p>')
        st.button(_("I am not done yet"), key="unfinish", on_click=handler(_say), args=(sheet, False))
        return
    too = escape(_("“{answer}” is an answer too.", answer=_(DONT_KNOW)))
    show(f'<p class="hint">{run_on(too, others)}</p>')
    st.button(_("I have finished"), key="finish", type="primary", on_click=handler(_say), args=(sheet, True))


def _say(sheet: _Sheet, is_finished: bool) -> None:
    send = partial(workshops().finish, sheet.access, sheet.round, is_finished)
    save((sheet.access, _FINISHED), Entry(send, _("I have finished."), option=_FINISHED if is_finished else None))
