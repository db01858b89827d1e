"""The rest of a recommendation, folded away: all reasons, the others, disputes, waiting rules, cases, sources."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from html import escape

import streamlit as st

from advisor.api import Recommendation
from advisor.language import _, listed, ngettext
from advisor.report import words
from advisor.report.disputes import disputes
from advisor.schema.recommendation import Citation, Reason, RuledOut, Waiting
from advisor.schema.rules import Book, Condition
from advisor.schema.words import TITLES
from advisor.ui.parts.conditions import condition_rows
from advisor.ui.parts.differ import dispute_row
from advisor.ui.parts.flips import all_flips
from advisor.ui.parts.headline import reason_row
from advisor.ui.parts.markup import chip, items, sentence, show, source_in_full, sources
from advisor.ui.parts.outlook import everything_that_would_change
from advisor.ui.parts.precedents import precedent_rows
from advisor.ui.parts.visit import this_visit


def show_details(recommendation: Recommendation, book: Book, today: datetime.date) -> None:
    """One fold for each kind of detail, filled when it is opened: what nobody reads is not drawn at each answer."""
    reasons = (*recommendation.reasons_for, *recommendation.reasons_against)
    others, differing = recommendation.reasons_on_others, disputes(recommendation, book)
    counts = (
        ngettext("{n} reason on this approach", "{n} reasons on this approach", len(reasons)),
        _("{n} on the others", n=len(others)),
        _("{n} ruled out", n=len(recommendation.ruled_out)),
        _("{n} disputed", n=len(differing)),
        ngettext("{n} rule waits", "{n} rules wait", len(recommendation.waiting)),
    )
    show(f'<p class="small">{escape(" · ".join(counts))}</p>')
    folds: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        (_("All that would change this"), lambda: all_flips(everything_that_would_change(this_visit()), book)),
        (_("All reasons"), lambda: [_with_effect(each, today) for each in reasons]),
        (_("Why not the others"), lambda: [_with_effect(each, today) for each in others]),
        (_("Ruled out, and what lifts it"), lambda: _ruled_out(recommendation, book)),
        (_("Where sources differ"), lambda: [dispute_row(each) for each in differing]),
        (_("Worth knowing"), lambda: [reason_row(each, today) for each in recommendation.notes]),
        (_("Rules that wait for an answer"), lambda: _waiting(recommendation)),
        (_("Nearest published cases"), lambda: precedent_rows(recommendation, book)),
        (_("Sources"), lambda: _sources(recommendation)),
    )
    for i, (title, rows) in enumerate(folds):
        with st.expander(title, key=f"fold_{i}", type="compact", on_change="rerun") as fold:
            if fold.open:
                nothing = escape(_("Nothing here for these answers."))
                show(items(rows(), css="rows") or f'<p class="small">{nothing}</p>')


def _with_effect(reason: Reason, today: datetime.date) -> str:
    return reason_row(reason, today, about=f"<b>{escape(sentence(words.what_it_does(reason)))}.</b> ")


def _ruled_out(recommendation: Recommendation, book: Book) -> list[str]:
    return [
        f"<b>{escape(_(TITLES[each.approach]))}</b>: {escape(each.because)} "
        f'<span class="small">{chip(each.rule)} ·{_house(each)} {sources(each.sources)}</span>'
        f"<p>{_lifted(each.lifted_by, book)}</p>"
        for each in recommendation.ruled_out
    ]


def _lifted(condition: Condition, book: Book) -> str:
    lines = condition_rows(condition, book)
    return _("Lifted by: {lines}.", lines=listed(lines)) if lines else _("Nothing lifts this.")


def _waiting(recommendation: Recommendation) -> list[str]:
    return [
        f'{escape(each.because)} <span class="small">{chip(each.rule)}{_house(each)} '
        + _("waits for {questions}", questions=listed([chip(question) for question in each.waits_for]))
        + "</span>"
        for each in recommendation.waiting
    ]


def _house(each: RuledOut | Waiting) -> str:
    return f" {_(words.HOUSE)} ·" if each.house else ""


def _sources(recommendation: Recommendation) -> list[str]:
    reasons = (*recommendation.reasons_for, *recommendation.reasons_against, *recommendation.reasons_on_others)
    cited = [each.sources for each in (*reasons, *recommendation.notes)]
    cited += [each.sources for each in recommendation.ruled_out] + [each.sources for each in recommendation.path]
    found: dict[str, Citation] = {each.ref: each for group in cited for each in group}
    return [source_in_full(each) for each in sorted(found.values(), key=lambda each: (each.by, each.title))]
