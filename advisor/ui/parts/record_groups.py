"""Weak spots in words, and behind folds how often it was right by task, approach, confidence, source and year."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from advisor.report import backtest_words as words
from advisor.report.weak_spots import CHANCE, LEAST, Groups, divisions, weak_spots
from advisor.report.words import lower
from advisor.schema.backtest import Backtest, LaterYears, Rate
from advisor.schema.rules import Book
from advisor.schema.words import TITLES
from advisor.ui.parts.markup import items
from advisor.ui.parts.share_bar import share_bar


def bad_at(found: Backtest, book: Book) -> str:
    """What it is bad at, a row each."""
    rows = [f"<b>{escape(each.about)}.</b> {escape(each.says)}" for each in weak_spots(found, book)]
    if not rows:
        return ""
    return (
        f"<h2>What it is bad at</h2>{items(rows, css='rows')}"
        f'<p class="small">Worked out from the figures, for groups of {LEAST} cases and more. {CHANCE}</p>'
    )


def breakdowns(found: Backtest, book: Book) -> str:
    """A fold for each respect in which cases differ, for later years, and for what following the advice would cost."""
    return "<h2>In detail</h2>" + "".join(
        (
            *(_fold(f"By {lower(each.about)}", _groups(each)) for each in divisions(found, book)),
            _fold("By what it said", _advice(found)),
            _fold("Learned from earlier years, tried on later ones", _later(found.later_years)),
            _fold("What following it would have cost", _regret(found)),
        )
    )


def _fold(title: str, content: str) -> str:
    if not content:
        return ""
    return f'<details class="card"><summary>{escape(title)}</summary><div>{content}</div></details>'


def _groups(each: Groups) -> str:
    rows = [(named.name, (named.group.compared, named.group.open), named.group.n < LEAST) for named in each.groups]
    return _table((each.about, "Right among those compared", "Right of all four"), rows)


def _advice(found: Backtest) -> str:
    rows = [
        (TITLES[approach], (each.ranked_first, each.recommended), False) for approach, each in found.by_approach.items()
    ]
    return _table(("What it said", "Ranked first of those compared: right", "Recommended of all four: right"), rows)


def _later(later: tuple[LaterYears, ...]) -> str:
    rows = [
        (
            f"Learned up to {each.fitted_up_to} ({words.counted(each.fitted_cases, 'case')})",
            (each.compared.rate, each.open.rate),
            False,
        )
        for each in later
    ]
    return _table(("", "Later cases: right among those compared", "Later cases: right of all four"), rows)


def _regret(found: Backtest) -> str:
    left_out = [f"{words.counted(number, 'case')}: {escape(why)}." for why, number in found.regret.left_out.items()]
    kicker = '<p class="kicker">Left out</p>' if left_out else ""
    return f"<p>{escape(words.regret_line(found.regret))}</p>{kicker}{items(left_out, css='rows')}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, tuple[Rate | None, ...], bool]]) -> str:
    """Names and shares; a group that is too small to say anything is muted."""
    if not rows:
        return ""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr{" class=few" if few else ""}><th scope="row">{escape(name)}</th>'
        + "".join(
            f'<td data-label="{escape(title)}">{share_bar(rate)}</td>'
            for title, rate in zip(head[1:], rates, strict=True)
        )
        + "</tr>"
        for name, rates, few in rows
    )
    table = f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="table scores" tabindex="0">{table}</div>'
