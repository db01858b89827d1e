"""What a report says about a recommendation, in the order in which a reader wants it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from advisor.decision.verdict import Verdict
from advisor.report import measured_words, precedent_words, words
from advisor.report.disputes import Side, disputes
from advisor.report.outline import Block, Inline, Part, Span, bullets, line, paragraph
from advisor.report.prospects import Prospects, prospect_parts
from advisor.schema.recommendation import Citation, PathStep, Precedent, Reason, RuledOut
from advisor.schema.rules import Book, is_stale
from advisor.schema.words import TITLES, UNKNOWN


def recommendation_parts(
    verdict: Verdict,
    precedents: Sequence[Precedent],
    book: Book,
    prospects: Prospects | None,
    today: datetime.date,
) -> tuple[Part, ...]:
    """The parts of the report on a recommendation, read on the day `today`."""
    approach = words.approach_name(verdict.approach) if verdict.approach else "any approach"
    return (
        Part("Recommendation", _decision(verdict)),
        Part("The job", _job(verdict)),
        Part("Next step", _step(verdict.now, today) if verdict.now else ()),
        Part("Path", bullets([_leg(step) for step in verdict.path], ordered=True)),
        Part(f"Why {approach}", bullets([_reason(reason, book, today) for reason in verdict.reasons_for])),
        Part(
            f"What speaks against {approach}",
            bullets([_reason(reason, book, today) for reason in verdict.reasons_against]),
        ),
        Part(
            "What the rules say about the others",
            bullets([_reason(reason, book, today) for reason in verdict.reasons_on_others]),
        ),
        Part("Ruled out", bullets(_ruled_out(verdict, book, today))),
        Part("Sources differ here", bullets(_disputes(verdict, book, today))),
        Part("Worth knowing", bullets([_reason(reason, book, today) for reason in verdict.notes])),
        *prospect_parts(prospects, book),
        Part("Waiting for answers", _waiting(verdict)),
        Part("Nearest published cases", _precedents(verdict, precedents, book)),
        Part("Answers", bullets(_answers(verdict, book))),
        Part("What this rests on", _basis(verdict)),
    )


def citation(source: Citation, today: datetime.date) -> tuple[Span, ...]:
    """A source in brackets: who, what, where in it, when it was published and last read."""
    due = words.due(source, today) if is_stale(source, today) else ""
    via = f", read through {source.read_via}" if source.read_via else ""
    at = f", {source.at}" if source.at else ""
    date = f", {source.date}" if source.date else ""
    return (
        Span("["),
        Span(f"{source.by}: {source.title}", url=source.url or None),
        Span(f"{at}{date}; read {source.checked.isoformat()}{via}{f'; {due}' if due else ''}] "),
    )


def _decision(verdict: Verdict) -> tuple[Block, ...]:
    ranking = ", ".join(
        f"{i}. {TITLES[each.approach]}{' (ruled out)' if each.ruled_out else ''}"
        for i, each in enumerate(verdict.ranking, start=1)
    )
    likeness, rests_on = words.likeness(verdict), measured_words.rests_on(verdict)
    return (
        paragraph(Span(words.headline(verdict), strong=True)),
        paragraph(f"How sure: {words.standing(verdict)}. {words.answered(verdict)}."),
        *([paragraph(rests_on)] if rests_on else []),
        *([paragraph(likeness)] if likeness else []),
        paragraph(f"Ranking: {ranking}."),
    )


def _job(verdict: Verdict) -> tuple[Block, ...]:
    if verdict.job is None:
        return ()
    inputs = [line(Span(text, code=True)) for text in verdict.job.inputs]
    return (paragraph(verdict.job.sentence), *bullets(inputs))


def _step(step: PathStep, today: datetime.date) -> tuple[Block, ...]:
    presumes = (
        (paragraph(f"As long as {words.ids(step.presumes)} is open, this assumes the careful case."),)
        if step.presumes
        else ()
    )
    effort = (
        f"{step.effort.low:g} to {step.effort.high:g} {step.effort.unit}, likely {step.effort.likely:g}"
        if step.effort
        else "unknown (no source gives one)"
    )
    return (
        paragraph(Span(step.title, strong=True), f"{_house(step)}. {step.says}"),
        *presumes,
        *bullets([line(text) for text in step.checklist]),
        paragraph(f"Done when: {step.done_when}"),
        paragraph(f"Effort: {effort}."),
        paragraph(*(span for source in step.sources for span in citation(source, today))),
    )


def _leg(step: PathStep) -> Inline:
    why = f" Put here by {', '.join(step.why)}." if step.why else " The destination."
    return line(Span(step.title, strong=True), f"{_house(step)}. Unlocks: {words.lower(step.unlocks)}.{why}")


def _reason(reason: Reason, book: Book, today: datetime.date) -> Inline:
    waits = f" Holds until {words.ids(reason.presumes)} says otherwise." if reason.presumes else ""
    basis = measured_words.BASES[reason.basis]
    data = f" This comes {basis}." if basis else ""
    due = f" This claim is {words.due(reason, today)}." if reason.review_by else ""
    return line(
        Span(reason.rule, code=True),
        f"{_house(reason)} ({words.what_it_does(reason)}; {words.condition_words(book, reason.when)}): ",
        f"{reason.because}{waits}{data}{due} ",
        *(span for source in reason.sources for span in citation(source, today)),
    )


def _ruled_out(verdict: Verdict, book: Book, today: datetime.date) -> list[Inline]:
    return [
        line(
            Span(TITLES[each.approach], strong=True),
            f" by {each.rule}{_house(each)}: {each.because} Lifted by {words.condition_words(book, each.lifted_by)}. ",
            *(span for source in each.sources for span in citation(source, today)),
        )
        for each in verdict.ruled_out
    ]


def _disputes(verdict: Verdict, book: Book, today: datetime.date) -> list[Inline]:
    return [
        line(
            *(span for side in each.said for span in _side(side, today)), "Against that: ", *_side(each.against, today)
        )
        for each in disputes(verdict, book)
    ]


def _side(side: Side, today: datetime.date) -> Inline:
    return line(
        Span(side.rule, code=True),
        f"{_house(side)}: {side.because} ",
        *(span for source in side.sources for span in citation(source, today)),
    )


def _house(said: Side | Reason | RuledOut | PathStep) -> str:
    return f" ({words.HOUSE})" if getattr(said, "house", False) else ""


def _waiting(verdict: Verdict) -> tuple[Block, ...]:
    if not verdict.open_questions:
        return ()
    ours = sum(each.house for each in verdict.waiting)
    house = f" ({ours} of them house rules)" if ours else ""
    return (
        paragraph(
            f"{len(verdict.waiting)} rules wait for answers{house}; "
            f"{len(verdict.open_questions)} questions are unanswered."
        ),
    )


def _precedents(verdict: Verdict, precedents: Sequence[Precedent], book: Book) -> tuple[Block, ...]:
    if not precedents:
        return ()
    dissent = precedent_words.nearest_dissent(precedents)
    none = precedent_words.contradicted(precedents, verdict.approach)
    return (
        paragraph(precedent_words.HOW),
        *bullets([_precedent(each, each.case == dissent, verdict, book) for each in precedents]),
        *([paragraph(none)] if none else []),
    )


def _precedent(each: Precedent, is_dissent: bool, verdict: Verdict, book: Book) -> Inline:
    sides = [
        f"{side.title}: "
        + ", ".join(f"{said.question} ({said.words})" if said.words else said.question for said in side.answers)
        for side in precedent_words.sides(each, verdict.answers, book)
    ]
    return line(
        *([Span(f"{precedent_words.DISSENT}: ", strong=True)] if is_dissent else []),
        Span(f"{each.title} ({each.org}, {each.year})", url=each.url),
        f": {precedent_words.nearness(each)} {'. '.join(sides)}. {precedent_words.won(each)} {each.outcome}",
    )


def _answers(verdict: Verdict, book: Book) -> list[Inline]:
    measured = measured_words.measured_beside(verdict, book)
    return [
        line(
            Span(question, code=True),
            f" {words.question_words(book, question)} {words.answer_words(book, question, value)}.",
            *(f" {said}" for said in measured.get(question, ())),
        )
        for question, value in verdict.answers.items()
        if value != UNKNOWN
    ]


def _basis(verdict: Verdict) -> tuple[Block, ...]:
    why = verdict.probability.because if verdict.probability and not verdict.weights_fitted else ""
    return (
        paragraph(
            f"advisor {verdict.advisor_version}, rules {verdict.rules_fingerprint[:12]}. {why} "
            "Case settings were written and coded by language models in November 2026, the coders blind to the outcome."
        ),
    )
