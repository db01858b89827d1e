"""What the files of a visitor show about the questions, to be confirmed in one click; nothing is answered unasked."""

from __future__ import annotations

import datetime
from html import escape

import streamlit as st

from advisor.language import _, listed
from advisor.report import words
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.cost_prices import price_book
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import items, markdown_free, show, show_notice, ticked
from advisor.ui.parts.navigation import way_to
from advisor.ui.parts.results import measured
from advisor.ui.parts.visit import Visit, this_visit


def offer_prefilled() -> None:
    """The answers read from the files that are neither given nor refused yet, and what was never tried."""
    visit = this_visit()
    found = measured(visit)
    for problem in (*found.problems.values(), *([found.joint_problem] if found.joint_problem else ())):
        show_notice(*problem.split("\n"))
    if found.placed is None or found.comparison is None:
        return
    from advisor.files.prefill import answers_from, never_tried

    read = {each.question: each for each in answers_from(found.placed, price_book(visit), datetime.date.today())}
    read = {question: each for question, each in read.items() if question not in (*visit.answers, *visit.refused)}
    missing = never_tried(found.placed)
    with st.container(key="prefilled", border=True):
        names = listed([file.name for file in visit.files])
        show(
            f'<p class="kicker">{escape(_("Read from your file"))}<span>{escape(names)}</span></p>',
            f"<h3>{ticked(found.comparison.choice.sentence)}</h3>",
        )
        if missing:
            never = listed([words.approach_name(each) for each in missing])
            show(f'<p class="small">{escape(_("Never tried in these results: {approaches}.", approaches=never))}</p>')
        if visit.target is None and (page := way_to("evidence")) is not None:
            with st.container(key="lead_to_target"):
                st.page_link(page, label=_("Set a target: the gap to it is then read from the results too"))
        for each in read.values():
            _offer(each.question, each.option, each.because)
        if len(read) > 1:
            answers = {question: each.option for question, each in read.items()}
            st.button(
                _("Confirm all {n}", n=len(read)),
                key="prefill_all",
                type="primary",
                on_click=handler(_confirm),
                args=(answers,),
            )


def is_read_from_file(visit: Visit, question: str) -> bool:
    """Whether the answer to it was read from a file, confirmed, and not changed since."""
    return question in visit.answers and visit.from_files.get(question) == visit.answers[question]


def _offer(question: str, option: str, because: str) -> None:
    book = rule_book()
    with st.container(horizontal=True, vertical_alignment="center", key=f"prefill_{question}"):
        said = items(
            [
                f"{escape(words.question_words(book, question))} <b>{escape(words.label(book, question, option))}</b>"
                f'<span class="small"> {ticked(because)}</span>'
            ]
        )
        show(said)
        yes, no = _("Confirm"), _("Not so")
        name = markdown_free(words.label(book, question, option))
        st.button(yes, key=f"confirm_{question}", on_click=handler(_confirm), args=({question: option},), help=name)
        st.button(no, key=f"refuse_{question}", type="tertiary", on_click=handler(_refuse), args=(question,))


def _confirm(answers: dict[str, str]) -> None:
    visit = this_visit()
    visit.from_files = {**visit.from_files, **answers}
    visit.answers = {**visit.answers, **answers}
    visit.stale = True


def _refuse(question: str) -> None:
    visit = this_visit()
    visit.refused = (*visit.refused, question)
