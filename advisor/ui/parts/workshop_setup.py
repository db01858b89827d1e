"""What a facilitator sets up: the one job, the questions, who sees what, and when the rounds end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import streamlit as st

from advisor.errors import WorkshopError
from advisor.schema.answers import Job
from advisor.schema.decision_record import DecisionRecord
from advisor.schema.workshop import LONGEST_CONTEXT, LONGEST_TITLE, Brief, StopRule
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import markdown_free, show
from advisor.ui.parts.outlook import most_telling
from advisor.ui.parts.workshop_head import who_sees_what
from advisor.ui.parts.workshop_store import workshops
from advisor.workshop.plain_text import plain_line, plain_text

_QUICK, _FULL, _OWN = "Quick", "Full", "My own choice"
_QUICK_ONES: Final = 8
_SENTENCE: Final = 500


def ask_for_brief() -> None:
    """The form; what was entered stays when something is wrong."""
    previous = _ask_for_previous()
    st.text_input("Title", key="setup_title", max_chars=LONGEST_TITLE, placeholder="Query assistant, autumn")
    left, right = st.columns(2)
    with left:
        st.text_input("The job: given …", key="setup_given", max_chars=_SENTENCE, placeholder="a question in English")
    with right:
        st.text_input("… it produces …", key="setup_produces", max_chars=_SENTENCE, placeholder="a query that runs")
    st.text_area("What everybody should know beforehand (optional)", key="setup_context", max_chars=LONGEST_CONTEXT)
    questions = _ask_for_questions()
    named = st.radio("Answers are", ["with names", "anonymous"], key="setup_named", horizontal=True) == "with names"
    show(f'<p class="hint">{who_sees_what(Brief(title="-", questions=("task",), named=named))}</p>')
    with st.container(horizontal=True, key="setup_stop"):
        st.number_input("Enough agreement, in %", 50, 100, 75, 5, key="setup_agreement", help=_AGREEMENT)
        st.number_input("Rounds at most", 1, 10, 3, key="setup_rounds")
    st.button(
        f"Set up with {len(questions)} questions",
        key="setup",
        type="primary",
        on_click=handler(_create),
        args=(tuple(questions), named, previous),
    )


_AGREEMENT: Final = (
    "Fixed before the first answer, so that nobody stops when the answer suits them. A question counts as agreed when "
    "this share of those who know give the same answer; 75 % is the middle of 100 Delphi studies (Diamond 2014)."
)


def start_from(record: DecisionRecord) -> None:
    """The form filled with what an earlier workshop was set up with."""
    state = st.session_state
    state["setup_title"] = f"{record.title}, again"[:LONGEST_TITLE]
    state["setup_given"] = record.job.given if record.job else ""
    state["setup_produces"] = record.job.produces if record.job else ""
    state["setup_context"] = record.context
    state["setup_which"] = _OWN
    state["setup_questions"] = [each.question for each in record.answers]
    state["setup_previous"] = record.to_json()


def _ask_for_previous() -> str | None:
    kept: str | None = st.session_state.get("setup_previous")
    with st.expander("Look again at an earlier decision", key="setup_again", expanded=kept is not None):
        if kept is None:
            st.file_uploader("Decision record (JSON)", type="json", key="setup_record", on_change=handler(_take_record))
        else:
            show('<p class="hint">The new decision will be compared with the record you loaded.</p>')
            st.button("Without it", key="setup_forget", on_click=handler(_forget_record))
    return kept


def _take_record() -> None:
    from advisor.files.decision_record import read_record

    loaded = st.session_state.get("setup_record")
    if loaded is not None:
        start_from(read_record(loaded.getvalue()))


def _forget_record() -> None:
    st.session_state.pop("setup_previous", None)


def _ask_for_questions() -> list[str]:
    book = rule_book()
    which = st.segmented_control("Questions", [_QUICK, _FULL, _OWN], default=_QUICK, key="setup_which", required=True)
    asks = {question.id: question.ask for question in book.questions}
    if which == _FULL:
        show(f'<p class="hint">All {len(asks)} questions; some 20 minutes alone.</p>')
        return list(asks)
    quick = most_telling(_QUICK_ONES)
    if which == _QUICK:
        show(
            f'<p class="hint">The {len(quick)} questions that decide most in published cases; some 7 minutes alone.</p>'
        )
        return _ordered(quick, asks)
    if "setup_questions" not in st.session_state:
        st.session_state["setup_questions"] = _ordered(quick, asks)
    chosen = st.multiselect(
        "Which ones", list(asks), key="setup_questions", format_func=lambda id: markdown_free(asks[id])
    )
    return _ordered(chosen, asks)


def _ordered(chosen: Iterable[str], all_of_them: Iterable[str]) -> list[str]:
    wanted = set(chosen)
    return [each for each in all_of_them if each in wanted]


def _create(questions: tuple[str, ...], named: bool, previous: str | None) -> None:
    state = st.session_state
    title = plain_line(state.get("setup_title") or "", LONGEST_TITLE, "Title")
    given = plain_line(state.get("setup_given") or "", _SENTENCE, "The job: given")
    produces = plain_line(state.get("setup_produces") or "", _SENTENCE, "it produces")
    filled = {"Title": title, "The job: given": given, "it produces": produces, "Which ones": questions}
    missing = [f"`{name}`" for name, entered in filled.items() if not entered]
    if missing:
        are = "is" if len(missing) == 1 else "are"
        raise WorkshopError(
            f"{' and '.join(missing)} {are} empty; fill in what is missing, so that all answer for one job."
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
