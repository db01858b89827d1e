"""Published cases as they were recorded: setting, coded answers, what was tried, how much the record can bear."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from advisor.report import words
from advisor.schema.answers import QUESTIONS
from advisor.schema.cases import SECTOR_TITLES, Case, CaseSource, TriedApproach
from advisor.schema.rules import Book
from advisor.schema.words import TITLES
from advisor.ui.parts.case_address import CASE
from advisor.ui.parts.case_figures import show_figures
from advisor.ui.parts.like_this import offer_answers
from advisor.ui.parts.markup import chip, items, link, markdown_free, show

ALONE: Final = "Only one approach was tried here, so this case is no evidence that it beats the others."

KINDS: Final[dict[str, str]] = {
    "paper": "paper",
    "engineering-blog": "engineering blog",
    "vendor-case-study": "case study of a vendor",
    "talk": "talk",
    "llmops-db": "entry in a collection of LLM projects",
}
"""What kind of publication a source is, inside a sentence."""


def show_list(cases: Sequence[Case], book: Book) -> None:
    """The cases, each to be opened in its place; what is closed costs nothing."""
    with st.container(key="case_list", gap="small"):
        for case in cases:
            with st.expander(_summary(case), key=f"open_{case.id}", on_change="rerun") as fold:
                if fold.open:
                    show_case(case, book)


def show_one(case: Case, book: Book) -> None:
    """One case by itself."""
    with st.container(border=True, key="one_case"):
        show(f'<h2>{escape(case.title)}</h2><p class="small">{escape(_marks(case))}</p>')
        show_case(case, book)


def show_case(case: Case, book: Book) -> None:
    """All that is recorded of a case."""
    if not case.compared:
        show(f'<p class="alone">{ALONE}</p>')
    offer_answers(case)
    told, coded = st.columns([1.35, 1], gap="large")
    with coded:
        show(_coded(case, book))
    with told:
        show(
            f'<p class="kicker">Setting</p><p>{escape(case.setting)}</p>'
            f'<p class="kicker">What was tried</p>{items([_tried(each) for each in case.approaches], css="rows")}'
        )
        figures = st.container()
        show(_outcome(case))
        with figures:  # last, so that all text is there while the chart is being drawn
            show_figures(case)


def _summary(case: Case) -> str:
    return f"**{markdown_free(case.title)}** :small[{markdown_free(_marks(case))}]"


def _marks(case: Case) -> str:
    """`Airbnb, 2025 · Software and IT · best of 2 approaches: Prompting · outcome measured · high confidence`."""
    tried = len({each.approach for each in case.approaches})
    return " · ".join(
        (
            f"{case.org}, {case.year}",
            SECTOR_TITLES[case.sector] if case.sector else "sector not coded",
            f"{f'best of {tried} approaches' if case.compared else 'tried alone'}: {TITLES[case.best]}",
            {"measured": "outcome measured", "stated": "outcome stated"}[case.best_basis],
            f"{case.confidence} confidence",
        )
    )


def _coded(case: Case, book: Book) -> str:
    answers = [
        f"{chip(question)} {escape(words.answer_words(book, question, value))}"
        for question, value in case.answers.known.items()
    ]
    left = ", ".join(chip(question) for question in QUESTIONS if question not in case.answers.known)
    return (
        f'<p class="kicker">Coded answers</p>{items(answers, css="coded")}'
        f'<p class="small">Left open: {left or "nothing"}</p>'
    )


def _outcome(case: Case) -> str:
    acceptable = " or ".join(TITLES[each] for each in case.acceptable)
    return (
        f'<p class="kicker">Outcome</p><p>{escape(case.outcome)}</p>'
        f'<p class="small">Best: {escape(TITLES[case.best])}; acceptable: {escape(acceptable)}.</p>'
        f'<p class="kicker">Source</p>{_source(case.source)}<p class="small">{escape(_worth(case))}</p>'
        f'<p class="small"><a href="?{CASE}={escape(case.id)}" target="_blank">Link to this case</a></p>'
    )


def _worth(case: Case) -> str:
    """How much the record can bear, in a sentence."""
    compared = "Approaches of different kinds were compared" if case.compared else "Nothing was compared"
    outcome = {"measured": "the outcome was measured", "stated": "the outcome is what the team states"}[case.best_basis]
    return f"{compared}; {outcome}; confidence in this record: {case.confidence}."


def _source(source: CaseSource) -> str:
    via = f", read through {escape(source.read_via)}" if source.read_via else ""
    return f'<p>{link(source.title, source.url)} <span class="small">{KINDS[source.kind]}{via}</span></p>'


def _tried(each: TriedApproach) -> str:
    figures = ", ".join(
        f"{escape(metric.name)} <b>{metric.value:g}</b>{'' if metric.higher_is_better else ' (lower is better)'}"
        for metric in each.metrics
    )
    parts = (TITLES[each.approach], each.base_model, each.cost and f"cost: {each.cost}")
    about = " · ".join(escape(part) for part in parts if part)
    return f'{escape(each.label)}<span class="small">{about} · {figures or "no figures published"}</span>'
