"""Every rule with its state for the current answers, grouped by theme."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from advisor.decision.citing import cite
from advisor.decision.states import all_facts, state_of, waits_for
from advisor.report import words
from advisor.schema.rules import Book, Rule
from advisor.schema.words import State
from advisor.ui.parts.conditions import condition_rows, effect_words
from advisor.ui.parts.markup import chip, items, sentence, source_in_full

STATES: Final[tuple[State, ...]] = ("fires", "waits", "silent")


@dataclass(frozen=True, slots=True)
class RuleState:
    """One rule, its state, and what it waits for."""

    rule: Rule
    state: State
    waits_for: tuple[str, ...]


def states(book: Book, answers: dict[str, str], derived: dict[str, str] | None) -> list[RuleState]:
    """All rules with their states."""
    facts = all_facts(book, answers, derived)
    return [RuleState(rule, state_of(rule, facts), waits_for(rule, facts)) for rule in book.rules]


def counts(found: Sequence[RuleState]) -> Counter[State]:
    """How many rules are in each state."""
    return Counter(each.state for each in found)


def matching(found: Sequence[RuleState], wanted: Sequence[str], text: str) -> list[RuleState]:
    """The rules in these states whose id or reason has the text."""
    sought = text.lower().strip()
    return [
        each
        for each in found
        if (not wanted or each.state in wanted) and sought in f"{each.rule.id} {each.rule.because}".lower()
    ]


def by_theme(found: Sequence[RuleState], book: Book) -> str:
    """The rules as HTML under the titles of their themes."""
    ordered = sorted(found, key=lambda each: STATES.index(each.state))
    themes = dict.fromkeys(each.rule.theme for each in found)
    return "".join(
        f"<h2>{escape(theme.replace('_', ' ').capitalize())}</h2>"
        + "".join(_card(each, book) for each in ordered if each.rule.theme == theme)
        for theme in sorted(themes)
    )


def _card(each: RuleState, book: Book) -> str:
    rule = each.rule
    does = escape(effect_words(rule, book))
    waits = f" · waits for {', '.join(chip(fact) for fact in each.waits_for)}" if each.state == "waits" else ""
    parts = (("Holds when", rule.when), ("Unless", rule.unless), ("Lifted by", rule.lifted_by))
    conditions = "".join(
        f'<p class="kicker">{title}</p>{items(condition_rows(condition, book))}'
        for title, condition in parts
        if condition
    )
    disputes = (
        f'<p class="small">Disputes {", ".join(chip(other) for other in rule.disputes)}</p>' if rule.disputes else ""
    )
    due = words.due(rule, datetime.date.today())
    dated = f'<p class="small">{escape(sentence(due))}</p>' if due else ""
    cited = items([source_in_full(source) for source in cite(book.sources, rule.source)], css="small")
    return (
        f'<details class="card {each.state}"><summary><span class="state {each.state}">{each.state}</span> '
        f"{_house(rule)}{escape(rule.because)} <span class='small'>{chip(rule.id)} {does}{waits}</span>"
        f'</summary><div>{conditions}<p class="kicker">Sources</p>{cited}{disputes}{dated}</div></details>'
    )


def _house(rule: Rule) -> str:
    if not rule.house:
        return ""
    replaces = ", in place of the book's own" if rule.replaces else ""
    return f'<span class="state house">{words.HOUSE}{replaces}</span> '


def switched_off(book: Book) -> str:
    """What a team's own rules have taken out of the book, and why; nothing where there is none."""
    rows = [f'{escape(each.because)} <span class="small">{chip(each.rule)}</span>' for each in book.switched_off]
    many = f"{len(rows)} rule{'s' if len(rows) != 1 else ''} of the book switched off by house rules"
    return (
        f'<details class="card"><summary>{many}</summary><div>{items(rows, css="rows")}</div></details>' if rows else ""
    )


def house_count(book: Book) -> str:
    """`, 3 of them house rules`; nothing where there is none."""
    ours = sum(rule.house for rule in book.rules)
    return f", {ours} of them {words.HOUSE}{'s' if ours != 1 else ''}" if ours else ""
