"""The sections of a decision record in the order of MADR 4 (https://adr.github.io/madr/)."""

from __future__ import annotations

from typing import Final

from advisor.report import prospect_words, record_words, words
from advisor.report.outline import Block, Inline, Part, Span, bullets, line, paragraph
from advisor.schema.decision_record import DecisionRecord, TeamAnswer
from advisor.schema.recommendation import Citation, Reason
from advisor.schema.rules import Book
from advisor.schema.words import APPROACHES, TITLES, UNKNOWN

_FLIPS: Final = 12


def record_parts(record: DecisionRecord, book: Book) -> tuple[Part, ...]:
    """The record as sections; `book` has the words of the questions in what would change it."""
    return (
        Part("Context and Problem Statement", _context(record)),
        Part("Decision Drivers", bullets([_answer(each) for each in record.answers if each.option != UNKNOWN])),
        Part("Considered Options", bullets([line(TITLES[each]) for each in APPROACHES])),
        Part("Decision Outcome", _outcome(record)),
        Part("Consequences", bullets(_consequences(record))),
        Part("Confirmation", bullets([line(each.sentence) for each in record.triggers])),
        Part("Dissent", bullets([line(record_words.dissent_sentence(each, record)) for each in record.dissents])),
        Part("Homework", bullets(_homework(record))),
        Part("Left open", bullets([_answer(each) for each in record.answers if each.option == UNKNOWN])),
        Part("Since the last decision", _since(record)),
        Part("Pros and Cons of the Options", _options(record)),
        Part("What would change it", bullets(_flips(record, book))),
        Part("Nearest published cases", bullets(_precedents(record))),
        Part("More Information", _more(record)),
    )


def _context(record: DecisionRecord) -> tuple[Block, ...]:
    job = (paragraph(record.job.sentence),) if record.job else ()
    lines = [paragraph(text) for text in record.context.split("\n") if text]
    ask = "Prompt, retrieve (RAG) or fine-tune?"
    return (*job, *lines, paragraph(ask))


def _answer(each: TeamAnswer) -> Inline:
    note = f" {each.note}" if each.note else ""
    return line(f"{each.ask} ", Span(each.label, strong=True), f" ({record_words.answer_sentence(each)}).{note}")


def _outcome(record: DecisionRecord) -> tuple[Block, ...]:
    sure = f"How sure: {record.how_sure}. {record.likeness}".strip()
    who = f"Decided by {words.counted(record.people, 'participant')} in {words.counted(record.rounds, 'round')}"
    fixed = f"fixed beforehand: {words.percent(record.agreement_fixed)} agreement, at most {record.most_rounds} rounds"
    alone = ", ".join(
        f"{n} {'no approach at all' if name == 'none' else words.approach_name(name)}"
        for name, n in record.alone.items()
    )
    return (
        paragraph(Span(record.headline, strong=True)),
        paragraph(sure),
        paragraph(f"{who} ({fixed}). On their own answers people would have been told: {alone}."),
        *bullets([_reason(each) for each in record.reasons_for]),
    )


def _consequences(record: DecisionRecord) -> list[Inline]:
    now = record.now
    first = [line("Next: ", Span(now.title, strong=True), f". Done when {words.lower(now.done_when)}")] if now else []
    later = [line(f"Then: {each.title}. Unlocks {words.lower(each.unlocks)}.") for each in record.path[1:]]
    return [*first, *later]


def _homework(record: DecisionRecord) -> list[Inline]:
    asks = {each.question: each.ask for each in record.answers}
    return [
        line(f"{asks.get(each.question, each.question)} {each.owner}, by {each.due.isoformat()}.")
        for each in record.homework
    ]


def _since(record: DecisionRecord) -> tuple[Block, ...]:
    since = record.previous
    if since is None:
        return ()
    rows = [line(each) for each in record_words.since_rows(since)]
    return (paragraph(record_words.since_sentence(since)), *bullets(rows))


def _options(record: DecisionRecord) -> tuple[Block, ...]:
    out: list[Block] = []
    told = (*record.reasons_for, *record.reasons_against, *record.reasons_on_others)
    for approach in APPROACHES:
        rows = [
            line(Span(f"{'Good' if each.effect in ('supports', 'settles') else 'Bad'}: "), *_reason(each))
            for each in told
            if each.approach == approach
        ]
        rows += [
            line(f"Ruled out: {each.because} ", Span(each.rule, code=True), " ", *_citations(each.sources))
            for each in record.ruled_out
            if each.approach == approach
        ]
        out += [paragraph(Span(TITLES[approach], strong=True)), *bullets(rows or [line("No rule speaks on it.")])]
    return tuple(out)


def _reason(reason: Reason) -> Inline:
    how = reason.strength or "decides"
    return line(f"{reason.because} ", Span(reason.rule, code=True), f" ({how}) ", *_citations(reason.sources))


def _citations(sources: tuple[Citation, ...]) -> tuple[Span, ...]:
    out: list[Span] = []
    for each in sources:
        at = f", {each.at}" if each.at else ""
        out += [Span("["), Span(f"{each.by}: {each.title}", url=each.url or None), Span(f"{at}; read {each.checked}] ")]
    return tuple(out)


def _flips(record: DecisionRecord, book: Book) -> list[Inline]:
    found = prospect_words.flips(record.what_if.one, book)[:_FLIPS]
    return [line(prospect_words.flip_sentence(each, book)) for each in found]


def _precedents(record: DecisionRecord) -> list[Inline]:
    return [
        line(
            Span(f"{each.title} ({each.org}, {each.year})", url=each.url or None),
            f": best was {TITLES[each.best]}{'; it dissents' if each.dissents else ''}.",
        )
        for each in record.precedents
    ]


def _more(record: DecisionRecord) -> tuple[Block, ...]:
    evidence = record.evidence
    rows = []
    if evidence is not None:
        rows.append(line(evidence.choice.sentence or "The eval results settle nothing yet."))
        rows += [line(each.sentence) for each in evidence.verdicts]
        rows += [line(evidence.simulated)] if evidence.simulated else []
    rows.append(line(f"Made with advisor {record.advisor_version}, rules {record.rules_fingerprint[:12]}."))
    return bullets(rows)
