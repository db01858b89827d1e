"""Whether the eval can tell the prompts apart: one sentence, the counts, and the checks that say why."""

from __future__ import annotations

from html import escape
from typing import Final

from advisor.decision.citing import cite
from advisor.language import _
from advisor.report import stress_words
from advisor.schema.evidence import Evidence
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.health import checks
from advisor.ui.parts.markup import caveat_mark, chip, show, sources

_RULE: Final = "prompt-before-you-tune"
"""The rule whose claim stands on this page."""


def show_stress(evidence: Evidence) -> None:
    """All that stands on top of the pairs."""
    figures = "".join(
        f"<div><dt>{escape(what)}</dt><dd>{escape(number)}</dd></div>"
        for what, number in stress_words.pair_counts(evidence)
    )
    show(
        f'<section class="chosen" aria-label="{escape(_("Can this eval tell the variants apart?"))}">',
        f'<p class="kicker">{escape(_("{n} compared", n=len(evidence.variants)))}</p>',
        f"<h2>{escape(stress_words.told_apart(evidence))}</h2>",
        f"<p>{_which(evidence)}</p>",
        f'<dl class="counts">{figures}</dl>' if evidence.pairs else "",
        caveat_mark(evidence),
        _why(),
        "</section>",
    )


def show_checks(evidence: Evidence) -> None:
    """The checks that say why a difference could show, or could not."""
    show('<div class="checks">', checks(stress_words.checks_of_sensitivity(evidence)), "</div>")


def _which(evidence: Evidence) -> str:
    names = _(", ").join(f"<code>{escape(each.variant)}</code>" for each in evidence.variants)
    if all(each.approach == "prompting" for each in evidence.variants):
        return _("The prompts are {names}.", names=names)
    return _("There are no two prompts among these, so all variants are compared: {names}.", names=names)


def _why() -> str:
    """Why this is asked, as the rule says it; nothing where a house book has no such rule."""
    book = rule_book()
    return "".join(
        f'<p class="small">{escape(rule.because)} {chip(rule.id)} {sources(cite(book.sources, rule.source))}</p>'
        for rule in book.rules
        if rule.id == _RULE
    )
