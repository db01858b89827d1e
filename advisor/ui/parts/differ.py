"""Where sources differ: both sides, each with its rule and its sources."""

from __future__ import annotations

from html import escape

from advisor.language import _
from advisor.report import words
from advisor.report.disputes import Dispute, Side, other_sides
from advisor.schema.recommendation import Reason
from advisor.schema.rules import Book
from advisor.ui.parts.markup import chip, sources


def dispute_row(each: Dispute) -> str:
    """What is said, then what stands against it."""
    said = "".join(f"<p>{_side(side)}</p>" for side in each.said)
    against = f"<b>{escape(_('Against that:'))}</b> {_side(each.against)}"
    return f'<div class="sides">{said}<p class="against">{against}</p></div>'


def other_sides_of(reason: Reason, book: Book, told: set[str]) -> str:
    """What stands against a reason, to be put under it; `told` holds what was spelled out before, and grows."""
    rows = []
    for side in other_sides(reason, book):
        again = side.rule in told
        title = _("Sources differ here too:") if again else _("Sources differ here:")
        rows.append(f'<p class="against"><b>{escape(title)}</b> {chip(side.rule) if again else _side(side)}</p>')
        told.add(side.rule)
    return f'<div class="sides">{"".join(rows)}</div>' if rows else ""


def _side(side: Side) -> str:
    house = f"{escape(_(words.HOUSE))} · " if side.house else ""
    return f'{escape(side.because)} <span class="small">{chip(side.rule)} {house}{sources(side.sources)}</span>'
