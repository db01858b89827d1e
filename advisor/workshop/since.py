"""A decision beside the one before: is it still the same, and if not, what made the difference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from advisor.decision.states import Facts
from advisor.schema.decision_record import DecisionRecord
from advisor.schema.rules import Book
from advisor.workshop.told import Told, told_on

Because = Literal["nothing", "answers", "rules", "results", "answers and rules", "several"]


def what_made_it(
    old: DecisionRecord, answers: Mapping[str, str], facts: Facts | None, book: Book, *, rules_changed: bool
) -> Because:
    """What has to change to get from the old decision to today's, by asking the engine with the rest as it was.

    Today's rules stand in for the old ones, which are not kept: what the old answers and results come to under today's
    rules tells whether the rules made a difference.
    """
    before = Told(approach=old.approach, now=old.now.id if old.now else None)
    old_answers = {each.question: each.option for each in old.answers}
    old_facts = old.evidence.facts if old.evidence else None
    today = told_on(dict(answers), book, facts)
    if today == before:
        return "nothing"
    only_rules = told_on(old_answers, book, old_facts)
    if only_rules == today:
        return "rules"
    by_rules = rules_changed and only_rules != before
    by_answers = told_on(dict(answers), book, old_facts) == today
    by_results = told_on(old_answers, book, facts) == today
    if by_rules:
        return "answers and rules" if by_answers else "several"
    if by_answers:
        return "answers"
    return "results" if by_results else "several"
