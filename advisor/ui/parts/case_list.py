"""Published cases as they were recorded: setting, coded answers, what was tried, how much the record can bear."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from advisor.report import words
from advisor.schema.cases import Case, TriedApproach
from advisor.schema.rules import Book
from advisor.schema.words import TITLES
from advisor.ui.parts.markup import chip, items, link

ALONE = "Only one approach was tried here, so this case is no evidence that it beats the others."


def matching_cases(
    cases: Sequence[Case], *, approaches: Sequence[str], tasks: Sequence[str], text: str, compared_only: bool
) -> list[Case]:
    """The cases that tried one of these approaches, have one of these tasks, and hold every word of the text."""
    sought = text.lower().split()
    return [
        case
        for case in cases
        if (not approaches or {each.approach for each in case.approaches} & set(approaches))
        and (not tasks or case.answers.task in tasks)
        and (case.compared or not compared_only)
        and all(word in _text(case) for word in sought)
    ]


def case_cards(cases: Sequence[Case], book: Book) -> str:
    """The cases as HTML, each to be opened."""
    return "".join(_card(case, book) for case in cases)


def _text(case: Case) -> str:
    return f"{case.title} {case.org} {case.setting} {case.outcome}".lower()


def _card(case: Case, book: Book) -> str:
    marks = (
        "compared" if case.compared else "not compared",
        {"measured": "outcome measured", "stated": "outcome stated"}[case.best_basis],
        f"{case.confidence} confidence",
    )
    answers = [
        f"{chip(question)} {escape(words.answer_words(book, question, value))}"
        for question, value in case.answers.known.items()
    ]
    alone = "" if case.compared else f'<p class="alone">{ALONE}</p>'
    acceptable = " or ".join(TITLES[each] for each in case.acceptable)
    via = f", read through {escape(case.source.read_via)}" if case.source.read_via else ""
    return (
        f'<details class="card"><summary><b>{escape(case.title)}</b> <span class="small">{escape(case.org)}, '
        f"{case.year} · best: {escape(TITLES[case.best])} · {' · '.join(marks)}</span></summary><div>{alone}"
        f'<p class="kicker">Setting</p><p>{escape(case.setting)}</p>'
        f'<p class="kicker">What was tried</p>{items([_tried(each) for each in case.approaches], css="rows")}'
        f'<p class="kicker">Outcome</p><p>{escape(case.outcome)}</p>'
        f'<p class="small">Best: {escape(TITLES[case.best])}; acceptable: {escape(acceptable)}.</p>'
        f'<p class="kicker">Coded answers</p>{items(answers, css="coded")}'
        f'<p class="kicker">Source</p><p>{link(case.source.title, case.source.url)} '
        f'<span class="small">{escape(case.source.kind)}{via}</span></p></div></details>'
    )


def _tried(each: TriedApproach) -> str:
    figures = ", ".join(
        f"{escape(metric.name)} <b>{metric.value:g}</b>{'' if metric.higher_is_better else ' (lower is better)'}"
        for metric in each.metrics
    )
    model = f" · {escape(each.base_model)}" if each.base_model else ""
    cost = f" · cost: {escape(each.cost)}" if each.cost else ""
    return (
        f"{escape(each.label)} <span class='small'>{escape(TITLES[each.approach])}{model}{cost}</span>"
        f"{figures or '<span class=small>no figures published</span>'}"
    )
