"""Why quick mode stops: a proof, a small chance, or no question left; it says which."""

from __future__ import annotations

from html import escape

from advisor.report import prospect_words, words
from advisor.report.prospects import Prospects
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.markup import show
from advisor.ui.parts.quick_course import UNLIKELY, Stop


def show_stop(stop: Stop, found: Prospects) -> None:
    """The reason, what it covers, and the way to the recommendation."""
    title, says, more = _said(stop, found)
    show(
        f'<div class="stop"><p class="kicker">{escape(title)}</p><h3>{escape(says)}</h3>'
        f'<p>{escape(more)}</p><a href="#recommendation" target="_self">See the recommendation ↓</a></div>'
    )


def _said(stop: Stop, found: Prospects) -> tuple[str, str, str]:
    if stop == "settled":
        return (
            "Settled: proved",
            prospect_words.settled_sentence(found.settled),
            prospect_words.proof(found.settled, rule_book(), found.declined),
        )
    if stop == "unlikely":
        return (
            f"Unlikely to change: the chance is under {words.percent(UNLIKELY)}",
            "You can stop here: the approach is unlikely to change.",
            f"{prospect_words.chance_sentence(found.next_questions)} {_not_proved(found)}",
        )
    open_ones = len(found.declined)
    return (
        "Every question is asked",
        "There is nothing left to ask.",
        f"“Don't know” stands for {words.counted(open_ones, 'question')}; come back when you know."
        if open_ones
        else "You answered every question.",
    )


def _not_proved(found: Prospects) -> str:
    return (
        "That is a chance and no proof: some answers would still change it, and the next step may change sooner."
        if found.settled.is_settled is False
        else "That is a chance and no proof: whether any answer still changes it is not known; the next step may."
    )
