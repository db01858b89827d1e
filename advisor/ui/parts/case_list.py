"""Published cases as they were recorded: setting, coded answers, what was tried, how much the record can bear."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from advisor.language import N_, _
from advisor.report import words
from advisor.report.backtest_words import CONFIDENCES
from advisor.report.case_metrics import model_words
from advisor.report.weak_spots import CONFIDENCES as CONFIDENCE_TITLES
from advisor.schema.answers import QUESTIONS
from advisor.schema.cases import SECTOR_TITLES, Case, CaseSource, Metric, TriedApproach
from advisor.schema.rules import Book
from advisor.schema.words import approach_title
from advisor.ui.parts.case_address import CASE
from advisor.ui.parts.case_figures import show_figures
from advisor.ui.parts.case_text import case_link, case_text
from advisor.ui.parts.like_this import offer_answers
from advisor.ui.parts.markup import chip, items, kicker, markdown_free, show

ALONE: Final = N_("Only one approach was tried here, so this case is no evidence that it beats the others.")

KINDS: Final[dict[str, str]] = {
    "paper": N_("paper"),
    "engineering-blog": N_("engineering blog"),
    "vendor-case-study": N_("case study of a vendor"),
    "talk": N_("talk"),
    "llmops-db": N_("entry in a collection of LLM projects"),
    "own-run": N_("a run of our own, which counts for no weight and no track record"),
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
        show(f'<h2>{case_text(case.title)}</h2><p class="small">{escape(_marks(case))}</p>')
        show_case(case, book)


def show_case(case: Case, book: Book) -> None:
    """All that is recorded of a case."""
    if not case.compared:
        show(f'<p class="alone">{escape(_(ALONE))}</p>')
    offer_answers(case)
    told, coded = st.columns([1.35, 1], gap="large")
    with coded:
        show(_coded(case, book))
    with told:
        show(
            f"{kicker(_('Setting'))}<p>{case_text(case.setting)}</p>"
            f"{kicker(_('What was tried'))}{items([_tried(each) for each in case.approaches], css='rows')}"
        )
        figures = st.container()
        show(_outcome(case))
        with figures:  # last, so that all text is there while the chart is being drawn
            show_figures(case)


def _summary(case: Case) -> str:
    return f"**{markdown_free(case.title)}** :small[{markdown_free(_marks(case))}]"


def _marks(case: Case) -> str:
    """`Airbnb, 2025 · Software and IT · best of 2 approaches: Prompting · outcome measured · high confidence`."""
    best, tried = approach_title(case.best), len({each.approach for each in case.approaches})
    return " · ".join(
        (
            _("{org}, {year}", org=case.org, year=case.year),
            _(SECTOR_TITLES[case.sector]) if case.sector else _("sector not coded"),
            _("best of {n} approaches: {approach}", n=tried, approach=best)
            if case.compared
            else _("tried alone: {approach}", approach=best),
            _("outcome measured") if case.best_basis == "measured" else _("outcome stated"),
            _(CONFIDENCES[case.confidence]),
        )
    )


def _coded(case: Case, book: Book) -> str:
    answers = [
        f"{chip(question)} {escape(words.answer_words(book, question, value))}"
        for question, value in case.answers.known.items()
    ]
    left = words.strung(chip(question) for question in QUESTIONS if question not in case.answers.known)
    still = _("Left open: {questions}", questions=left or escape(_("nothing")))
    return f'{kicker(_("Coded answers"))}{items(answers, css="coded")}<p class="small">{still}</p>'


def _outcome(case: Case) -> str:
    verdict = _(
        "Best: {best}; acceptable: {acceptable}.",
        best=approach_title(case.best),
        acceptable=words.either(approach_title(each) for each in case.acceptable),
    )
    there = escape(_("Link to this case"))
    return (
        f"{kicker(_('Outcome'))}<p>{case_text(case.outcome)}</p>"
        f'<p class="small">{escape(verdict)}</p>'
        f'{kicker(_("Source"))}{_source(case.source)}<p class="small">{escape(_worth(case))}</p>'
        f'<p class="small"><a href="?{CASE}={escape(case.id)}" target="_blank">{there}</a></p>'
    )


def _worth(case: Case) -> str:
    """How much the record can bear, in a sentence."""
    return _(
        "{compared}; {outcome}; confidence in this record: {confidence}.",
        compared=_("Approaches of different kinds were compared") if case.compared else _("Nothing was compared"),
        outcome=_("the outcome was measured")
        if case.best_basis == "measured"
        else _("the outcome is what the team states"),
        confidence=words.lower(_(CONFIDENCE_TITLES[case.confidence])),
    )


def _source(source: CaseSource) -> str:
    kind = escape(_(KINDS[source.kind]))
    if source.read_via:
        kind = _("{kind}, read through {read_via}", kind=kind, read_via=case_text(source.read_via))
    return f'<p>{case_link(source.title, source.url)} <span class="small">{kind}</span></p>'


def _tried(each: TriedApproach) -> str:
    figures = words.strung(_figure(metric) for metric in each.metrics)
    parts = (
        escape(approach_title(each.approach)),
        case_text(model_words(each.base_model)) if each.base_model else "",
        _("cost: {cost}", cost=case_text(each.cost)) if each.cost else "",
        figures or escape(_("no figures published")),
    )
    about = " · ".join(part for part in parts if part)
    return f'{case_text(each.label)}<span class="small">{about}</span>'


def _figure(metric: Metric) -> str:
    said = f"{case_text(metric.name)} <b>{metric.value:g}</b>"
    return said if metric.higher_is_better else _("{figure} (lower is better)", figure=said)
