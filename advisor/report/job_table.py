"""Many jobs beside one another, one row each: approach, next step, effort, what a year brings; and their faces."""

from __future__ import annotations

import csv
import datetime
import io

from advisor.decision.verdict import Verdict
from advisor.report.evidence_csv import safe_cell
from advisor.report.faces import parts_as_markdown, visible
from advisor.report.outline import Block, Part, Table, bullets, line, paragraph
from advisor.report.words import counted, in_a_row, percent
from advisor.report.yearly_effect import PathEffort, YearlyEffect, path_effort, yearly_effect
from advisor.schema.recommendation import Probability, Standing
from advisor.schema.words import TITLES, Approach, Closed

_WIDTH = 100
_SHORT = 64
_HEADER = ("Job", "Approach", "Next step", "Effort, person-days", "A year, USD")
_WIDTHS = (26, 16, 20, 12, 16)
_CSV = (
    "file", "job", "approach", "kind", "probability", "standing", "has_results", "simulated",
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
    simulated: str | None
    """Says what was simulated when its results are no measurement."""
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

    def to_json(self) -> str:
        """All of it as JSON; a probability is there also where it is not to be shown."""
        return self.model_dump_json(indent=2)


def job_row(file: str, verdict: Verdict) -> JobRow:
    """The row of one recommendation."""
    now = verdict.now
    return JobRow(
        file=file,
        job=verdict.job.sentence if verdict.job else None,
        approach=verdict.approach,
        kind=verdict.kind,
        probability=verdict.probability,
        standing=verdict.standing,
        has_results=verdict.evidence is not None,
        simulated=verdict.evidence.simulated if verdict.evidence else None,
        results_decide=verdict.results_decide,
        now=now.id if now else None,
        now_title=now.title if now else None,
        path=tuple(step.id for step in verdict.path),
        effort=path_effort(verdict.path),
        yearly=yearly_effect(verdict),
    )


def jobs_as_text(table: JobTable) -> str:
    """The table in 100 columns, long cells in several lines, and what its figures mean."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, leading=1, padding=(0, 1, 0, 1), pad_edge=False)
    for title, width in zip(_HEADER, _WIDTHS, strict=True):
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


def jobs_as_markdown(table: JobTable) -> str:
    """The table as Markdown; text that was entered is escaped."""
    rows = tuple(tuple("; ".join(cell) for cell in _cells(job)) for job in table.jobs)
    jobs: tuple[Block, ...] = (Table(_HEADER, rows),) if rows else ()
    first, *others = _legend(table)
    return parts_as_markdown((Part("Jobs", (*jobs, paragraph(first), *bullets([line(each) for each in others]))),))


def jobs_as_csv(table: JobTable) -> str:
    """The table with a header; an empty cell is "not known". No cell acts as a formula in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_CSV)
    for job in table.jobs:
        shown = job.probability.value if job.probability and job.probability.shown else None
        effort, yearly = job.effort, job.yearly
        cells: list[object] = [job.file, job.job, job.approach, job.kind, shown, job.standing]
        cells += [job.has_results, job.simulated, job.now, job.now_title]
        cells += [effort.steps, effort.steps_without, effort.low, effort.likely, effort.high]
        saved = yearly.saved_usd
        cells += [saved.middle, saved.low, saved.high] if saved else [None, None, None]
        cells += [yearly.p_cheaper, yearly.variant, yearly.against, yearly.left_out, yearly.why_not_known]
        writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()


def _cells(job: JobRow) -> tuple[tuple[str, ...], ...]:
    """The five cells, each in its lines."""
    name = (job.file,) if job.job is None else (job.file, _shortened(job.job))
    cells = name, _approach(job), (job.now_title or "Look at the answers that rule all out",), _effort(job), _year(job)
    return tuple(tuple(visible(each) for each in lines) for lines in cells)


def _approach(job: JobRow) -> tuple[str, ...]:
    if job.approach is None:
        return ("none: every one is ruled out",)
    if job.probability and job.probability.shown:
        likely = percent(job.probability.value)
    else:
        likely = "results decide" if job.results_decide else "rules only"
    results = ("with simulated results" if job.simulated else "with results",) if job.has_results else ()
    return (TITLES[job.approach], likely, *results)


def _effort(job: JobRow) -> tuple[str, ...]:
    effort = job.effort
    if effort.likely is None:
        return ("not known", counted(effort.steps, "step"))
    told = f"{effort.low:g} to {effort.high:g}, likely {effort.likely:g}"
    without = effort.steps_without
    return (told, f"and {counted(without, 'step')} not known") if without else (told,)


def _year(job: JobRow) -> tuple[str, ...]:
    yearly = job.yearly
    saved = yearly.saved_usd
    if saved is None or yearly.against is None:
        return (f"not known: {yearly.why_not_known}",)
    if saved.middle >= 0:
        told = f"saves {_usd(saved.middle)} ({_usd(saved.low)} to {_usd(saved.high)})"
    else:
        told = f"costs {_usd(-saved.middle)} more ({_usd(-saved.high)} to {_usd(-saved.low)})"
    lines = [told, f"against {yearly.against}"]
    if yearly.p_cheaper is not None:
        lines.append(f"cheaper in {_share(yearly.p_cheaper)} of draws")
    if yearly.left_out:
        lines.append(f"{counted(yearly.left_out, 'variant')} without a known cost left out")
    return tuple(lines)


def _legend(table: JobTable) -> tuple[str, ...]:
    """How many jobs there are, and what the figures in the table mean; nothing on what is not in it."""
    jobs = table.jobs
    said = [f"{counted(len(jobs), 'job')}, {table.made.isoformat()}."]
    if table.not_read:
        unread = in_a_row(table.not_read)
        said.append(f"Not in here, as {counted(len(table.not_read), 'job')} could not be read: {unread}.")
    if any(job.probability and job.probability.shown for job in jobs):
        said.append("Approach: the rules' estimate of how often it was the right choice in published cases like this.")
    without, steps = sum(job.effort.steps_without for job in jobs), sum(job.effort.steps for job in jobs)
    if without:
        said.append(
            f"Effort: sums over the steps to the approach; {without} of {counted(steps, 'step')} are not in them, as no"
            " source gives their effort."
        )
    if any(job.yearly.saved_usd for job in jobs):
        said.append(
            "A year: the whole cost over the horizon, divided by its years, beside that of today's process, or of the"
            " simplest approach where the plan has no such process, failures counted where they have a price. In"
            " brackets the 10-90 % range of the difference."
        )
    return tuple(said)


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= _SHORT else f"{sentence[: _SHORT - 1].rstrip()}…"


def _usd(amount: float) -> str:
    """Three digits of it: `84,200`."""
    rounded = float(f"{amount:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 or rounded == 0 else f"{rounded:,.2f}"


def _share(share: float) -> str:
    """A share of the draws; never all or none of the future."""
    return "over 99 %" if share > 0.99 else "under 1 %" if share < 0.01 else percent(share)


__all__ = ["JobRow", "JobTable", "job_row", "jobs_as_csv", "jobs_as_markdown", "jobs_as_text"]
