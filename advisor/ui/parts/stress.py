"""Whether the eval can tell the prompts apart: one sentence, the counts, and the checks that say why."""

from __future__ import annotations

from html import escape
from typing import Final

from advisor.decision.citing import cite
from advisor.report import stress_words
from advisor.schema.evidence import Evidence
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.health import checks
from advisor.ui.parts.markup import chip, show, simulated_mark, sources

_RULE: Final = "prompt-before-you-tune"
"""The rule whose claim stands on this page."""


def show_stress(evidence: Evidence) -> None:
    """All that stands on top of the pairs."""
    figures = "".join(
        f"<div><dt>{escape(what)}</dt><dd>{escape(number)}</dd></div>"
        for what, number in stress_words.pair_counts(evidence)
    )
    show(
        '<section class="chosen" aria-label="Can this eval tell the variants apart?">',
        f'<p class="kicker">{len(evidence.variants)} compared</p><h2>{escape(stress_words.told_apart(evidence))}</h2>',
        f"<p>{_which(evidence)}</p>",
        f'<dl class="counts">{figures}</dl>' if evidence.pairs else "",
        simulated_mark(evidence),
        _why(),
        "</section>",
        "<h2>What this eval can show</h2>",
        '<div class="checks">',
        checks(stress_words.checks_of_sensitivity(evidence)),
        "</div>",
    )


def _which(evidence: Evidence) -> str:
    names = ", ".join(f"<code>{escape(each.variant)}</code>" for each in evidence.variants)
    if all(each.approach == "prompting" for each in evidence.variants):
        return f"The prompts are {names}."
    return f"There are no two prompts among these, so all variants are compared: {names}."


def _why() -> str:
    """Why this is asked, as the rule says it; nothing where a house book has no such rule."""
    book = rule_book()
    return "".join(
        f'<p class="small">{escape(rule.because)} {chip(rule.id)} {sources(cite(book.sources, rule.source))}</p>'
        for rule in book.rules
        if rule.id == _RULE
    )
