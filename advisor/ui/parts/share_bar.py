"""A share with its interval: the number, a bar from 0 to 100 %, and n."""

from __future__ import annotations

from html import escape

from advisor.report import backtest_words as words
from advisor.schema.backtest import Rate

NONE = '<span class="share none">–</span>'


def share_bar(rate: Rate | None, mark: str = "") -> str:
    """HTML; a dash where there is no case. `mark`: ready HTML beside the number."""
    if rate is None:
        return NONE
    rough = ", rough" if rate.few_sources else ""
    return (
        f'<span class="share"><b>{words.percent(rate.share)}</b>{mark}{interval_bar(rate)}'
        f'<span class="small">{rate.right} of {rate.n} · {escape(words.range_of(rate))}{rough}</span></span>'
    )


def interval_bar(rate: Rate) -> str:
    """The interval as a band and the share as a tick, for the eye alone: the numbers stand beside it."""
    # the tick is 3 px wide and stays within the bar at 0 and at 100 %
    low, width, share = 100 * rate.low, 100 * (rate.high - rate.low), 100 * rate.share
    band = f'<i style="left: {low:.1f}%; width: {width:.1f}%"></i>'
    tick = f'<em style="left: calc({share:.1f}% - {0.03 * share:.2f}px)"></em>'
    return f'<span class="range" aria-hidden="true">{band}{tick}</span>'
