"""What the eval results change in the recommendation, and by which rules."""

from __future__ import annotations

from html import escape

from advisor.api import Comparison, Recommendation
from advisor.decision.citing import cite
from advisor.decision.states import all_facts, state_of
from advisor.language import _, run_on
from advisor.report import words
from advisor.schema.rules import Rule
from advisor.ui.parts.advice import advice_for
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.markup import caveat_mark, chip, items, kicker, sentence, show, sources, ticked
from advisor.ui.parts.visit import Visit


def show_change(visit: Visit, comparison: Comparison) -> None:
    """The recommendation without and with the results, a line each, and the rules that the data made fire or stop."""
    before, after = advice_for(visit, with_results=False), advice_for(visit)
    show(
        caveat_mark(comparison),
        '<div class="change">'
        f"<div>{kicker(_('Answers alone'))}<p><b>{ticked(before.headline)}</b></p>"
        f'<p class="small">{_how_sure(before)}</p></div>'
        f"<div>{kicker(_('With these results'))}<p><b>{ticked(after.headline)}</b></p>"
        f'<p class="small">{_how_sure(after)}</p></div></div>',
        _rules(visit.known, comparison.facts),
    )


def _how_sure(recommendation: Recommendation) -> str:
    return escape(run_on(words.ended(sentence(words.standing(recommendation))), words.likeness(recommendation)))


def _rules(answers: dict[str, str], derived: dict[str, str]) -> str:
    book = rule_book()
    without, with_data = all_facts(book, answers), all_facts(book, answers, derived)
    fired = [rule for rule in book.rules if state_of(rule, with_data) == "fires" != state_of(rule, without)]
    stopped = [rule for rule in book.rules if state_of(rule, without) == "fires" != state_of(rule, with_data)]
    parts = [
        (_(_("Rules that fire because of the data")), fired),
        (_(_("Rules that no longer fire")), stopped),
    ]
    return (
        "".join(
            f"{kicker(title)}{items([_row(rule) for rule in rules], css='rows')}" for title, rules in parts if rules
        )
        or f'<p class="hint">{escape(_("No rule changed its state because of these results."))}</p>'
    )


def _row(rule: Rule) -> str:
    cited = sources(cite(rule_book().sources, rule.source))
    return f"{escape(rule.because)} <span class='small'>{chip(rule.id)} {cited}</span>"
