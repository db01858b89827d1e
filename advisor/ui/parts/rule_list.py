"""Every rule with its state for the current answers, grouped by theme."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from advisor.decision.citing import cite
from advisor.decision.per_book import PerBook
from advisor.decision.states import all_facts, state_of, waits_for
from advisor.language import N_, Language, _, language, ngettext
from advisor.report import words
from advisor.schema.rules import Book, Rule
from advisor.schema.words import State
from advisor.ui.parts.conditions import condition_rows, effect_words
from advisor.ui.parts.markup import chip, items, kicker, sentence, source_in_full

STATES: Final[tuple[State, ...]] = ("fires", "waits", "silent")
STATE_TITLES: Final[dict[State, str]] = {"fires": N_("Fires"), "waits": N_("Waits"), "silent": N_("Silent")}
_STATES: Final[dict[State, str]] = {"fires": N_("fires"), "waits": N_("waits"), "silent": N_("silent")}
_THEMES: Final = {
    "agents": N_("Agents"),
    "combining": N_("Combining"),
    "costs": N_("Costs"),
    "evals": N_("Evals"),
    "facts_and_retrieval": N_("Facts and retrieval"),
    "form": N_("Form"),
    "governance": N_("Governance"),
    "measured": N_("Measured"),
    "practice": N_("Practice"),
    "prompting": N_("Prompting"),
    "reasoning_and_optimisers": N_("Reasoning and optimisers"),
    "training_data": N_("Training data"),
    "tuning_methods": N_("Tuning methods"),
}
"""The themes of the book; one of a team's own rules is called after its file."""


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


def in_order(found: Sequence[RuleState]) -> list[RuleState]:
    """Theme by theme, those that fire first."""
    return sorted(found, key=lambda each: (each.rule.theme, STATES.index(each.state)))


def by_theme(found: Sequence[RuleState], book: Book) -> str:
    """The rules, which are in order, as HTML under the titles of their themes."""
    return "".join(
        f"<h2>{escape(_theme(theme))}</h2>" + "".join(_card(each, book) for each in some)
        for theme, some in itertools.groupby(found, lambda each: each.rule.theme)
    )


def _theme(theme: str) -> str:
    return _(_THEMES[theme]) if theme in _THEMES else theme.replace("_", " ").capitalize()


def _card(each: RuleState, book: Book) -> str:
    rule = each.rule
    does, body = _cards_of(book).card(rule, book, language(), datetime.date.today())
    waits = f" · {_waits(each)}" if each.state == "waits" else ""
    state = escape(_(_STATES[each.state]))
    return (
        f'<details class="card {each.state}"><summary><span class="state {each.state}">{state}</span> '
        f"{_house(rule)}{escape(rule.because)} <span class='small'>{chip(rule.id)} {does}{waits}</span>"
        f"</summary><div>{body}</div></details>"
    )


class _Cards:
    """What a card says whatever the answers are, put into words once a day."""

    def __init__(self, _book: Book) -> None:
        self._said: tuple[Language, datetime.date] | None = None
        self._kept: dict[str, tuple[str, str]] = {}

    def card(self, rule: Rule, book: Book, lang: Language, today: datetime.date) -> tuple[str, str]:
        """What the rule does, and all that is folded."""
        if self._said != (lang, today):
            self._said, self._kept = (lang, today), {}
        kept = self._kept
        if rule.id not in kept:
            kept[rule.id] = escape(effect_words(rule, book)), _body(rule, book, today)
        return kept[rule.id]


_cards_of: Final = PerBook(_Cards)


def _body(rule: Rule, book: Book, today: datetime.date) -> str:
    parts = ((_("Holds when"), rule.when), (_("Unless"), rule.unless), (_("Lifted by"), rule.lifted_by))
    conditions = "".join(
        f"{kicker(title)}{items(condition_rows(condition, book))}" for title, condition in parts if condition
    )
    disputes = (
        f'<p class="small">{_("Disputes {rules}", rules=words.strung(chip(other) for other in rule.disputes))}</p>'
        if rule.disputes
        else ""
    )
    due = words.due(rule, today)
    dated = f'<p class="small">{escape(sentence(due))}</p>' if due else ""
    cited = items([source_in_full(source, today) for source in cite(book.sources, rule.source)], css="small")
    return f"{conditions}{kicker(_('Sources'))}{cited}{disputes}{dated}"


def _waits(each: RuleState) -> str:
    return _("waits for {questions}", questions=words.strung(chip(fact) for fact in each.waits_for))


def _house(rule: Rule) -> str:
    if not rule.house:
        return ""
    house = _("{house}, in place of the book's own", house=_(words.HOUSE)) if rule.replaces else _(words.HOUSE)
    return f'<span class="state house">{escape(house)}</span> '


def switched_off(book: Book) -> str:
    """What a team's own rules have taken out of the book, and why; nothing where there is none."""
    rows = [f'{escape(each.because)} <span class="small">{chip(each.rule)}</span>' for each in book.switched_off]
    if not rows:
        return ""
    many = ngettext(
        "{n} rule of the book switched off by house rules",
        "{n} rules of the book switched off by house rules",
        len(rows),
    )
    return f'<details class="card"><summary>{escape(many)}</summary><div>{items(rows, css="rows")}</div></details>'


def how_many(book: Book) -> str:
    """How many rules there are, and how many of them are a team's own."""
    total, ours = len(book.rules), sum(rule.house for rule in book.rules)
    if not ours:
        return _("{total} rules, each with its source.", total=total)
    return ngettext(
        "{total} rules, {n} of them house rule, each with its source.",
        "{total} rules, {n} of them house rules, each with its source.",
        ours,
        total=total,
    )
