"""The sections of a report on a decision, in the order of MADR 4 (https://adr.github.io/madr/), behind page one."""

from __future__ import annotations

import datetime

from advisor.language import _, day, ngettext, run_on
from advisor.report import record_words
from advisor.report.contents import recommendation_parts
from advisor.report.cost_contents import cost_summary_parts
from advisor.report.evidence_contents import evidence_parts
from advisor.report.outline import Block, Inline, Part, Span, Table, bullets, line, paragraph
from advisor.report.report_source import ReportSource
from advisor.report.words import lower
from advisor.schema.report import Decision, OptionRow, PageOne, PersonDays, Quality, YearlyCost
from advisor.schema.words import APPROACHES, approach_title


def page_one_parts(page: PageOne) -> tuple[Part, ...]:
    """What stands on page one, the decision itself left out: it is the title's."""
    caveat = (paragraph(Span(page.caveat, strong=True)),) if page.caveat else ()
    return (
        Part(_("What each option brings and costs"), (*caveat, _options(page), paragraph(_note(page)))),
        Part(_("Next step"), _next(page)),
        Part(_("Largest risk"), (paragraph(page.largest_risk),)),
        Part(_("What would change our mind"), bullets(_changes(page))),
    )


def decision_parts(source: ReportSource) -> tuple[Part, ...]:
    """Everything behind page one."""
    verdict, today = source.verdict, source.decision.made_on
    found = recommendation_parts(verdict, source.precedents, verdict.book, source.prospects, today)
    told, job, step, path, why, against, others, out, differ, worth, *ahead, waiting, cases, answers, rests = found
    evidence = verdict.evidence
    measured: tuple[Part, ...] = ()
    if evidence is not None:
        measured = (*evidence_parts(evidence), *(cost_summary_parts(evidence.costs) if evidence.costs else ()))
    elif verdict.costs is not None:
        measured = cost_summary_parts(verdict.costs)
    options = bullets([line(_option(each, source.page)) for each in APPROACHES])
    triggers = [line(record_words.trigger_sentence(each, verdict.book, today)) for each in source.decision.triggers]
    return (
        Part(_("Context and Problem Statement"), job.blocks or (paragraph(_("The job was not described.")),)),
        Part(_("Decision Drivers"), answers.blocks or (paragraph(_("No question was answered.")),)),
        Part(_("Considered Options"), options),
        Part(_("Decision Outcome"), told.blocks),
        *_within(Part(_("Consequences"), path.blocks), Part(_("Confirmation"), step.blocks)),
        *_within(Part(_("When to look again"), bullets(triggers)), *ahead),
        Part(_("Pros and Cons of the Options"), (paragraph(_("What each rule says of them, with its sources.")),)),
        *_within(why, against, others, out, differ),
        Part(_("More Information"), _versions(source.decision)),
        *_within(*measured, cases, worth, waiting, rests, Part(_("Eval files"), bullets(_files(source.decision)))),
    )


def quality_words(quality: Quality | None) -> str:
    """`0.87 (95 % interval 0.81 to 0.91, n = 120)`, or that it was not measured."""
    if quality is None:
        return _("not measured")
    if quality.low is None or quality.high is None:
        return _("{mean} (n = {n})", mean=f"{quality.mean:.2f}", n=f"{quality.n:,}")
    return _(
        "{mean} (95 % interval {low} to {high}, n = {n})",
        mean=f"{quality.mean:.2f}",
        low=f"{quality.low:.2f}",
        high=f"{quality.high:.2f}",
        n=f"{quality.n:,}",
    )


def yearly_words(cost: YearlyCost | None) -> str:
    """`US$ 12,000 (9,800 to 15,000)`, or that it is not known."""
    if cost is None:
        return _("not known")
    return _(
        "US$ {median} ({low} to {high})",
        median=f"{cost.median:,.0f}",
        low=f"{cost.low:,.0f}",
        high=f"{cost.high:,.0f}",
    )


