"""The track record at first sight: how often right, on which cases, and what to know before believing it."""

from __future__ import annotations

from html import escape
from typing import Final

from advisor.report import backtest_words as words
from advisor.report.record_columns import how_others_did
from advisor.schema.backtest import Backtest, Rate
from advisor.ui.parts.markup import items
from advisor.ui.parts.share_bar import interval_bar

RIGHT: Final = (
    "The approach that turned out best in the source, or one within 2 points of it that is simpler or cheaper."
)
APART: Final = "No rule was written and no weight fitted in view of them, so expect the like of your own cases."
UNLISTED: Final = "They are not on the Cases page, and no precedent is taken from them."
SEEN: Final = "Each was judged by weights fitted without it, but by rules that knew it: these figures are too good."


def record_head(found: Backtest, apart: Backtest | None) -> str:
    """The figures on cases kept apart first, then the optimistic ones, and what to know before believing either."""
    both = f"On the {words.counted(found.n, 'case')} that the rules were written with"
    kept = f"On {words.counted(apart.n, 'case')} kept apart" if apart else ""
    return (
        f"{_figures(apart, kept, APART, css='apart') if apart else ''}{_figures(found, both, SEEN, css='seen')}"
        f'<p class="kicker">Before you believe it</p>{items(_trust(found, apart), css="trust")}'
    )


def _figures(found: Backtest, where: str, says: str, css: str) -> str:
    beside = f'<p class="small">{escape(others)}</p>' if (others := how_others_did(found)) else ""
    return (
        f'<h2>{escape(where)}</h2><p class="hint">{escape(says)}</p>'
        f'<section class="record {css}" aria-label="{escape(where)}">'
        f'<div><p class="kicker">Right among those compared</p>{_share(found.compared.rate)}'
        f"<p>{escape(words.compared_headline(found))}</p>{beside}</div>"
        f'<div><p class="kicker">Right of all four</p>{_share(found.open.rate)}'
        f"<p>{escape(words.open_headline(found))}</p></div></section>"
    )


def _share(rate: Rate) -> str:
    return f'<p class="figure">{words.percent(rate.share)}</p>{interval_bar(rate)}'


def _trust(found: Backtest, apart: Backtest | None) -> list[str]:
    day = f"{found.date.day} {found.date:%B %Y}"
    made_of = f"{found.rules} rules, {words.counted(found.n, 'case')} from {words.counted(found.sources, 'source')}"
    told = [
        *([(f"Kept apart ({apart.n})", f"{words.HELD_OUT_CODED} {UNLISTED}")] if apart else []),
        (f"Written with ({found.n})", " ".join(words.how_judged(found))),
        ("Right, or acceptable", RIGHT),
        (f"As of {day}", f"{made_of}{f', and {apart.n} kept apart' if apart else ''}."),
    ]
    return [f"<b>{escape(about)}:</b> {escape(says)}" for about, says in told]
