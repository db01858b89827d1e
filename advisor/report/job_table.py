"""Many jobs beside one another, one row each: approach, next step, effort, what a year brings; and their faces."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal
from typing import Final

from advisor.decision.verdict import Verdict
from advisor.language import N_, Language, _, day, in_its_language, listed, ngettext
from advisor.report.evidence_csv import safe_cell
from advisor.report.faces import parts_as_markdown, visible
from advisor.report.outline import Block, Part, Table, bullets, line, paragraph
from advisor.report.words import percent
from advisor.report.yearly_effect import PathEffort, YearlyEffect, path_effort, yearly_effect
from advisor.schema.recommendation import Probability, Standing
from advisor.schema.words import Approach, Closed, approach_title

_WIDTH = 100
_SHORT = 64
_HEADER = (N_("Job"), N_("Approach"), N_("Next step"), N_("Effort, person-days"), N_("A year, USD"))
_WIDTHS: Final[dict[Language, tuple[int, ...]]] = {"en": (26, 16, 20, 12, 16), "ja": (20, 20, 22, 12, 16)}
"""Of the columns: the name of an approach takes more room in Japanese."""
_CSV = (
    "file", "job", "approach", "kind", "probability", "standing", "has_results", "caveat",
    "next_step", "next_step_title", "steps",
    "steps_without_effort", "effort_low", "effort_likely", "effort_high", "saved_usd_per_year", "saved_low",
    "saved_high", "p_cheaper", "variant", "against", "left_out", "why_not_known",
)  # fmt: skip


class JobRow(Closed):
    """One job."""

    file: str
    """Its file of answers, as it was given."""
    job: str | None
    """`Given …, it produces ….`; None where the answers do not name the job."""
    approach: Approach | None
    kind: str | None
    probability: Probability | None
    standing: Standing
    has_results: bool
    caveat: str | None
    """Says what to bear in mind of its results; None for nothing."""
    results_decide: bool
    """Whether results show something that no answers can outweigh."""
    now: str | None
    """The id of the next step; None where every approach is ruled out."""
    now_title: str | None
    path: tuple[str, ...]
    """The ids of all steps, the next one first."""
    effort: PathEffort
    yearly: YearlyEffect


class JobTable(Closed):
    """All jobs in the order in which they were given."""

    jobs: tuple[JobRow, ...]
    not_read: tuple[str, ...]
    """The files of answers that have mistakes, or whose plan or eval results have."""
    made: datetime.date
    rules_fingerprint: str | None
    """None where there is no job."""
    lang: Language = "en"
    """What it is said in."""

    def to_json(self) -> str:
        """All of it as JSON; a probability is there also where it is not to be shown."""
        return self.model_dump_json(indent=2)


def job_row(file: str, verdict: Verdict) -> JobRow:
    """The row of one recommendation."""
    now = verdict.now
    return JobRow(
        file=file,
        job=_job(verdict),
        approach=verdict.approach,
        kind=verdict.kind,
        probability=verdict.probability,
        standing=verdict.standing,
        has_results=verdict.evidence is not None,
        caveat=verdict.evidence.caveat if verdict.evidence else None,
        results_decide=verdict.results_decide,
        now=now.id if now else None,
        now_title=now.title if now else None,
        path=tuple(step.id for step in verdict.path),
        effort=path_effort(verdict.path),
        yearly=yearly_effect(verdict),
    )


@in_its_language
def jobs_as_text(table: JobTable) -> str:
    """The table in 100 columns, long cells in several lines, and what its figures mean."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, leading=1, padding=(0, 1, 0, 1), pad_edge=False)
    for title, width in zip(_header(), _WIDTHS[table.lang], strict=True):
        grid.add_column(Text(title), width=width, overflow="fold")
    for job in table.jobs:
        grid.add_row(*(Text("\n".join(cell)) for cell in _cells(job)))
    out = io.StringIO()
    console = Console(file=out, width=_WIDTH, color_system=None, force_terminal=False, legacy_windows=False)
    if table.jobs:
        console.print(grid)
        console.print()
    for text in _legend(table):
        console.print(Text(visible(text)))
    return "\n".join(each.rstrip() for each in out.getvalue().splitlines()) + "\n"


@in_its_language
def jobs_as_markdown(table: JobTable) -> str:
    """The table as Markdown; text that was entered is escaped."""
    rows = tuple(tuple(_("; ").join(cell) for cell in _cells(job)) for job in table.jobs)
    jobs: tuple[Block, ...] = (Table(_header(), rows),) if rows else ()
    first, *others = _legend(table)
    return parts_as_markdown((Part(_("Jobs"), (*jobs, paragraph(first), *bullets([line(each) for each in others]))),))


