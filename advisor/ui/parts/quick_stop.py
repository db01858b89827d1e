"""Why quick mode stops: a proof, a small chance, or no question left; it says which."""

from __future__ import annotations

from html import escape
from typing import Final

from advisor.language import _, listed, ngettext, run_on
from advisor.report import prospect_words, words
from advisor.report.prospects import Prospects
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.markup import show
from advisor.ui.parts.quick_course import UNLIKELY, Stop

_MISSING: Final = 3


def show_stop(stop: Stop, found: Prospects) -> None:
    """The reason, what it covers, and the way to the recommendation."""
    title, says, more = _first(found) if stop == "first" else _said(stop, found)
    way = escape(_("See the recommendation"))
    show(
        f'<div class="stop"><p class="kicker">{escape(title)}</p><h3>{escape(says)}</h3>'
        f'<p>{escape(more)}</p><a href="#recommendation" target="_self">{way} ↓</a></div>'
    )


def _first(found: Prospects) -> tuple[str, str, str]:
    book, open_ones = rule_book(), found.next_questions.questions[:_MISSING]
    missing = listed([_("“{text}”", text=words.question_words(book, each.question)) for each in open_ones])
    return (
        _("A first answer"),
        _("The recommendation stands on what you said; what is still missing would make it surer."),
        run_on(prospect_words.chance_sentence(found.next_questions), _("Most missing: {questions}", questions=missing)),
    )


def _said(stop: Stop, found: Prospects) -> tuple[str, str, str]:
    if stop == "settled":
        return (
            _("Settled: proved"),
            prospect_words.settled_sentence(found.settled),
            prospect_words.proof(found.settled, rule_book(), found.declined),
        )
    if stop == "unlikely":
        return (
            _("Unlikely to change: the chance is under {chance}", chance=words.percent(UNLIKELY)),
            _("You can stop here: the approach is unlikely to change."),
            run_on(prospect_words.chance_sentence(found.next_questions), _not_proved(found)),
        )
    open_ones = len(found.declined)
    return (
        _("Every question is asked"),
        _("There is nothing left to ask."),
        ngettext(
            "“Don't know” stands for {n} question; come back when you know.",
            "“Don't know” stands for {n} questions; come back when you know.",
            open_ones,
        )
        if open_ones
        else _("You answered every question."),
    )


def _not_proved(found: Prospects) -> str:
    return (
        _("That is a chance and no proof: some answers would still change it, and the next step may change sooner.")
        if found.settled.is_settled is False
        else _("That is a chance and no proof: whether any answer still changes it is not known; the next step may.")
    )
