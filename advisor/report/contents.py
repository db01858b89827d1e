"""What a report says about a recommendation, in the order in which a reader wants it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from advisor.decision.verdict import Verdict
from advisor.language import _, in_its_language, pgettext, run_on
from advisor.report import measured_words, precedent_words, words
from advisor.report.outline import Block, Inline, Part, Span, bullets, line, paragraph
from advisor.report.prospects import Prospects, prospect_parts
from advisor.report.rule_lines import citation, dispute_lines, house_mark, reason_line, ruled_out_lines
from advisor.schema.recommendation import PathStep, Precedent
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN, approach_title


@in_its_language
def recommendation_parts(
    verdict: Verdict,
    precedents: Sequence[Precedent],
    book: Book,
    prospects: Prospects | None,
    today: datetime.date,
) -> tuple[Part, ...]:
    """The parts of the report on a recommendation, read on the day `today`."""
    approach = words.approach_name(verdict.approach) if verdict.approach else _("any approach")
    return (
        Part(_("Recommendation"), _decision(verdict)),
        Part(_("The job"), _job(verdict)),
        Part(_("Next step"), _step(verdict.now, book, today) if verdict.now else ()),
        Part(_("Path"), bullets([_leg(step) for step in verdict.path], ordered=True)),
        Part(
            _("Why {approach}", approach=approach),
            bullets([reason_line(reason, book, today) for reason in verdict.reasons_for]),
        ),
        Part(
            _("What speaks against {approach}", approach=approach),
            bullets([reason_line(reason, book, today) for reason in verdict.reasons_against]),
        ),
        Part(
            _("What the rules say about the others"),
            bullets([reason_line(reason, book, today) for reason in verdict.reasons_on_others]),
        ),
        Part(_("Ruled out"), bullets(ruled_out_lines(verdict, book, today))),
        Part(_("Sources differ here"), bullets(dispute_lines(verdict, book, today))),
        Part(_("Worth knowing"), bullets([reason_line(reason, book, today) for reason in verdict.notes])),
        *prospect_parts(prospects, book),
        Part(_("Waiting for answers"), _waiting(verdict)),
        Part(_("Nearest published cases"), _precedents(verdict, precedents, book)),
        Part(_("Answers"), bullets(_answers(verdict, book))),
        Part(_("What this rests on"), _basis(verdict)),
    )


def _decision(verdict: Verdict) -> tuple[Block, ...]:
    ranking = words.strung(
        f"{i}. {approach_title(each.approach)}{_(' (ruled out)') if each.ruled_out else ''}"
        for i, each in enumerate(verdict.ranking, start=1)
    )
    likeness, rests_on = words.likeness(verdict), measured_words.rests_on(verdict)
    sure = run_on(_("How sure: {standing}.", standing=words.standing(verdict)), words.ended(words.answered(verdict)))
    return (
        paragraph(Span(words.headline(verdict), strong=True)),
        paragraph(sure),
        *([paragraph(rests_on)] if rests_on else []),
        *([paragraph(likeness)] if likeness else []),
        paragraph(_("Ranking: {ranking}.", ranking=ranking)),
    )


def _job(verdict: Verdict) -> tuple[Block, ...]:
    if verdict.job is None:
        return ()
    inputs = [line(Span(text, code=True)) for text in verdict.job.inputs]
    return (paragraph(verdict.job.sentence), *bullets(inputs))


def _step(step: PathStep, book: Book, today: datetime.date) -> tuple[Block, ...]:
    presumes = (
        (
            paragraph(
                _(
                    "As long as {questions} is open, this assumes the careful case.",
                    questions=words.asked(book, step.presumes),
                )
            ),
        )
        if step.presumes
        else ()
    )
    effort = (
        _(
            "{low} to {high} person-days, likely {likely}",
            low=f"{step.effort.low:g}",
            high=f"{step.effort.high:g}",
            likely=f"{step.effort.likely:g}",
        )
        if step.effort
        else _("unknown (no source gives one)")
    )
    return (
        paragraph(Span(step.title, strong=True), _("{house}. {says}", house=house_mark(step), says=step.says)),
        *presumes,
        *bullets([line(text) for text in step.checklist]),
        paragraph(_("Done when: {done_when}", done_when=step.done_when)),
        paragraph(_("Effort: {effort}.", effort=effort)),
        paragraph(*(span for source in step.sources for span in citation(source, today))),
    )


def _leg(step: PathStep) -> Inline:
    why = _("Put here by {rules}.", rules=words.strung(step.why)) if step.why else _("The destination.")
    unlocks = _("{house}. Unlocks: {unlocks}.", house=house_mark(step), unlocks=words.lower(step.unlocks))
    return line(Span(step.title, strong=True), run_on(unlocks, why))


def _waiting(verdict: Verdict) -> tuple[Block, ...]:
    if not verdict.open_questions:
        return ()
    ours = sum(each.house for each in verdict.waiting)
    return (
        paragraph(
            _(
                "{rules} rules wait for answers{house}; {questions} questions are unanswered.",
                rules=len(verdict.waiting),
                house=_(" ({n} of them house rules)", n=ours) if ours else "",
                questions=len(verdict.open_questions),
            )
        ),
    )


def _precedents(verdict: Verdict, precedents: Sequence[Precedent], book: Book) -> tuple[Block, ...]:
    if not precedents:
        return ()
    dissent = precedent_words.nearest_dissent(precedents)
    none = precedent_words.contradicted(precedents, verdict.approach)
    return (
        paragraph(_(precedent_words.HOW)),
        *bullets([_precedent(each, each.case == dissent, verdict, book) for each in precedents]),
        *([paragraph(none)] if none else []),
    )


def _precedent(each: Precedent, is_dissent: bool, verdict: Verdict, book: Book) -> Inline:
    sides = [
        _(
            "{side}: {answers}.",
            side=side.title,
            answers=words.strung(
                _("{question} ({answer})", question=said.question, answer=said.words) if said.words else said.question
                for said in side.answers
            ),
        )
        for side in precedent_words.sides(each, verdict.answers, book)
    ]
    # cases stand in English
    outcome = pgettext("of a published case", "{outcome}", outcome=each.outcome)
    said = run_on(precedent_words.nearness(each), *sides, precedent_words.won(each), outcome)
    dissents = _("{title}: ", title=_(precedent_words.DISSENT))
    return line(
        *([Span(dissents, strong=True)] if is_dissent else []),
        Span(_("{title} ({org}, {year})", title=each.title, org=each.org, year=each.year), url=each.url),
        _(": {said}", said=said),
    )


def _answers(verdict: Verdict, book: Book) -> list[Inline]:
    measured = measured_words.measured_beside(verdict, book)
    return [
        line(
            Span(question, code=True),
            " ",
            run_on(
                _(
                    "{question} {answer}.",
                    question=words.question_words(book, question),
                    answer=words.answer_words(book, question, value),
                ),
                *measured.get(question, ()),
            ),
        )
        for question, value in verdict.answers.items()
        if value != UNKNOWN
    ]


def _basis(verdict: Verdict) -> tuple[Block, ...]:
    return (
        paragraph(
            run_on(
                _(
                    "advisor {version}, rules {rules}.",
                    version=verdict.advisor_version,
                    rules=verdict.rules_fingerprint[:12],
                ),
                verdict.probability.because if verdict.probability and not verdict.weights_fitted else "",
                _(
                    "Case settings were written and coded by language models in November 2026, "
                    "the coders blind to the outcome."
                ),
            )
        ),
    )
