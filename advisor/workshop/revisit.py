"""When to look at a decision again: derived from what would change it, exactly, never guessed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Final

from advisor.schema.decision_record import DecisionRecord, Trigger
from advisor.schema.evidence import Evidence
from advisor.schema.recommendation import Reason, WhatIfs
from advisor.schema.rules import Book
from advisor.schema.workshop import Homework

QUARTER: Final = datetime.timedelta(days=91)
PRICE_DAYS: Final = 180
"""Prices change: past this age they are read again."""


def triggers(
    what_if: WhatIfs,
    carrying: Iterable[Reason],
    evidence: Evidence | None,
    homework: Iterable[Homework],
    book: Book,
    today: datetime.date,
) -> tuple[Trigger, ...]:
    """All that is known to change the decision, without sentences; `carrying`: the reasons that it rests on."""
    moving = {question.id for question in book.questions if question.moves}
    found = [
        Trigger(
            kind="answer moves",
            sentence="",
            question=each.changes[0].question,
            option=each.changes[0].becomes,
            approach=each.approach,
        )
        for each in what_if.one
        if each.changes[0].question in moving
    ]
    found += _from_results(evidence) if evidence else []
    dated = {each.review_by for each in carrying if each.review_by is not None and each.review_by > today}
    found += [Trigger(kind="rule is dated", sentence="", due=min(dated))] if dated else []
    found += [Trigger(kind="homework", sentence="", question=each.question, due=each.due) for each in homework]
    return (*found, Trigger(kind="a quarter", sentence="", due=today + QUARTER))


def _from_results(evidence: Evidence) -> list[Trigger]:
    found = [
        Trigger(kind="items", sentence="", threshold=float(items_in(evidence) + each.items))
        for each in evidence.next
        if each.action == "more-items" and each.items
    ]
    costs = evidence.costs
    if costs is None:
        return found
    chosen = evidence.choice.variant
    for pair in costs.break_evens:
        if chosen in (pair.a, pair.b) and pair.requests_per_month is not None:
            found.append(Trigger(kind="volume passes", sentence="", threshold=pair.requests_per_month))
    read = [each.as_of for each in costs.inputs if each.as_of is not None]
    if read:
        oldest = min(read) + datetime.timedelta(days=PRICE_DAYS)
        found.append(Trigger(kind="prices are old", sentence="", due=oldest))
    ends = [each for notice in costs.notices for each in (notice.ends, notice.tuning_ends) if each is not None]
    found += [Trigger(kind="model ends", sentence="", due=min(ends))] if ends else []
    return found


def items_in(evidence: Evidence) -> int:
    """The most items that any variant was scored on."""
    scores = [each.scores[evidence.score].n for each in evidence.variants if evidence.score in each.scores]
    return max(scores, default=0)


def come_true(record: DecisionRecord, answers: Mapping[str, str], items: int | None, today: datetime.date) -> list[str]:
    """The sentences of the triggers that hold now; `answers`: today's, `items`: in today's eval set."""
    return [each.sentence for each in record.triggers if _holds(each, answers, items, today)]


def _holds(trigger: Trigger, answers: Mapping[str, str], items: int | None, today: datetime.date) -> bool:
    if trigger.due is not None:
        return today >= trigger.due
    if trigger.kind == "items" and trigger.threshold is not None:
        return items is not None and items >= trigger.threshold
    return trigger.question is not None and answers.get(trigger.question) == trigger.option
