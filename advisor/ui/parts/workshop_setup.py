"""What a facilitator sets up: the one job, the questions, who sees what, and when the rounds end."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

import streamlit as st

from advisor.errors import WorkshopError
from advisor.files.decision_record import read_record
from advisor.language import N_, _, day, ngettext
from advisor.schema.answers import Job
from advisor.schema.decision_record import DecisionRecord
from advisor.schema.rules import Book
from advisor.schema.workshop import LONGEST_CONTEXT, LONGEST_TITLE, Brief, StopRule
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.outlook import most_telling
from advisor.ui.parts.workshop_head import kicker, who_sees_what
from advisor.ui.parts.workshop_store import workshops
from advisor.ui.parts.workshop_ticks import tick_beforehand, tick_questions
from advisor.workshop.plain_text import plain_line, plain_text

_QUICK, _FULL, _OWN = N_("Quick"), N_("Full"), N_("My own choice")
_NAMED: Final = N_("with names")
_ANONYMOUS: Final = N_("anonymous")
_AGAIN: Final = N_(", again")
_TICKS: Final = "setup_ask"
_QUICK_ONES: Final = 8
_SENTENCE: Final = 500


def ask_for_brief() -> None:
    """The form; what was entered stays when something is wrong."""
    previous = _ask_for_previous()
    _start_with_defaults()
    st.text_input(_("Title"), key="setup_title", max_chars=LONGEST_TITLE, placeholder=_("Query assistant, autumn"))
    left, right = st.columns(2)
    with left:
        st.text_input(
            _("The job: given …"), key="setup_given", max_chars=_SENTENCE, placeholder=_("a question in English")
        )
    with right:
        st.text_input(
            _("… it produces …"), key="setup_produces", max_chars=_SENTENCE, placeholder=_("a query that runs")
        )
    st.text_area(_("What everybody should know beforehand (optional)"), key="setup_context", max_chars=LONGEST_CONTEXT)
    questions = _ask_for_questions()
    kinds = [_NAMED, _ANONYMOUS]
    named = st.radio(_("Answers are"), kinds, key="setup_named", format_func=_, horizontal=True) == _NAMED
    show(f'<p class="hint">{escape(who_sees_what(Brief(title="-", questions=("task",), named=named)))}</p>')
    with st.container(horizontal=True, key="setup_stop"):
        st.number_input(_("Enough agreement, in %"), 50, 100, step=5, key="setup_agreement", help=_(_AGREEMENT))
        st.number_input(_("Rounds at most"), 1, 10, key="setup_rounds")
    st.button(
        ngettext("Set up with {n} question", "Set up with {n} questions", len(questions)),
        key="setup",
        type="primary",
        on_click=handler(_create),
        args=(tuple(questions), named, previous),
    )


_AGREEMENT: Final = N_(
    "Fixed before the first answer, so that nobody stops when the answer suits them. A question counts as agreed when "
    "this share of those who know give the same answer; 75 % is the middle of what studies have fixed, "
    "as the facilitator's guide says."
)


def start_from(record: DecisionRecord) -> None:
    """The form filled with what an earlier workshop was set up with."""
    state, questions = st.session_state, rule_book().questions
    again = _(_AGAIN)
    state["setup_title"] = record.title[: LONGEST_TITLE - len(again)].removesuffix(again) + again
    state["setup_given"] = record.job.given if record.job else ""
    state["setup_produces"] = record.job.produces if record.job else ""
    state["setup_context"] = record.context
    state["setup_which"] = _OWN
    tick_beforehand(questions, [each.question for each in record.answers], _TICKS, anew=True)
    state["setup_agreement"] = min(100, max(50, round(100 * record.agreement_fixed)))
    state["setup_rounds"] = min(10, max(1, record.most_rounds))
    state["setup_previous"] = record.to_json()


def _start_with_defaults() -> None:
    rule = StopRule()
    st.session_state.setdefault("setup_which", _QUICK)
    st.session_state.setdefault("setup_agreement", round(100 * rule.agreement))
    st.session_state.setdefault("setup_rounds", rule.most_rounds)


def _ask_for_previous() -> str | None:
    kept: str | None = st.session_state.get("setup_previous")
    if kept is None:
        with st.expander(_("Look again at an earlier decision"), key="setup_again", type="compact"):
            st.file_uploader(
                _("Decision record (JSON)"), type="json", key="setup_record", on_change=handler(_take_record)
            )
        return None
    record = read_record(kept)
    if "setup_title" not in st.session_state:  # back from another page, which lets go of what stood in the fields
        start_from(record)
    said = _(
        "Looks again at “{title}”, decided on {day}. What is entered below comes from there; the new decision will be "
        "compared with it.",
        title=record.title,
        day=day(record.decided_on),
    )
    show(f'<div class="job"><p>{escape(said)}</p></div>')
    st.button(_("Without the earlier decision"), key="setup_forget", on_click=handler(_forget_record))
    return kept


def _take_record() -> None:
    loaded = st.session_state.get("setup_record")
    if loaded is not None:
        start_from(read_record(loaded.getvalue()))


def _forget_record() -> None:
    st.session_state.pop("setup_previous", None)


def _ask_for_questions() -> list[str]:
    book = rule_book()
    which = st.segmented_control(_("Questions"), [_QUICK, _FULL, _OWN], key="setup_which", format_func=_, required=True)
    everything = [question.id for question in book.questions]
    quick = set(most_telling(_QUICK_ONES))
    if which == _FULL:
        hint = _("All {n} questions; some 20 minutes alone.", n=len(everything))
        show(f'<p class="hint">{escape(hint)}</p>')
        return everything
    if which == _QUICK:
        hint = _("The {n} questions that decide most in published cases; some 7 minutes alone.", n=len(quick))
        show(f'<p class="hint">{escape(hint)}</p>')
        return [each for each in everything if each in quick]
    return _tick_by_section(book, quick)


def _tick_by_section(book: Book, quick: Iterable[str]) -> list[str]:
    """Those that decide most are ticked beforehand."""
    tick_beforehand(book.questions, quick, _TICKS)
    chosen: list[str] = []
    with st.container(border=True, key="setup_sections"):
        for section in book.questionnaire.sections:
            show(kicker(section.title))
            chosen += tick_questions(section.questions, _TICKS)
    return chosen


def _create(questions: tuple[str, ...], named: bool, previous: str | None) -> None:
    state = st.session_state
    title = plain_line(state.get("setup_title") or "", LONGEST_TITLE, _("Title"))
    given = plain_line(state.get("setup_given") or "", _SENTENCE, _("The job: given"))
    produces = plain_line(state.get("setup_produces") or "", _SENTENCE, _("it produces"))
    filled = {
        _("Title"): title,
        _("The job: given"): given,
        _("it produces"): produces,
        _("Questions"): questions,
    }
    missing = [f"`{name}`" for name, entered in filled.items() if not entered]
    if missing:
        raise WorkshopError(
            ngettext(
                "{names} is empty; fill in what is missing, so that all answer for one job.",
                "{names} are empty; fill in what is missing, so that all answer for one job.",
                len(missing),
                names=_(" and ").join(missing),
            )
        )
    brief = Brief(
        title=title,
        job=Job(given=given, produces=produces),
        context=plain_text(state.get("setup_context") or "", LONGEST_CONTEXT, "context"),
        questions=questions,
        named=named,
        stop=StopRule(agreement=state["setup_agreement"] / 100, most_rounds=state["setup_rounds"]),
    )
    state["workshop lead key"] = workshops().create(brief, previous=previous).facilitator
    _forget_record()
