"""The advisor beside plainer advisers: four figures each, the best of each column marked."""

from __future__ import annotations

from html import escape

from advisor.report.backtest_words import SURPRISE, counted
from advisor.report.record_columns import COLUMNS, Adviser, Column, advisers, how_we_stand, is_best
from advisor.schema.backtest import Backtest, Baseline
from advisor.ui.parts.markup import items, link
from advisor.ui.parts.share_bar import share_bar

_BEST = '<em class="best">best</em>'


def record_table(found: Backtest) -> str:
    """The table, how we stand in it in words, and what each of the others does."""
    head = "".join(
        f'<th scope="col"><abbr title="{escape(column.means)}">{escape(column.title)}</abbr></th>' for column in COLUMNS
    )
    rows = "".join(_row(each, found, ours=place == 0) for place, each in enumerate(advisers(found)))
    others = [_what_it_does(each) for each in found.baselines]
    return (
        f"<h2>Beside plainer advisers</h2><p class='hint'>All were tried on the same {counted(found.n, 'case')} in the "
        "same way; those that learn never saw the source of the case that they were tried on. Below each share stand "
        "its cases and its 95 % interval.</p>"
        f"{items([escape(each) for each in how_we_stand(found)], css='stand')}"
        f'<div class="table scores" tabindex="0"><table><thead><tr><th scope="col">Adviser</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        f'<p class="small">{escape(SURPRISE)}</p>'
        f'<p class="kicker">What the others do</p>{items(others, css="rows")}'
    )


def _what_it_does(baseline: Baseline) -> str:
    source = f" {link('Where from', baseline.source)}" if baseline.source else ""
    return f"<b>{escape(baseline.title)}.</b> {escape(baseline.says)}{source}"


def _row(adviser: Adviser, found: Backtest, ours: bool) -> str:
    cells = "".join(_cell(column, adviser, found) for column in COLUMNS)
    return f'<tr{" class=ours" if ours else ""}><th scope="row">{escape(adviser.title)}</th>{cells}</tr>'


def _cell(column: Column, adviser: Adviser, found: Backtest) -> str:
    mark = _BEST if is_best(column, adviser, found) else ""
    value = (
        share_bar(column.rate(adviser), mark)
        if column.rate
        else f'<span class="share"><b>{column.text(adviser)}</b>{mark}</span>'
    )
    return f'<td data-label="{escape(column.title)}">{value}</td>'
