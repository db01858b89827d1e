"""The advisor beside plainer advisers: four figures each, the best of each column marked."""

from __future__ import annotations

from html import escape

from advisor.language import _, ngettext, pgettext, run_on
from advisor.report.backtest_words import SURPRISE
from advisor.report.record_columns import COLUMNS, Adviser, Column, advisers, how_we_stand, is_best
from advisor.report.words import ended
from advisor.schema.backtest import Backtest, Baseline
from advisor.ui.parts.markup import items, kicker, link
from advisor.ui.parts.share_bar import share_bar
from advisor.ui.parts.terms import explained


def record_table(found: Backtest) -> str:
    """The table, how we stand in it in words, and what each of the others does."""
    head = "".join(f'<th scope="col">{explained(_(column.title), _(column.means))}</th>' for column in COLUMNS)
    head = f'<th scope="col">{escape(_("Adviser"))}</th>{head}'
    rows = "".join(_row(each, found, ours=place == 0) for place, each in enumerate(advisers(found)))
    others = [_what_it_does(each) for each in found.baselines]
    how = ngettext(
        "All were tried on the same {n} case in the same way; those that learn never saw the source of the case that "
        "they were tried on. Below each share stand its cases and its 95 % interval.",
        "All were tried on the same {n} cases in the same way; those that learn never saw the source of the case that "
        "they were tried on. Below each share stand its cases and its 95 % interval.",
        found.n,
    )
    return (
        f"<h2>{escape(_('Beside plainer advisers'))}</h2><p class='hint'>{escape(how)}</p>"
        f"{items([escape(each) for each in how_we_stand(found)], css='stand')}"
        f'<div class="table scores" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        f'<p class="small">{escape(_(SURPRISE))}</p>'
        f"{kicker(_('What the others do'))}{items(others, css='rows')}"
    )


def _what_it_does(baseline: Baseline) -> str:
    source = link(_("Where from"), baseline.source) if baseline.source else ""
    return run_on(f"<b>{escape(ended(_(baseline.title)))}</b>", escape(_(baseline.says)), source)


def _row(adviser: Adviser, found: Backtest, ours: bool) -> str:
    cells = "".join(_cell(column, adviser, found) for column in COLUMNS)
    return f'<tr{" class=ours" if ours else ""}><th scope="row">{escape(adviser.title)}</th>{cells}</tr>'


def _cell(column: Column, adviser: Adviser, found: Backtest) -> str:
    mark = f'<em class="best">{escape(pgettext("outcome", "best"))}</em>' if is_best(column, adviser, found) else ""
    value = (
        share_bar(column.rate(adviser), mark)
        if column.rate
        else f'<span class="share"><b>{column.text(adviser)}</b>{mark}</span>'
    )
    return f'<td data-label="{escape(_(column.title))}">{value}</td>'
