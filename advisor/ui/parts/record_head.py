"""The track record at first sight: how often right, on which cases, and what to know before believing it."""

from __future__ import annotations

import datetime
from html import escape
from typing import Final

from advisor.language import N_, _, day, language, ngettext, run_on
from advisor.report import backtest_words as words
from advisor.report.record_columns import how_others_did
from advisor.report.words import ended
from advisor.schema.backtest import Backtest, Rate
from advisor.ui.parts.markup import items, kicker
from advisor.ui.parts.share_bar import interval_bar
from advisor.ui.parts.terms import with_terms

RIGHT: Final = N_(
    "The approach that turned out best in the source, or one within 2 points of it that is simpler or cheaper."
)
APART: Final = N_("No rule was written and no weight fitted in view of them, so expect the like of your own cases.")
UNLISTED: Final = N_("They are not on the Cases page, and no precedent is taken from them.")
SEEN: Final = N_("Each was judged by weights fitted without it, but by rules that knew it: these figures are too good.")


def record_head(found: Backtest, apart: Backtest | None, told: set[str]) -> str:
    """The figures on cases kept apart first, then the optimistic ones, and what to know before believing either.

    `told` holds the terms that were explained before on the page, and grows.
    """
    both = ngettext(
        "On the {n} case that the rules were written with", "On the {n} cases that the rules were written with", found.n
    )
    kept = ngettext("On {n} case kept apart", "On {n} cases kept apart", apart.n) if apart else ""
    return (
        (_figures(apart, kept, _(APART), told, css="apart") if apart else "")
        + _figures(found, both, _(SEEN), told, css="seen")
        + f"{kicker(_('Before you believe it'))}{items(_trust(found, apart), css='trust')}"
    )


def _figures(found: Backtest, where: str, says: str, told: set[str], css: str) -> str:
    beside = f'<p class="small">{escape(others)}</p>' if (others := how_others_did(found)) else ""
    return (
        f'<h2>{escape(where)}</h2><p class="hint">{escape(says)}</p>'
        f'<section class="record {css}" aria-label="{escape(where)}">'
        f"<div>{kicker(_('Right among those compared'))}{_share(found.compared.rate)}"
        f"<p>{with_terms(words.compared_headline(found), told)}</p>{beside}</div>"
        f"<div>{kicker(_('Right of all four'))}{_share(found.open.rate)}"
        f"<p>{with_terms(words.open_headline(found), told)}</p></div></section>"
    )


def _share(rate: Rate) -> str:
    return f'<p class="figure">{words.percent(rate.share)}</p>{interval_bar(rate)}'


def _trust(found: Backtest, apart: Backtest | None) -> list[str]:
    told = [
        *([(_("Kept apart ({n})", n=apart.n), run_on(_(words.HELD_OUT_CODED), _(UNLISTED)))] if apart else []),
        (_("Written with ({n})", n=found.n), run_on(*words.how_judged(found))),
        (_("Right, or acceptable"), _(RIGHT)),
        (_("As of {day}", day=_day(found.date)), ended(_made_of(found, apart))),
    ]
    return [run_on(f"<b>{escape(about)}{escape(_(':'))}</b>", escape(says)) for about, says in told]


def _made_of(found: Backtest, apart: Backtest | None) -> str:
    """`255 rules, 110 cases from 90 sources, and 30 kept apart`."""
    cases = ngettext("{n} case", "{n} cases", found.n)
    sources = ngettext("{n} source", "{n} sources", found.sources)
    said = {"rules": found.rules, "cases": cases, "sources": sources}
    if apart is None:
        return _("{rules} rules, {cases} from {sources}", **said)
    return _("{rules} rules, {cases} from {sources}, and {apart} kept apart", **said, apart=apart.n)


def _day(date: datetime.date) -> str:
    """`26 November 2026`."""
    return f"{date.day} {date:%B %Y}" if language() == "en" else day(date)
