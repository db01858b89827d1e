"""The sections of a decision record in the order of MADR 4 (https://adr.github.io/madr/)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from advisor.report import measured_words, record_words, words
from advisor.report.cost_contents import cost_summary_parts
from advisor.report.evidence_contents import evidence_parts
from advisor.report.outline import Block, Inline, Part, Span, bullets, line, paragraph
from advisor.schema.decision_record import DecisionRecord, TeamAnswer
from advisor.schema.recommendation import Citation, Reason, RuledOut
from advisor.schema.words import APPROACHES, TITLES, UNKNOWN, Approach

Numbers = Mapping[str, int]
"""Source -> its number in the list of sources."""


def decision_parts(record: DecisionRecord) -> tuple[Part, ...]:
    """What was decided, and when to look again."""
    answered = [_answer(each) for each in record.answers if each.option != UNKNOWN]
    return (
        Part("Context and Problem Statement", _context(record)),
        Part("Decision Drivers", bullets(answered)),
        Part("Considered Options", bullets([line(TITLES[each]) for each in APPROACHES])),
        Part("Decision Outcome", _outcome(record)),
        Part("Consequences", bullets(_consequences(record)), 1),
        Part("Confirmation", bullets(_confirmation(record)), 1),
        Part("When to look again", bullets([line(each.sentence) for each in record.triggers]), 1),
        Part("What else would change it", bullets([line(each) for each in record.other_changes]), 1),
        Part("Dissent", bullets([line(record_words.dissent_sentence(each, record)) for each in record.dissents]), 1),
        Part("Homework", bullets(_homework(record)), 1),
        Part("Left open", bullets([_answer(each) for each in record.answers if each.option == UNKNOWN]), 1),
        Part("Since the last decision", _since(record), 1),
    )


def background_parts(record: DecisionRecord) -> tuple[Part, ...]:
    """What the decision rests on: the rules for and against each option with their sources, results, cases."""
    numbers = {ref: i for i, ref in enumerate(_sources(record), 1)}
    return (
        Part(
            "Pros and Cons of the Options",
            (paragraph("What each rule says of them; numbers stand for the sources at the end."),),
        ),
        *(Part(TITLES[each], bullets(_option(each, record, numbers)), 1) for each in APPROACHES),
        Part("More Information", _made_with(record)),
        *_measured(record),
        Part("Nearest published cases", bullets(_precedents(record)), 1),
        Part("Sources", bullets([_source(each, numbers) for each in _sources(record).values()]), 1),
    )


def _context(record: DecisionRecord) -> tuple[Block, ...]:
    exercise = (paragraph(Span("Practice: an exercise, no decision.", strong=True)),) if record.is_practice else ()
    job = (paragraph(record.job.sentence),) if record.job else ()
    lines = [paragraph(text) for text in record.context.splitlines() if text.strip()]
    return (*exercise, *job, *lines, paragraph("Prompt, retrieve (RAG) or fine-tune?"))


def _answer(each: TeamAnswer) -> Inline:
    note = f" Note: {_with_mark(each.note)}" if each.note else ""
    return line(f"{each.ask} ", Span(each.label, strong=True), f" ({record_words.answer_sentence(each)}).{note}")


def _outcome(record: DecisionRecord) -> tuple[Block, ...]:
    because = [line(_with_mark(each.because)) for each in record.reasons_for]
    if record.approach is None:
        chosen = line("Chosen option: none. ", Span(record.headline, strong=True))
    else:
        why = " Because:" if because else ""
        chosen = line(f"Chosen option: “{TITLES[record.approach]}”. ", Span(record.headline, strong=True), why)
    alone = record_words.alone_sentence(record)
    return (
        paragraph(*chosen),
        *bullets(because),
        paragraph(f"How sure: {record.how_sure}. {record.likeness}".strip()),
        paragraph(record_words.who_decided(record)),
        *((paragraph(alone),) if alone else ()),
    )


def _consequences(record: DecisionRecord) -> list[Inline]:
    order = ["First", *["Then"] * len(record.path)]
    steps = [
        line(f"{when}: ", Span(each.title, strong=True), f". Unlocks {_with_mark(words.lower(each.unlocks))}")
        for when, each in zip(order, record.path, strict=False)
    ]
    return steps + [line(f"Bad, because: {_with_mark(each.because)}") for each in record.reasons_against]


def _confirmation(record: DecisionRecord) -> list[Inline]:
    return [line(f"“{each.title}” is done when {_with_mark(words.lower(each.done_when))}") for each in record.path]


def _homework(record: DecisionRecord) -> list[Inline]:
    asks = {each.question: each.ask for each in record.answers}
    return [
        line(f"{asks.get(each.question, each.question)} ", Span(each.owner, strong=True), f", by {each.due}.")
        for each in record.homework
    ]


def _since(record: DecisionRecord) -> tuple[Block, ...]:
    since = record.previous
    if since is None:
        return ()
    before = f"{since.title}, decided by {words.counted(since.people, 'participant')}."
    rows = [line(each) for each in record_words.since_rows(since)]
    return (paragraph(before), paragraph(record_words.since_sentence(since)), *bullets(rows))


def _option(approach: Approach, record: DecisionRecord, numbers: Numbers) -> list[Inline]:
    told = (*record.reasons_for, *record.reasons_against, *record.reasons_on_others)
    rows = [
        line(
            f"{'Bad' if each.effect == 'opposes' else 'Good'}, because: {_with_mark(each.because)}",
            *_what_says_so(each, numbers, each.strength or "decides"),
        )
        for each in told
        if each.approach == approach
    ]
    rows += [
        line(f"Ruled out: {_with_mark(each.because)}", *_what_says_so(each, numbers))
        for each in record.ruled_out
        if each.approach == approach
    ]
    return rows or [line("No rule speaks on it.")]


def _what_says_so(said: Reason | RuledOut, numbers: Numbers, *notes: str) -> Inline:
    """The rule, what is to be known about it, and its sources by number."""
    known = [*notes, *([words.HOUSE] if said.house else [])]
    if isinstance(said, Reason):
        known += [basis] if (basis := measured_words.BASES[said.basis]) else []
        known += [f"holds until {words.ids(said.presumes)} says otherwise"] if said.presumes else []
        known += [f"disputed by {words.ids(said.disputed_by)}"] if said.disputed_by else []
    where = [f"[{numbers[each.ref]}]{f' {each.at}' if each.at else ''}" for each in said.sources]
    return line(" ", Span(said.rule, code=True), f" ({'; '.join([*known, *where])})")


def _sources(record: DecisionRecord) -> dict[str, Citation]:
    """Every source once, in the order in which the options name them."""
    said: list[Reason | RuledOut] = [*record.reasons_for, *record.reasons_against, *record.reasons_on_others]
    said += record.ruled_out
    found: dict[str, Citation] = {}
    for each in sorted(said, key=lambda each: APPROACHES.index(each.approach)):
        for source in each.sources:
            found.setdefault(source.ref, source)
    return found


def _source(each: Citation, numbers: Numbers) -> Inline:
    date = f", {each.date}" if each.date else ""
    via = f" through {each.read_via}" if each.read_via else ""
    return line(f"[{numbers[each.ref]}] {each.by}: ", _link(each.title, each.url), f"{date}; read {each.checked}{via}.")


def _link(text: str, url: str) -> Span:
    """A link where the address is one of the web; a record may come from anywhere."""
    return Span(text, url=url if re.fullmatch(r"https?://[^\s<>\"\\]+", url) else None)


def _precedents(record: DecisionRecord) -> list[Inline]:
    return [
        line(
            _link(f"{each.title} ({each.org}, {each.year})", each.url),
            f": best was {words.approach_name(each.best)}, {words.evidence_kind(each)}.",
            " It speaks against this decision." if each.dissents else "",
        )
        for each in record.precedents
    ]


def _measured(record: DecisionRecord) -> tuple[Part, ...]:
    """The eval results in short, and the costs that were worked out beside them."""
    evidence = record.evidence
    if evidence is None:
        return ()
    answer, *_ = evidence_parts(evidence)
    verdicts = bullets([line(each.sentence) for each in evidence.verdicts])
    costs = cost_summary_parts(evidence.costs) if evidence.costs else ()
    return (replace(answer, blocks=(*answer.blocks, *verdicts), depth=1), *(replace(each, depth=1) for each in costs))


def _made_with(record: DecisionRecord) -> tuple[Block, ...]:
    return (paragraph(f"Made with advisor {record.advisor_version}, rules {record.rules_fingerprint[:12]}."),)


def _with_mark(text: str) -> str:
    """The text as a whole sentence."""
    return text if text.endswith((".", "?", "!")) else f"{text}."
