"""A finished workshop as a decision record: everything it decided, in words and in data."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from advisor.decision.verdict import Verdict
from advisor.report import record_words, words
from advisor.schema.decision_record import (
    ChangedAnswer,
    DecisionRecord,
    KeptDissent,
    PreviousDecision,
    TeamAnswer,
)
from advisor.schema.recommendation import Precedent, WhatIfs
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import WorkshopView
from advisor.workshop.agreement import majority_share
from advisor.workshop.outcome import Outcome
from advisor.workshop.revisit import come_true, items_in, triggers
from advisor.workshop.since import what_made_it
from advisor.workshop.told import how_many_each


def write_record(
    view: WorkshopView,
    found: Outcome,
    verdict: Verdict,
    precedents: Sequence[Precedent],
    what_if: WhatIfs,
    today: datetime.date,
    previous: DecisionRecord | None = None,
) -> DecisionRecord:
    """The record of a workshop whose last round is revealed.

    `verdict`: the recommendation on the team's answers. Of an anonymous workshop no name is in it. `previous`: the
    record of the workshop that this one looks at again.
    """
    book = verdict.book
    names = {each.number: each.name for each in view.people}
    found_triggers = triggers(what_if, verdict.reasons_for, verdict.evidence, view.homework, book, today)
    return DecisionRecord(
        title=view.brief.title,
        decided_on=today,
        job=view.brief.job,
        context=view.brief.context,
        people=view.joined,
        names=tuple(sorted(name for name in names.values() if name)),
        rounds=view.last_revealed,
        agreement_fixed=view.brief.stop.agreement,
        most_rounds=view.brief.stop.most_rounds,
        answers=_answers(view, found, book),
        dissents=tuple(
            KeptDissent(
                question=each.question,
                answered="" if each.option == UNKNOWN else words.label(book, each.question, each.option),
                reason=each.reason,
                name=names.get(each.person) if each.person is not None else None,
            )
            for each in view.dissents
        ),
        homework=view.homework,
        alone={approach or "none": n for approach, n in how_many_each(found.told.values()).items()},
        approach=verdict.approach,
        headline=words.headline(verdict),
        how_sure=words.standing(verdict),
        likeness=words.likeness(verdict),
        now=verdict.now,
        path=verdict.path,
        reasons_for=verdict.reasons_for,
        reasons_against=verdict.reasons_against,
        reasons_on_others=verdict.reasons_on_others,
        ruled_out=verdict.ruled_out,
        what_if=what_if,
        precedents=tuple(precedents),
        evidence=verdict.evidence,
        triggers=tuple(
            each.model_copy(update={"sentence": record_words.trigger_sentence(each, book)}) for each in found_triggers
        ),
        advisor_version=verdict.advisor_version,
        rules_fingerprint=verdict.rules_fingerprint,
        previous=since_last(previous, found, verdict, today) if previous else None,
    )


def _answers(view: WorkshopView, found: Outcome, book: Book) -> tuple[TeamAnswer, ...]:
    agreed = {each.question: each for each in view.agreed}
    rows = []
    for counted in found.counted:
        question = counted.question
        option = found.team[question]
        rows.append(
            TeamAnswer(
                question=question,
                ask=words.question_words(book, question),
                option=option,
                label=record_words.answer_label(book, question, option),
                is_agreed=question in agreed,
                note=agreed[question].note if question in agreed else "",
                counts=counted.counts,
                labels={each: words.label(book, question, each) for each in counted.counts},
                dont_know=counted.dont_know,
                agreement=majority_share(counted),
                otherwise=sum(n for each, n in counted.counts.items() if each != option),
            )
        )
    return tuple(rows)


def since_last(old: DecisionRecord, found: Outcome, verdict: Verdict, today: datetime.date) -> PreviousDecision:
    """An earlier decision beside what the team's answers come to today."""
    book, before = verdict.book, {each.question: each.option for each in old.answers}
    rules_changed = old.rules_fingerprint != verdict.rules_fingerprint
    now = verdict.now.id if verdict.now else None
    items = items_in(verdict.evidence) if verdict.evidence else None
    old_facts, facts = (
        old.evidence.facts if old.evidence else None,
        verdict.evidence.facts if verdict.evidence else None,
    )
    return PreviousDecision(
        decided_on=old.decided_on,
        headline=old.headline,
        approach=old.approach,
        now=old.now.id if old.now else None,
        is_same=(old.approach, old.now.id if old.now else None) == (verdict.approach, now),
        changed_answers=tuple(
            ChangedAnswer(
                question=question,
                ask=words.question_words(book, question),
                was=record_words.answer_label(book, question, before.get(question, UNKNOWN)),
                becomes=record_words.answer_label(book, question, found.team.get(question, UNKNOWN)),
            )
            for question in (each.id for each in book.questions)
            if before.get(question, UNKNOWN) != found.team.get(question, UNKNOWN)
        ),
        rules_changed=rules_changed,
        results_changed=old_facts != facts,
        because=what_made_it(old, found.team, facts, book, rules_changed=rules_changed),
        come_true=tuple(come_true(old, found.team, items, today)),
    )
