"""Weak spots in words, and behind folds how often it was right by task, approach, confidence, source and year."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from advisor.language import _, ngettext, run_on
from advisor.report import backtest_words as words
from advisor.report.weak_spots import CHANCE, LEAST, Groups, Spot, divisions, weak_spots
from advisor.report.words import ended, lower
from advisor.schema.backtest import Backtest, LaterYears, Rate
from advisor.schema.rules import Book
from advisor.schema.words import approach_title
from advisor.ui.parts.case_text import case_text
from advisor.ui.parts.markup import items, kicker
from advisor.ui.parts.share_bar import share_bar


def bad_at(found: Backtest, book: Book) -> str:
    """What it is bad at, a row each."""
    rows = [run_on(f"<b>{escape(ended(each.about))}</b>", _says(each, found)) for each in weak_spots(found, book)]
    if not rows:
        return ""
    how = run_on(_("Worked out from the figures, for groups of {least} cases and more.", least=LEAST), _(CHANCE))
    return f'<h2>{escape(_("What it is bad at"))}</h2>{items(rows, css="rows")}<p class="small">{escape(how)}</p>'


def _says(spot: Spot, found: Backtest) -> str:
    """What is said, with the title of a case in it marked as English."""
    said = escape(spot.says)
    title = next((each.title for each in found.cases if each.title in spot.says), "")
    return said.replace(escape(title), case_text(title)) if title else said


def breakdowns(found: Backtest, book: Book) -> str:
    """A fold for each respect in which cases differ, for later years, and for what following the advice would cost."""
    return f"<h2>{escape(_('In detail'))}</h2>" + "".join(
        (
            *(_fold(_("By {respect}", respect=lower(each.about)), _groups(each)) for each in divisions(found, book)),
            _fold(_("By what it said"), _advice(found)),
            _fold(_("Learned from earlier years, tried on later ones"), _later(found.later_years)),
            _fold(_("What following it would have cost"), _regret(found)),
        )
    )


def _fold(title: str, content: str) -> str:
    if not content:
        return ""
    return f'<details class="card"><summary>{escape(title)}</summary><div>{content}</div></details>'


def _groups(each: Groups) -> str:
    rows = [(named.name, (named.group.compared, named.group.open), named.group.n < LEAST) for named in each.groups]
    return _table((each.about, _("Right among those compared"), _("Right of all four")), rows)


def _advice(found: Backtest) -> str:
    rows = [
        (approach_title(approach), (each.ranked_first, each.recommended), False)
        for approach, each in found.by_approach.items()
    ]
    head = (_("What it said"), _("Ranked first of those compared: right"), _("Recommended of all four: right"))
    return _table(head, rows)


def _later(later: tuple[LaterYears, ...]) -> str:
    rows = [
        (
            ngettext(
                "Learned up to {year} ({n} case)",
                "Learned up to {year} ({n} cases)",
                each.fitted_cases,
                year=each.fitted_up_to,
            ),
            (each.compared.rate, each.open.rate),
            False,
        )
        for each in later
    ]
    return _table(("", _("Later cases: right among those compared"), _("Later cases: right of all four")), rows)


def _regret(found: Backtest) -> str:
    left_out = [escape(each) for each in words.left_out_lines(found.regret)]
    title = kicker(_("Left out")) if left_out else ""
    return f"<p>{escape(words.regret_line(found.regret))}</p>{title}{items(left_out, css='rows')}"


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