def jobs_as_csv(table: JobTable) -> str:
    """The table with a header; an empty cell is "not known". No cell acts as a formula in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_CSV)
    for job in table.jobs:
        shown = job.probability.value if job.probability and job.probability.shown else None
        effort, yearly = job.effort, job.yearly
        cells: list[object] = [job.file, job.job, job.approach, job.kind, shown, job.standing]
        cells += [job.has_results, job.caveat, job.now, job.now_title]
        cells += [effort.steps, effort.steps_without, effort.low, effort.likely, effort.high]
        saved = yearly.saved_usd
        cells += [saved.middle, saved.low, saved.high] if saved else [None, None, None]
        cells += [yearly.p_cheaper, yearly.variant, yearly.against, yearly.left_out, yearly.why_not_known]
        writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()


@in_its_language
def _job(verdict: Verdict) -> str | None:
    return verdict.job.sentence if verdict.job else None


def _header() -> tuple[str, ...]:
    return tuple(_(each) for each in _HEADER)


def _cells(job: JobRow) -> tuple[tuple[str, ...], ...]:
    """The five cells, each in its lines."""
    name = (job.file,) if job.job is None else (job.file, _shortened(job.job))
    now = job.now_title or _("Look at the answers that rule all out")
    cells = name, _approach(job), (now,), _effort(job), _year(job)
    return tuple(tuple(visible(each) for each in lines) for lines in cells)


def _approach(job: JobRow) -> tuple[str, ...]:
    if job.approach is None:
        return (_("none: every one is ruled out"),)
    if job.probability and job.probability.shown:
        likely = percent(job.probability.value)
    else:
        likely = _("results decide") if job.results_decide else _("rules only")
    results = (_("with results that carry a caveat") if job.caveat else _("with results"),) if job.has_results else ()
    return (approach_title(job.approach), likely, *results)


def _effort(job: JobRow) -> tuple[str, ...]:
    effort = job.effort
    if effort.likely is None:
        return (_("not known"), ngettext("{n} step", "{n} steps", effort.steps))
    told = _(
        "{low} to {high}, likely {likely}",
        low=f"{effort.low:g}",
        high=f"{effort.high:g}",
        likely=f"{effort.likely:g}",
    )
    without = effort.steps_without
    return (told, ngettext("and {n} step not known", "and {n} steps not known", without)) if without else (told,)


def _year(job: JobRow) -> tuple[str, ...]:
    yearly = job.yearly
    saved = yearly.saved_usd
    if saved is None or yearly.against is None:
        return (_("not known: {why}", why=yearly.why_not_known),)
    if saved.middle >= 0:
        told = _("saves {usd} ({low} to {high})", usd=_usd(saved.middle), low=_usd(saved.low), high=_usd(saved.high))
    else:
        told = _(
            "costs {usd} more ({low} to {high})", usd=_usd(-saved.middle), low=_usd(-saved.high), high=_usd(-saved.low)
        )
    lines = [told, _("against {variant}", variant=yearly.against)]
    if yearly.p_cheaper is not None:
        lines.append(_("cheaper in {share} of draws", share=_share(yearly.p_cheaper)))
    if yearly.left_out:
        lines.append(
            ngettext(
                "{n} variant without a known cost left out",
                "{n} variants without a known cost left out",
                yearly.left_out,
            )
        )
    return tuple(lines)


def _legend(table: JobTable) -> tuple[str, ...]:
    """How many jobs there are, and what the figures in the table mean; nothing on what is not in it."""
    jobs = table.jobs
    said = [ngettext("{n} job, {day}.", "{n} jobs, {day}.", len(jobs), day=day(table.made))]
    if table.not_read:
        said.append(
            ngettext(
                "Not in here, as {n} job could not be read: {files}.",
                "Not in here, as {n} jobs could not be read: {files}.",
                len(table.not_read),
                files=listed(table.not_read),
            )
        )
    if any(job.probability and job.probability.shown for job in jobs):
        said.append(
            _("Approach: the rules' estimate of how often it was the right choice in published cases like this.")
        )
    without, steps = sum(job.effort.steps_without for job in jobs), sum(job.effort.steps for job in jobs)
    if without:
        said.append(
            ngettext(
                "Effort: sums over the steps to the approach; {without} of {n} step are not in them, as no source "
                "gives their effort.",
                "Effort: sums over the steps to the approach; {without} of {n} steps are not in them, as no source "
                "gives their effort.",
                steps,
                without=without,
            )
        )
    if any(job.yearly.saved_usd for job in jobs):
        said.append(
            _(
                "A year: the whole cost over the horizon, divided by its years, beside that of today's process, or of "
                "the simplest approach where the plan has no such process, failures counted where they have a price. "
                "In brackets the 10-90 % range of the difference."
            )
        )
    return tuple(said)


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= _SHORT else f"{sentence[: _SHORT - 1].rstrip()}…"


def _usd(amount: float) -> str:
    """Three digits of it: `84,200`."""
    rounded = float(f"{amount:.3g}")
    if 0 < abs(rounded) < 1:
        return f"{Decimal(str(rounded)):f}"
    return f"{rounded:,.0f}" if abs(rounded) >= 100 or rounded == 0 else f"{rounded:,.2f}"


def _share(share: float) -> str:
    """A share of the draws; never all or none of the future."""
    return _("over 99 %") if share > 0.99 else _("under 1 %") if share < 0.01 else percent(share)


__all__ = ["JobRow", "JobTable", "job_row", "jobs_as_csv", "jobs_as_markdown", "jobs_as_text"]
