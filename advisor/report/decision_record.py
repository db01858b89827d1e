"""A finished workshop as a decision record: everything it decided, in words and in data."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from advisor.decision.verdict import Verdict
from advisor.language import _, ngettext, speaking
from advisor.report import prospect_words, record_words, words
from advisor.schema.decision_record import (
    ChangedAnswer,
    DecisionRecord,
    KeptDissent,
    PreviousDecision,
    TeamAnswer,
    Trigger,
)
from advisor.schema.evidence import Evidence
from advisor.schema.recommendation import Precedent, WhatIfs
from advisor.schema.rules import Book
from advisor.schema.words import ROLES, UNKNOWN
from advisor.schema.workshop import WorkshopView
from advisor.workshop.agreement import majority_share
from advisor.workshop.outcome import Outcome
from advisor.workshop.revisit import come_true, revisit_triggers
from advisor.workshop.since import changed_questions, results_since, told_then, what_made_it
from advisor.workshop.told import Told, how_many_each


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
    record of the workshop that this one looks at again. All of it is said in the language of the recommendation.
    """
    with speaking(verdict.lang):
        return _written(view, found, verdict, precedents, what_if, today, previous)


def _written(
    view: WorkshopView,
    found: Outcome,
    verdict: Verdict,
    precedents: Sequence[Precedent],
    what_if: WhatIfs,
    today: datetime.date,
    previous: DecisionRecord | None,
) -> DecisionRecord:
    book = verdict.book
    people = view.people if view.brief.named else ()
    roles = {role: sum(role in each.roles for each in people) for role in ROLES}
    told = revisit_triggers(verdict, view.homework, today)
    return DecisionRecord(
        lang=verdict.lang,
        title=view.brief.title,
        decided_on=today,
        is_practice=view.brief.practice is not None,
        job=view.brief.job,
        context=view.brief.context,
        people=view.joined,
        answered=len(found.told),
        names=tuple(sorted(each.name for each in people if each.name)),
        roles={role: n for role, n in roles.items() if n},
        rounds=tuple(each for each in view.rounds if each.revealed),
        agreement_fixed=view.brief.stop.agreement,
        most_rounds=view.brief.stop.most_rounds,
        answers=_answers(view, found, book),
        dissents=_dissents(view, book),
        homework=view.homework,
        alone={approach or "none": n for approach, n in how_many_each(found.told.values()).items()},
        approach=verdict.approach,
        standing=verdict.standing,
        probability=verdict.probability,
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
        evidence=_plain(verdict.evidence),
        triggers=tuple(
            each.model_copy(update={"sentence": record_words.trigger_sentence(each, book, today)}) for each in told
        ),
        other_changes=_other_changes(what_if, told, book),
        advisor_version=verdict.advisor_version,
        rules_fingerprint=verdict.rules_fingerprint,
        previous=since_last(previous, found, verdict, today) if previous else None,
    )


def _other_changes(what_if: WhatIfs, told: Sequence[Trigger], book: Book) -> tuple[str, ...]:
    """What would lead elsewhere and is no reason to look again by itself."""
    said = {(each.question, option) for each in told for option in each.options}
    others = [each for each in what_if.one if (each.changes[0].question, each.changes[0].becomes) not in said]
    sentences = [words.ended(prospect_words.flip_sentence(each, book)) for each in prospect_words.flips(others, book)]
    untold = what_if.count_of_one - len(said) - len(others)
    more = ngettext("{n} more answer would too.", "{n} more answers would too.", untold)
    return (*sentences, *([more] if untold else []))


def _plain(evidence: Evidence | None) -> Evidence | None:
    """The figures alone, without the results that they were worked out from."""
    return evidence and Evidence(**{name: getattr(evidence, name) for name in Evidence.model_fields})


def _dissents(view: WorkshopView, book: Book) -> tuple[KeptDissent, ...]:
    """By question, name and text, so that their order tells nothing of who wrote when."""
    names = {each.number: each.name for each in view.people} if view.brief.named else {}
    kept = [
        KeptDissent(
            question=each.question,
            answered="" if each.option == UNKNOWN else words.label(book, each.question, each.option),
            reason=each.reason,
            name=None if each.person is None else names.get(each.person),
        )
        for each in view.dissents
    ]
    order = {question: i for i, question in enumerate(view.brief.questions)}
    last = len(order)
    return tuple(sorted(kept, key=lambda each: (order.get(each.question, last), each.name or "", each.reason)))


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
    with speaking(verdict.lang):
        return _since(old, found, verdict, today)


def _since(old: DecisionRecord, found: Outcome, verdict: Verdict, today: datetime.date) -> PreviousDecision:
    book = verdict.book
    now = Told(approach=verdict.approach, now=verdict.now.id if verdict.now else None)
    then = told_then(old)
    rules_lead_elsewhere, because = what_made_it(old, found.team, verdict.facts, book)
    changed = changed_questions(old, found.team, book)
    made_with = (verdict.rules_fingerprint, verdict.advisor_version)
    return PreviousDecision(
        title=old.title,
        decided_on=old.decided_on,
        people=old.people,
        headline=record_words.decision_then(old, book),
        approach=then.approach,
        now=then.now,
        is_same=then == now,
        changed_answers=tuple(_changed(question, old, found, book) for question in changed),
        rules_changed=(old.rules_fingerprint, old.advisor_version) != made_with,
        results=results_since(old.evidence, verdict.evidence),
        rules_lead_elsewhere=rules_lead_elsewhere,
        because=because,
        come_true=tuple(
            record_words.trigger_then(each, old, book) for each in come_true(old, found.team, verdict.evidence, today)
        ),
    )


def _changed(question: str, old: DecisionRecord, found: Outcome, book: Book) -> ChangedAnswer:
    """In the words of then and of today; the questionnaire may have changed too."""
    before = next((each for each in old.answers if each.question == question), None)
    is_asked = question in found.team
    return ChangedAnswer(
        question=question,
        ask=words.question_words(book, question) if is_asked or before is None else before.ask,
        was=record_words.answer_then(old, question, book),
        becomes=record_words.answer_label(book, question, found.team[question]) if is_asked else _("not asked"),
    )
