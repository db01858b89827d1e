"""The sections of a decision record in the order of MADR 4 (https://adr.github.io/madr/)."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import replace

from advisor.language import _, day, pgettext, run_on
from advisor.report import measured_words, record_words, words, workshop_counts
from advisor.report.cost_contents import cost_summary_parts
from advisor.report.evidence_contents import evidence_parts
from advisor.report.outline import Block, Inline, Part, Span, bullets, line, paragraph
from advisor.schema.decision_record import DecisionRecord, TeamAnswer
from advisor.schema.recommendation import Citation, Reason, RuledOut
from advisor.schema.words import APPROACHES, UNKNOWN, Approach, approach_title

Numbers = Mapping[str, int]
"""Source -> its number in the list of sources."""


def decision_parts(record: DecisionRecord) -> tuple[Part, ...]:
    """What was decided, and when to look again."""
    answered = [_answer(each) for each in record.answers if each.option != UNKNOWN]
    return (
        Part(_("Context and Problem Statement"), _context(record)),
        Part(_("Decision Drivers"), bullets(answered)),
        Part(_("Considered Options"), bullets([line(approach_title(each)) for each in APPROACHES])),
        Part(_("Decision Outcome"), _outcome(record)),
        Part(_("Consequences"), bullets(_consequences(record)), 1),
        Part(_("Confirmation"), bullets(_confirmation(record)), 1),
        Part(_("When to look again"), bullets([line(each.sentence) for each in record.triggers]), 1),
        Part(_("What else would change it"), bullets([line(each) for each in record.other_changes]), 1),
        Part(_("Dissent"), bullets([line(record_words.dissent_sentence(each, record)) for each in record.dissents]), 1),
        Part(_("Homework"), bullets(_homework(record)), 1),
        Part(_("Left open"), bullets([_answer(each) for each in record.answers if each.option == UNKNOWN]), 1),
        Part(_("Since the last decision"), _since(record), 1),
    )


def background_parts(record: DecisionRecord) -> tuple[Part, ...]:
    """What the decision rests on: the rules for and against each option with their sources, results, cases."""
    numbers = {ref: i for i, ref in enumerate(_sources(record), 1)}
    return (
        Part(
            _("Pros and Cons of the Options"),
            (paragraph(_("What each rule says of them; numbers stand for the sources at the end.")),),
        ),
        *(Part(approach_title(each), bullets(_option(each, record, numbers)), 1) for each in APPROACHES),
        Part(_("More Information"), _made_with(record)),
        *_measured(record),
        Part(_("Nearest published cases"), bullets(_precedents(record)), 1),
        Part(_("Sources"), bullets([_source(each, numbers) for each in _sources(record).values()]), 1),
    )


def _context(record: DecisionRecord) -> tuple[Block, ...]:
    exercise = (paragraph(Span(_("Practice: an exercise, no decision."), strong=True)),) if record.is_practice else ()
    job = (paragraph(record.job.sentence),) if record.job else ()
    lines = [paragraph(text) for text in record.context.splitlines() if text.strip()]
    return (*exercise, *job, *lines, paragraph(_("Prompt, retrieve (RAG) or fine-tune?")))


def _answer(each: TeamAnswer) -> Inline:
    told: dict[str, str | Span] = {
        "ask": each.ask,
        "answer": Span(each.label, strong=True),
        "how": record_words.answer_sentence(each),
    }
    if each.note:
        return _spread(_("{ask} {answer} ({how}). Note: {note}"), **told, note=_with_mark(each.note))
    return _spread(_("{ask} {answer} ({how})."), **told)


def _outcome(record: DecisionRecord) -> tuple[Block, ...]:
    because = [line(_with_mark(each.because)) for each in record.reasons_for]
    decision = Span(record.headline, strong=True)
    if record.approach is None:
        chosen = _spread(_("Chosen option: none. {decision}"), decision=decision)
    elif because:
        option = approach_title(record.approach)
        chosen = _spread(_("Chosen option: “{option}”. {decision} Because:"), option=option, decision=decision)
    else:
        option = approach_title(record.approach)
        chosen = _spread(_("Chosen option: “{option}”. {decision}"), option=option, decision=decision)
    alone = record_words.alone_sentence(record)
    return (
        paragraph(*chosen),
        *bullets(because),
        paragraph(run_on(_("How sure: {standing}.", standing=record.how_sure), record.likeness)),
        paragraph(record_words.who_decided(record)),
        *((paragraph(alone),) if alone else ()),
    )


def _consequences(record: DecisionRecord) -> list[Inline]:
    first = _("First: {step}. Unlocks {what}")
    steps = [
        _spread(
            _("Then: {step}. Unlocks {what}") if place else first,
            step=Span(each.title, strong=True),
            what=_with_mark(words.lower(each.unlocks)),
        )
        for place, each in enumerate(record.path)
    ]
    bad = [line(_("Bad, because: {because}", because=_with_mark(each.because))) for each in record.reasons_against]
    return steps + bad


def _confirmation(record: DecisionRecord) -> list[Inline]:
    return [
        line(
            _(
                "“{step}” is done when {done_when}",
                step=each.title,
                done_when=_with_mark(words.lower(each.done_when)),
            )
        )
        for each in record.path
    ]


def _homework(record: DecisionRecord) -> list[Inline]:
    asks = {each.question: each.ask for each in record.answers}
    return [
        _spread(
            _("{ask} {owner}, by {day}."),
            ask=asks.get(each.question, each.question),
            owner=Span(each.owner, strong=True),
            day=day(each.due),
        )
        for each in record.homework
    ]


def _since(record: DecisionRecord) -> tuple[Block, ...]:
    since = record.previous
    if since is None:
        return ()
    people = workshop_counts.participants_words(since.people)
    before = _("{title}, decided by {people}.", title=since.title, people=people)
    rows = [line(each) for each in record_words.since_rows(since)]
    return (paragraph(before), paragraph(record_words.since_sentence(since)), *bullets(rows))


def _option(approach: Approach, record: DecisionRecord, numbers: Numbers) -> list[Inline]:
    told = (*record.reasons_for, *record.reasons_against, *record.reasons_on_others)
    rows = [
        line(
            _("Bad, because: {because}", because=_with_mark(each.because))
            if each.effect == "opposes"
            else _("Good, because: {because}", because=_with_mark(each.because)),
            *_what_says_so(each, numbers, _strength(each)),
        )
        for each in told
        if each.approach == approach
    ]
    rows += [
        line(_("Ruled out: {because}", because=_with_mark(each.because)), *_what_says_so(each, numbers))
        for each in record.ruled_out
        if each.approach == approach
    ]
    return rows or [line(_("No rule speaks on it."))]


def _strength(each: Reason) -> str:
    return {
        "measured": pgettext("strength", "measured"),
        "strong": pgettext("strength", "strong"),
        "moderate": pgettext("strength", "moderate"),
        "weak": pgettext("strength", "weak"),
        None: pgettext("strength", "decides"),
    }[each.strength]


def _what_says_so(said: Reason | RuledOut, numbers: Numbers, *notes: str) -> Inline:
    """The rule, what is to be known about it, and its sources by number."""
    known = [*notes, *([_(words.HOUSE)] if said.house else [])]
    if isinstance(said, Reason):
        known += [basis] if (basis := measured_words.basis_words(said.basis)) else []
        known += [_("holds until {facts} says otherwise", facts=words.ids(said.presumes))] if said.presumes else []
        known += [_("disputed by {rules}", rules=words.ids(said.disputed_by))] if said.disputed_by else []
    where = [f"[{numbers[each.ref]}]{f' {each.at}' if each.at else ''}" for each in said.sources]
    return _spread(_(" {rule} ({notes})"), rule=Span(said.rule, code=True), notes=_("; ").join([*known, *where]))


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
    told: dict[str, str | Span] = {
        "n": str(numbers[each.ref]),
        "by": each.by,
        "title": _link(each.title, each.url),
        "date": f"{_(', ')}{each.date}" if each.date else "",
        "day": day(each.checked),
    }
    if each.read_via:
        return _spread(_("[{n}] {by}: {title}{date}; read {day} through {site}."), **told, site=each.read_via)
    return _spread(_("[{n}] {by}: {title}{date}; read {day}."), **told)


def _link(text: str, url: str | None) -> Span:
    """A link where the address is one of the web; a record may come from anywhere, a run of our own has none."""
    return Span(text, url=url if re.fullmatch(r"https?://[^\s<>\"\\]+", url or "") else None)


def _precedents(record: DecisionRecord) -> list[Inline]:
    return [
        _spread(
            run_on(
                _("{case}: best was {approach}, {evidence}."),
                _("It speaks against this decision.") if each.dissents else "",
            ),
            case=_link(_("{title} ({org}, {year})", title=each.title, org=each.org, year=each.year), each.url),
            approach=words.approach_name(each.best),
            evidence=words.evidence_kind(each),
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
    made = _(
        "Made with advisor {version}, rules {rules}.",
        version=record.advisor_version,
        rules=record.rules_fingerprint[:12],
    )
    return (paragraph(made),)


def _with_mark(text: str) -> str:
    """The text as a whole sentence."""
    return text if text.endswith((".", "?", "!", "。", "？", "！")) else words.ended(text)


def _spread(text: str, **values: str | Span) -> Inline:
    """A sentence with runs of text put in where it names them in braces, in whatever order the language has them."""
    spans: list[str | Span] = []
    for said, name, _spec, _conversion in string.Formatter().parse(text):
        spans += [said] if said else []
        spans += [values[name]] if name else []
    return line(*(each for each in spans if each))
