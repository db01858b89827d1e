"""When to look at a decision again: derived from what would change it, exactly, never guessed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Final

from advisor.decision.verdict import Verdict
from advisor.schema.costs import BreakEven, Costs
from advisor.schema.decision_record import DecisionRecord, Trigger
from advisor.schema.evidence import Evidence
from advisor.schema.prices import RED_DAYS
from advisor.schema.words import Approach
from advisor.schema.workshop import Homework
from advisor.workshop.told import told_on

QUARTER: Final = datetime.timedelta(days=91)


def revisit_triggers(verdict: Verdict, homework: Iterable[Homework], today: datetime.date) -> tuple[Trigger, ...]:
    """All that is known to call the decision into question, without sentences; what has a day comes last, by day."""
    evidence, costs = verdict.evidence, verdict.evidence.costs if verdict.evidence else verdict.costs
    found = _from_answers(verdict)
    found += _from_items(evidence) if evidence else []
    dated = _from_rules(verdict)
    if costs is not None:
        chosen = evidence.choice.variant if evidence else None
        found += [
            _at(pair, pair.requests_per_month, costs)
            for pair in costs.break_evens
            if pair.requests_per_month is not None and (chosen is None or chosen in (pair.a, pair.b))
        ]
        dated += _from_dates(costs, today)
    dated += [Trigger(kind="homework", sentence="", question=each.question, due=each.due) for each in homework]
    dated.append(Trigger(kind="a quarter", sentence="", due=today + QUARTER))
    return (*found, *sorted(dated, key=lambda each: each.due or datetime.date.max))


def _from_answers(verdict: Verdict) -> list[Trigger]:
    """Each answer to a question that moves with time which alone would lead to another approach.

    The engine is asked with every one of them, since `what_if` spells out only the nearest.
    """
    found = []
    for question in verdict.book.questions:
        if not question.moves:
            continue
        leads: dict[Approach | None, list[str]] = {}
        for option in question.options:
            approach = told_on({**verdict.answers, question.id: option.id}, verdict.book, verdict.facts).approach
            if approach != verdict.approach:
                leads.setdefault(approach, []).append(option.id)
        found += [
            Trigger(kind="answer moves", sentence="", question=question.id, options=tuple(options), approach=approach)
            for approach, options in leads.items()
        ]
    return found


def _from_items(evidence: Evidence) -> list[Trigger]:
    return [
        Trigger(kind="items", sentence="", threshold=float(items_in(evidence) + each.items))
        for each in evidence.next
        if each.action == "more-items" and each.items
    ]


def _at(pair: BreakEven, where: float, costs: Costs) -> Trigger:
    """The volume at which the cheaper of two variants changes, seen from the team's own volume."""
    is_above = costs.volume is not None and costs.volume.likely > where
    return Trigger(kind="volume passes", sentence="", threshold=where, falls=is_above, about=(pair.a, pair.b))


def _from_dates(costs: Costs, today: datetime.date) -> list[Trigger]:
    """The day on which the oldest price is too old, and the days to come on which models end."""
    read = [each.as_of for each in costs.inputs if each.as_of is not None]
    found = []
    if read:
        day = min(read) + datetime.timedelta(days=RED_DAYS)
        found.append(Trigger(kind="prices are old", sentence="", due=day))
    ends = {(day, each.model) for each in costs.notices for day in (each.ends, each.tuning_ends) if day is not None}
    return found + [
        Trigger(kind="model ends", sentence="", due=day, about=(model,)) for day, model in sorted(ends) if day > today
    ]


def _from_rules(verdict: Verdict) -> list[Trigger]:
    """The rules that the decision rests on and whose claim is dated."""
    carrying = {each.rule for each in verdict.reasons_for} | {each.rule for each in verdict.ruled_out}
    carrying |= {rule for step in verdict.path for rule in step.why}
    return [
        Trigger(kind="rule is dated", sentence="", due=rule.review_by, about=(rule.id,))
        for rule in verdict.book.rules
        if rule.id in carrying and rule.review_by is not None
    ]


def items_in(evidence: Evidence) -> int:
    """The most items that any variant was scored on."""
    scores = [each.scores[evidence.score].n for each in evidence.variants if evidence.score in each.scores]
    return max(scores, default=0)


def come_true(
    record: DecisionRecord, answers: Mapping[str, str], evidence: Evidence | None, today: datetime.date
) -> tuple[Trigger, ...]:
    """The triggers of a record that hold now, with today's answers and eval results."""
    return tuple(each for each in record.triggers if holds(each, answers, evidence, today))


def holds(
    trigger: Trigger,
    answers: Mapping[str, str],
    evidence: Evidence | None,
    today: datetime.date,
    costs: Costs | None = None,
) -> bool:
    """Whether what it waits for has come; `costs`: where there are costs without eval results."""
    if trigger.due is not None:
        return today >= trigger.due
    if trigger.question is not None:
        return answers.get(trigger.question) in trigger.options
    figure = _figure(trigger, evidence, costs)
    if figure is None or trigger.threshold is None:
        return False
    return figure <= trigger.threshold if trigger.falls else figure >= trigger.threshold


def _figure(trigger: Trigger, evidence: Evidence | None, costs: Costs | None) -> float | None:
    if trigger.kind == "items":
        return float(items_in(evidence)) if evidence else None
    reckoned = evidence.costs if evidence and evidence.costs else costs
    return reckoned.volume.likely if reckoned and reckoned.volume else None