def effort_words(effort: PersonDays | None) -> str:
    """`4 to 12 (2 of 6 steps not known)`, or that nobody published it."""
    if effort is None:
        return _("none")
    unknown = ngettext("{n} step not known", "{n} steps not known", effort.steps_without)
    if effort.low is None or effort.high is None:
        return unknown if effort.steps else _("none")
    told = _("{low} to {high}", low=f"{effort.low:g}", high=f"{effort.high:g}")
    return _("{told} ({unknown})", told=told, unknown=unknown) if effort.steps_without else told


def _options(page: PageOne) -> Table:
    return Table(
        (_("option"), _("quality"), _("US$ a year"), _("person-days")),
        tuple(
            (_name(each), quality_words(each.quality), yearly_words(each.usd_a_year), effort_words(each.person_days))
            for each in page.options
        ),
    )


def _name(row: OptionRow) -> str:
    title = approach_title(row.place)
    if row.is_recommended:
        return _("{option} (recommended)", option=title)
    return _("{option} (ruled out)", option=title) if row.is_ruled_out else title


def _note(page: PageOne) -> str:
    named = [
        _("{option}: {variant}", option=approach_title(each.place), variant=each.quality.variant)
        for each in page.options
        if each.quality
    ]
    measured = (
        _("Quality is that of {variants}.", variants=_(", ").join(named)) if named else _("Nothing was measured yet.")
    )
    money = _("Money: middle of a simulation and its middle 80 %, one-off costs spread over the horizon.")
    return run_on(
        measured,
        money
        if any(each.usd_a_year for each in page.options)
        else _("A yearly amount takes a cost plan with all that a variant needs."),
        _("Person-days: the sum over the steps of the path for which a source gives an effort."),
    )


def _next(page: PageOne) -> tuple[Block, ...]:
    step = page.next_step
    if step is None:
        return (paragraph(_("None: every approach is ruled out.")),)
    owner = page.owner or _("not named yet")
    due = day(page.due) if page.due else _("not set yet")
    return (
        paragraph(Span(step.title, strong=True), f" {step.says}"),
        *bullets(
            [
                line(Span(_("Owner: "), strong=True), owner),
                line(Span(_("Due: "), strong=True), due),
                line(Span(_("Done when: "), strong=True), lower(step.done_when)),
            ]
        ),
    )


def _changes(page: PageOne) -> list[Inline]:
    more = page.changes_left_out
    rest = [ngettext("{n} more stands below.", "{n} more stand below.", more)] if more else []
    return [line(each) for each in (*page.changes, *rest)]


def _option(approach: str, page: PageOne) -> str:
    return next(_name(each) for each in page.options if each.place == approach)


def _prices_read(first: datetime.date, last: datetime.date) -> str:
    if first == last:
        return _("Prices read on {day}.", day=day(first))
    return _("Prices read between {first} and {last}.", first=day(first), last=day(last))


def _within(*parts: Part) -> tuple[Part, ...]:
    return tuple(Part(each.title, each.blocks, 1) for each in parts)


def _versions(decision: Decision) -> tuple[Block, ...]:
    versions = decision.versions
    read = [each.as_of for each in decision.prices.values() if each.as_of]
    prices = _prices_read(min(read), max(read)) if read else ""
    return (
        paragraph(
            run_on(
                _("Made on {day} with advisor {version}.", day=day(decision.made_on), version=versions.advisor),
                _(
                    "Rules {rules} (sources last read on {read}), published cases {cases}.",
                    rules=versions.rules[:12],
                    read=day(versions.newest_source),
                    cases=versions.cases[:12],
                ),
                prices,
            )
        ),
        paragraph(
            _(
                "What is drawn at random is drawn from fixed seeds: the same answers, files, rules and prices on the "
                "same day give the same report, byte by byte."
            )
        ),
    )


def _files(decision: Decision) -> list[Inline]:
    return [line(Span(each.name, code=True), _(" SHA-256 {digest}", digest=each.sha256)) for each in decision.evals]
