"""The published cases nearest to the answers: how near, alike in what, different in what, and what won there."""

from __future__ import annotations

from html import escape

from advisor.api import Recommendation
from advisor.decision.precedents import nearest_cases
from advisor.language import _
from advisor.report import precedent_words
from advisor.report.precedent_words import Said, Side
from advisor.report.words import strung
from advisor.schema.recommendation import Precedent
from advisor.schema.rules import Book
from advisor.ui.parts.books import case_book
from advisor.ui.parts.case_address import CASE
from advisor.ui.parts.case_text import case_link, case_text, cases_are_in_english
from advisor.ui.parts.markup import chip, items


def precedent_rows(recommendation: Recommendation, book: Book) -> list[str]:
    """A row a case; the nearest one where something else won says so."""
    found = nearest_cases(book, recommendation.answers, case_book().cases, recommendation.facts)
    if not found:
        return []
    dissent = precedent_words.nearest_dissent(found)
    none = precedent_words.contradicted(found, recommendation.approach)
    return [
        f'<span class="small">{escape(_(precedent_words.HOW))}</span>{cases_are_in_english()}',
        *(_row(each, each.case == dissent, recommendation, book) for each in found),
        *([escape(none)] if none else []),
    ]


def _row(each: Precedent, is_dissent: bool, recommendation: Recommendation, book: Book) -> str:
    lead = f'<p class="kicker">{escape(_(precedent_words.DISSENT))}</p>' if is_dissent else ""
    sides = [_side(side) for side in precedent_words.sides(each, recommendation.answers, book)]
    named = _("{title} ({org}, {year})", title=each.title, org=each.org, year=each.year)
    return (
        f"{lead}<b>{case_link(named, each.url)}</b>"
        f"<p>{escape(precedent_words.nearness(each))}</p>"
        f"{items(sides, css='small')}"
        f"<p>{escape(precedent_words.won(each))}</p>"
        f'<p class="small">{case_text(each.outcome)} '
        f'<a href="cases?{CASE}={escape(each.case)}" target="_blank">{escape(_("The whole case"))}</a></p>'
    )


def _side(side: Side) -> str:
    return f"<b>{escape(side.title)}:</b> {strung(_said(each) for each in side.answers)}"


def _said(each: Said) -> str:
    return f"{chip(each.question)} ({escape(each.words)})" if each.words else chip(each.question)
