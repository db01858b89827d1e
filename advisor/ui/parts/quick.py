"""Quick mode: the one question that decides most, until the answer is settled or unlikely to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Literal

import streamlit as st

from advisor.language import _, run_on
from advisor.report import prospect_words, words
from advisor.report.prospects import Prospects
from advisor.schema.questions import Question
from advisor.schema.words import UNKNOWN
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.guard import handler
from advisor.ui.parts.job import show_job
from advisor.ui.parts.markup import markdown_free, show
from advisor.ui.parts.question_text import DONT_KNOW, caption, heading
from advisor.ui.parts.quick_course import FIRST, UNLIKELY, Stop, question_before, stops_at
from advisor.ui.parts.quick_stop import show_stop
from advisor.ui.parts.visit import this_visit


def ask_quickly(found: Prospects, measured: Mapping[str, Sequence[str]]) -> None:
    """One question, or why no more are needed; the way back; the answers so far.

    `measured`: question -> what eval results say beside its answer, or in its place.
    """
    visit = this_visit()
    show_job(hint=False)
    stop = stops_at(visit, found)
    with st.container(key="quick"):
        if stop is not None:
            show_stop(stop, found)
        else:
            question = _question(visit.at or found.next_questions.questions[0].question)
            _ask(question, found, measured.get(question.id, ()))
    _turn(stop, found)
    _answers_so_far()


def _ask(question: Question, found: Prospects, measured: Sequence[str]) -> None:
    visit = this_visit()
    given = visit.answers.get(question.id)
    place = list(visit.answers).index(question.id) if given else len(visit.answers)
    number = _("Question {n} of {first}", n=place + 1, first=FIRST) if place < FIRST else _("Question {n}", n=place + 1)
    kicker = f'<p class="kicker">{escape(number)}<span>{_why(question, found)}</span></p>'
    show(kicker, heading(question, measured=measured))
    with st.container(key="quick_options", gap="small"):
        for option in question.options:
            name = f"**{markdown_free(option.label)}** {caption(option)}"
            _option(question.id, option.id, name, chosen=given == option.id)
        name = f"**{_(DONT_KNOW)}** {_('It stays open and is not asked again.')}"
        _option(question.id, UNKNOWN, name, chosen=given == UNKNOWN)


def _why(question: Question, found: Prospects) -> str:
    first = next(iter(found.next_questions.questions), None)
    if first is None or first.question != question.id:
        return escape(_("Your answer can be changed"))
    return escape(run_on(prospect_words.why_next(first), prospect_words.how_known(first)))


def _option(question: str, option: str, name: str, *, chosen: bool) -> None:
    st.button(
        name,
        key=f"pick_{question}_{option}",
        type="primary" if chosen else "secondary",
        width="stretch",
        wrap=True,
        on_click=handler(_answer),
        args=(question, option),
    )


def _answer(question: str, option: str) -> None:
    visit = this_visit()
    if visit.answers.get(question, option) != option:
        visit.passed = None
    visit.answers[question] = option
    visit.at = None


def _turn(stop: Stop | None, found: Prospects) -> None:
    visit = this_visit()
    before = question_before(visit)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="turn"):
        if before is not None:
            st.button(f"← {_('Back')}", key="quick_back", on_click=handler(_look_at), args=(before,))
        if visit.at is not None:
            st.button(f"{_('Go on')} →", key="quick_on", on_click=handler(_look_at), args=(None,))
        elif stop is not None and stop != "asked":
            go_on = _("Go on with the next question") if stop == "first" else _("Go on anyway")
            kind: Literal["primary", "secondary"] = "primary" if stop == "first" else "secondary"
            st.button(f"{go_on} →", key="quick_pass", type=kind, on_click=handler(_pass), args=(stop,))
    if stop is None and visit.passed is None:
        now = words.percent(found.next_questions.chance_of_change)
        says = _(
            "It stops by itself: after {first} questions with a first answer, when it is proved that no answer changes "
            "the recommendation, or when the chance is under {unlikely} (now {now}).",
            first=FIRST,
            unlikely=words.percent(UNLIKELY),
            now=now,
        )
        show(f'<p class="hint">{escape(says)}</p>')


def _look_at(question: str | None) -> None:
    this_visit().at = question


def _pass(stop: Stop) -> None:
    visit = this_visit()
    visit.passed = stop if stop != "asked" else None


def _answers_so_far() -> None:
    visit, book = this_visit(), rule_book()
    if not visit.answers:
        return
    with st.expander(
        _("Your answers so far ({n})", n=len(visit.answers)), key="so_far", type="compact", on_change="rerun"
    ) as fold:
        if not fold.open:
            return
        for question, option in list(visit.answers.items()):
            answer = _(DONT_KNOW) if option == UNKNOWN else words.label(book, question, option)
            name = f"{markdown_free(words.question_words(book, question))} **{markdown_free(answer)}**"
            st.button(
                name, key=f"again_{question}", type="tertiary", wrap=True, on_click=handler(_look_at), args=(question,)
            )


def _question(id: str) -> Question:
    return next(question for question in rule_book().questions if question.id == id)
