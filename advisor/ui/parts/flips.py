"""What would change the recommendation: single answers first, then pairs, each with the rules behind it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from advisor.language import N_, _, run_on
from advisor.report import prospect_words, words
from advisor.report.prospect_words import Change, Flip
from advisor.schema.recommendation import WhatIfs
from advisor.schema.rules import Book
from advisor.ui.parts.markup import chip, items, kicker, sentence

_OPEN, _SAID, _PAIRS = 4, 3, 2
IF_ANSWERED: Final = N_("If you answer what is still open")
IF_OTHERWISE: Final = N_("If it were otherwise than you said")
IF_BOTH: Final = N_("If two answers came together")


def what_would_change(found: WhatIfs, book: Book) -> str:
    """The nearest changes, and how many there are."""
    one, two = prospect_words.flips(found.one, book), prospect_words.flips(found.two, book)
    groups = (
        (IF_ANSWERED, [each for each in one if each.is_open], _OPEN),
        (IF_OTHERWISE, [each for each in one if not each.is_open], _SAID),
        (IF_BOTH, two, _PAIRS),
    )
    all_shown = not found.count_of_two and all(len(flips) <= most for _, flips, most in groups)
    nearest = "" if all_shown or not (one or two) else _("The nearest are shown; all are below.")
    title = _("What would change this")
    return (
        f'<section class="flips" id="what-would-change" aria-label="{escape(title)}">{kicker(title)}'
        f'<p class="small">{escape(run_on(prospect_words.counts(found), nearest))}</p>'
        + "".join(_group(title, flips[:most], book) for title, flips, most in groups)
        + "</section>"
    )


def all_flips(found: WhatIfs, book: Book) -> list[str]:
    """Every change, a row each: singles, then pairs."""
    return [_flip(each, book) for each in prospect_words.flips((*found.one, *found.two), book)]


def _group(title: str, flips: Sequence[Flip], book: Book) -> str:
    return f"<h4>{escape(_(title))}</h4>{items([_flip(each, book) for each in flips])}" if flips else ""


def _flip(flip: Flip, book: Book) -> str:
    changes = "".join(_change(change, book) for change in flip.changes)
    target = escape(sentence(prospect_words.result(flip.approach)))
    because = _rules(_("Behind it"), flip.because, book) + _rules(_("Falls away"), flip.no_longer, book)
    return f'<details class="flip"><summary>{changes}<b class="target">→ {target}</b></summary>{because}</details>'


def _change(change: Change, book: Book) -> str:
    before = _("instead of {option}", option=words.label(book, change.question, change.was))
    was = "" if change.is_open else f" <i>{escape(before)}</i>"
    return (
        f'<span class="ask">{escape(words.question_words(book, change.question))}</span>'
        f"<span><b>{escape(prospect_words.any_of(change, book))}</b>{was}</span>"
    )


def _rules(title: str, ids: Sequence[str], book: Book) -> str:
    because = {rule.id: rule.because for rule in book.rules}
    rows = [f'{escape(because[id])} <span class="small">{chip(id)}</span>' for id in ids]
    return f"{kicker(title)}{items(rows)}" if rows else ""
