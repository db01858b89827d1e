"""`advisor recommend`: a recommendation from a file of answers and, where there are any, eval files; or a table."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from advisor.api import Recommendation, RuleBook, compare, load_answers, load_cost_plan, read_evals
from advisor.api import recommend as make_recommendation
from advisor.cli.job_files import files_of, split_off
from advisor.cli.options import (
    ApproachOption,
    ColumnOption,
    Format,
    LangOption,
    MarginOption,
    PlanOption,
    PricesOption,
    RulesOption,
    ScoreOption,
    TableFormat,
    TableFormatOption,
    TargetOption,
    compared,
    pairs,
    planned,
    show,
)
from advisor.cli.progress import Bar
from advisor.errors import AdvisorError
from advisor.language import Language
from advisor.schema.rules import Book


def recommend(
    answers: Annotated[
        list[Path],
        typer.Argument(help="A YAML or JSON file of answers, with --table many; what is left out is unknown."),
    ],
    evals: Annotated[
        list[Path] | None, typer.Option("--evals", help="Files of eval results: --evals a.json b.json.")
    ] = None,
    table: Annotated[
        bool,
        typer.Option(
            "--table",
            help="One row a file. Beside `job.yaml` may stand its cost plan, `job.costs.yaml`, and its eval results, "
            "`job.evals/` or `job.evals.json`.",
        ),
    ] = False,
    target: TargetOption = None,
    margin: MarginOption = 0.03,
    score: ScoreOption = None,
    approach: ApproachOption = None,
    column: ColumnOption = None,
    plan: PlanOption = None,
    prices: PricesOption = None,
    rules: RulesOption = None,
    lang: LangOption = "en",
    format: TableFormatOption = TableFormat.text,
) -> None:
    """Recommend prompting, RAG, fine-tuning or both, with reasons, sources and the next step."""
    if table and evals:
        raise AdvisorError(
            f"--evals: `{evals[0]}` is for one job; with --table put results beside each `job.yaml`, into the folder "
            "`job.evals` or a file such as `job.evals.json`."
        )
    if table and plan:
        raise AdvisorError(
            f"--plan: `{plan}` is for one job; with --table put its cost plan beside each `job.yaml`, as"
            " `job.costs.yaml`."
        )
    if not table and len(answers) > 1 and not evals:
        raise AdvisorError(
            f"`{answers[1]}` is one file too many; add --table to list many jobs, or put eval results behind --evals."
        )
    if format == TableFormat.csv and not table:
        raise AdvisorError("--format: `csv` is for tables; add --table, or write text, markdown or json.")
    if table:
        how = _Reading(target, margin, score, pairs("--approach", approach), pairs("--column", column), prices)
        return _list_jobs(answers, how, _book(rules, lang), format)
    first, *more = answers
    given = load_answers(first)
    costs, book = planned(plan, prices), _book(rules, lang)
    if not evals:
        found = make_recommendation(given, rule_book=book, target=target, margin=margin, plan=costs, prices=prices)
        return show(found, Format(format.value))
    files = [*evals, *more]
    results = compared(files, approach, column, score, target, margin, plan=costs, prices=prices, lang=lang)
    found = make_recommendation(given, results=results, rule_book=book, target=target, margin=margin)
    return show(found, Format(format.value))


class _Reading(NamedTuple):
    """How results are read, the same for all jobs."""

    target: float | None
    margin: float
    score: str | None
    approaches: dict[str, str]
    columns: dict[str, str]
    prices: Path | None


def _list_jobs(files: Sequence[Path], how: _Reading, book: Book, format: TableFormat) -> None:
    """Prints one row a job, then raises what is wrong with the files that could not be read, all of it at once."""
    from advisor.report.job_table import JobTable, job_row, jobs_as_csv, jobs_as_markdown, jobs_as_text

    own, mistakes = split_off(files)
    rows, not_read, fingerprint = [], [], None
    with Bar("Jobs") as bar:
        for done, path in enumerate(own):
            bar(done, len(own))
            try:
                found = _recommend_one(path, how, book)
            except AdvisorError as error:
                not_read.append(str(path))
                mistakes += [_placed(path, each) for each in error.lines]
            else:
                fingerprint = found.rules_fingerprint
                rows.append(job_row(str(path), found))
    table = JobTable(
        jobs=tuple(rows),
        not_read=tuple(not_read),
        made=datetime.date.today(),
        rules_fingerprint=fingerprint,
        lang=book.language,
    )
    match format:
        case TableFormat.text:
            typer.echo(jobs_as_text(table), nl=False)
        case TableFormat.markdown:
            typer.echo(jobs_as_markdown(table), nl=False)
        case TableFormat.csv:
            typer.echo(jobs_as_csv(table), nl=False)
        case TableFormat.json:
            typer.echo(table.to_json())
    if mistakes:
        raise AdvisorError("\n".join(mistakes))


def _recommend_one(path: Path, how: _Reading, book: Book) -> Recommendation:
    job = files_of(path)
    given = load_answers(job.answers)
    plan, prices = (load_cost_plan(job.plan), how.prices) if job.plan else (None, None)
    if not job.evals:
        return make_recommendation(
            given, rule_book=book, target=how.target, margin=how.margin, plan=plan, prices=prices
        )
    samples = read_evals(job.evals, approaches=how.approaches, columns=how.columns, skip_broken=True)
    results = compare(
        samples,
        score=how.score,
        target=how.target,
        margin=how.margin,
        plan=plan,
        prices=prices,
        lang=book.language,
    )
    return make_recommendation(given, results=results, rule_book=book, target=how.target, margin=how.margin)


def _placed(path: Path, mistake: str) -> str:
    """The mistake behind the whole path: in a table files of one name in many folders are likely."""
    return f"{path}{mistake.removeprefix(path.name)}" if mistake.startswith(path.name) else f"{path}: {mistake}"


def _book(rules: Sequence[Path] | None, lang: Language) -> Book:
    return RuleBook.load(rules[0], house=rules[1:], lang=lang) if rules else RuleBook.load(lang=lang)
