"""The track record at first sight: how often right, how that was found, and why it may be too good."""

from __future__ import annotations

from html import escape
from typing import Final

from advisor.report import backtest_words as words
from advisor.schema.backtest import Backtest, Rate
from advisor.ui.parts.markup import items
from advisor.ui.parts.share_bar import interval_bar

RIGHT: Final = (
    "Right, or acceptable: the approach that turned out best in the source, or one within 2 points of it that is "
    "simpler or cheaper."
)


def record_head(found: Backtest, held_out: Backtest | None) -> str:
    """The figures as sentences, those on cases kept apart first, and what to know before believing them."""
    day = f"{found.date.day} {found.date:%B %Y}"
    made_of = f"{found.rules} rules, {words.counted(found.n, 'case')} from {words.counted(found.sources, 'source')}"
    trust = [escape(sentence) for sentence in (*words.how_judged(found), RIGHT, f"As of {day}: {made_of}.")]
    return (
        f'{_kept_apart(held_out) if held_out else ""}<section class="record" aria-label="How often right">'
        f'<div><p class="kicker">Among those compared</p><p class="figure">{_share(found.compared.rate)}</p>'
        f"{interval_bar(found.compared.rate)}<h2>{escape(words.compared_headline(found))}</h2></div>"
        f'<div><p class="kicker">Of all four</p><p class="figure">{_share(found.open.rate)}</p>'
        f"{interval_bar(found.open.rate)}<p>{escape(words.open_headline(found))}</p></div>"
        "</section>"
        '<p class="kicker">Before you believe it</p>'
        f"{items(trust, css='trust')}"
    )


def _kept_apart(found: Backtest) -> str:
    return (
        '<section class="record apart" aria-label="On cases kept apart"><div><p class="kicker">Cases kept apart</p>'
        f'<p class="figure">{_share(found.compared.rate)}</p>{interval_bar(found.compared.rate)}'
        f"<h2>{escape(words.held_out_headline(found))}</h2>"
        f'<p class="small">{escape(words.HELD_OUT_CODED)}</p></div></section>'
    )


def _share(rate: Rate) -> str:
    return words.percent(rate.share)
