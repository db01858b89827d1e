"""The one job that is decided about: entered before the questions, shown above each section of them."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.language import N_, _, run_on
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import items, show
from advisor.ui.parts.visit import JOB_KEYS, this_visit

_ENTER = N_("Which job? Given … it produces …")
_EDIT = N_("Change the job or its real inputs")
_ONE_STEP = N_("For several tasks or an agent, answer for the one step that fails most.")
_SENTENCE = 500
_INPUT = 2000


def ask_for_job(*, unfolded: bool) -> None:
    """The two halves of the sentence and up to three real inputs; all of it is optional.

    `unfolded`: the form is open as long as there is no job.
    """
    entered = this_visit().job is not None
    given, produces, *inputs = JOB_KEYS
    with st.expander(
        _(_EDIT) if entered else _(_ENTER), expanded=unfolded and not entered, key=f"form_{entered}_{unfolded}"
    ):
        left, right = st.columns(2)
        with left:
            such_as = _("a question in plain English and the customer's schema")
            _ask(_("Given …"), given, _SENTENCE, such_as, help=_(_ONE_STEP))
        with right:
            _ask(_("… it produces …"), produces, _SENTENCE, _("a query that runs"))
        for i, (column, key) in enumerate(zip(st.columns(3), inputs, strict=True), start=1):
            with column:
                _ask(_("Real input {i} (optional)", i=i), key, _INPUT)


def _ask(label: str, key: str, most: int, placeholder: str | None = None, help: str | None = None) -> None:
    if key not in st.session_state:
        st.session_state[key] = this_visit().job_texts.get(key, "")
    st.text_input(
        label,
        key=key,
        max_chars=most,
        placeholder=placeholder,
        help=help,
        on_change=handler(_take),
        args=(key,),
    )


def _take(key: str) -> None:
    this_visit().job_texts[key] = st.session_state.get(key) or ""


def show_job(*, hint: bool = True) -> None:
    """The job as entered, so that every question is answered for it; a hint where there is none."""
    visit = this_visit()
    if visit.job is None:
        if hint:
            show(f'<p class="hint">{escape(run_on(_("Answer for one job."), _(_ONE_STEP)))}</p>')
        return
    example = f'<p class="kicker">{escape(_("Example: {title}", title=_(visit.example)))}</p>' if visit.example else ""
    inputs = items([escape(text) for text in visit.job.inputs], css="inputs")
    show(f'<div class="job">{example}<p>{escape(visit.job.sentence)}</p>{inputs}</div>')
