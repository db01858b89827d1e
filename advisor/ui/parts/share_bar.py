"""A share with its interval: the number, a bar from 0 to 100 %, and n."""

from __future__ import annotations

from html import escape

from advisor.language import _
from advisor.report import backtest_words as words
from advisor.schema.backtest import Rate

NONE = '<span class="share none">–</span>'


def share_bar(rate: Rate | None, mark: str = "") -> str:
    """HTML; a dash where there is no case. `mark`: ready HTML beside the number."""
    if rate is None:
        return NONE
    said = _("{right} of {n} · {range}", right=rate.right, n=rate.n, range=words.range_of(rate))
    if rate.few_sources:
        said = _("{share}, rough", share=said)
    return (
        f'<span class="share"><b>{words.percent(rate.share)}</b>{mark}{interval_bar(rate)}'
        f'<span class="small">{escape(said)}</span></span>'
    )


def interval_bar(rate: Rate) -> str:
    """The interval as a band and the share as a tick, for the eye alone: the numbers stand beside it."""
    return range_bar(rate.low, rate.share, rate.high)


def range_bar(low: float, share: float, high: float) -> str:
    """The same of three numbers from 0 to 1."""
    # the tick is 3 px wide and stays within the bar at 0 and at 100 %
    band = f'<i style="left: {100 * low:.1f}%; width: {100 * (high - low):.1f}%"></i>'
    tick = f'<em style="left: calc({100 * share:.1f}% - {3 * share:.2f}px)"></em>'
    return f'<span class="range" aria-hidden="true">{band}{tick}</span>'
