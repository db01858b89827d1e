"""In a line or two: can anything still change this?"""

from __future__ import annotations

from html import escape

from advisor.language import _
from advisor.report import prospect_words, words
from advisor.report.prospects import Prospects
from advisor.schema.rules import Book
from advisor.ui.parts.markup import items


def settled_line(found: Prospects, book: Book) -> str:
    """The proof, or how likely it still changes with one way in which it would; never "settled" without a proof."""
    settled = found.settled
    if settled.is_settled:
        proof = prospect_words.proof(settled, book, found.declined)
        more = (
            f"<details><summary>{escape(_('What this rests on'))}</summary><p>{escape(proof)}</p></details>"
            if proof
            else ""
        )
        return f'<div class="prospect settled"><p>{escape(prospect_words.settled_sentence(settled))}</p>{more}</div>'
    checking = f"<p>{escape(prospect_words.settled_sentence(settled))}</p>" if settled.is_settled is None else ""
    chance = f"<p>{escape(prospect_words.chance_sentence(found.next_questions))}</p>"
    return f'<div class="prospect">{checking}{chance}{_witness(found, book)}{_how(found)}</div>'


def _how(found: Prospects) -> str:
    drawn = prospect_words.how_drawn(found.next_questions)
    how = escape(_("How computed"))
    return f"<details><summary>{how}</summary><p>{escape(drawn)}</p></details>" if drawn else ""


def _witness(found: Prospects, book: Book) -> str:
    if found.settled.witness is None:
        return ""
    rows = [
        f"{escape(words.question_words(book, question))} <b>{escape(words.label(book, question, option))}</b>"
        for question, option in found.settled.witness.items()
    ]
    says = _("For instance, it would be {approach} with these answers", approach=prospect_words.becomes(found.settled))
    return f"<details><summary>{escape(says)}</summary>{items(rows)}</details>"
