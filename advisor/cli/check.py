"""`advisor check`: every mistake in the rules, their examples and the cases; exit status 1 if there is one."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from advisor.cli.calibrate import ReportFormat
from advisor.cli.options import RulesOption
from advisor.errors import AdvisorError
from advisor.files.checking import CheckReport, check_knowledge


def check(
    rules: RulesOption = None,
    cases: Annotated[Path | None, typer.Option(help="A folder of cases instead of the package's own.")] = None,
    audit: Annotated[
        bool, typer.Option("--audit", help="Also audit the rules over every possible answer set (some seconds).")
    ] = False,
    format: Annotated[ReportFormat, typer.Option("--format", help="How to print the audit.")] = ReportFormat.text,
) -> None:
    """Check the rules, their examples and the case studies; list the dated claims that are to be read again."""
    in_json = format is ReportFormat.json
    if in_json and not audit:
        raise AdvisorError("--format json prints the audit; give --audit too.")
    folder, house = (rules[0], rules[1:]) if rules else (None, [])
    report = check_knowledge(folder, cases, house=house, today=datetime.date.today())
    for line in (*report.mistakes, *report.notes):
        typer.echo(line, err=in_json)
    if report.mistakes:
        typer.echo(f"{_counts(report)}: {len(report.mistakes)} to mend.", err=in_json)
        raise typer.Exit(1)
    typer.echo(f"{_counts(report)}: no mistake found.", err=in_json)
    if audit:
        _audit(folder, house, in_json)


def _audit(folder: Path | None, house: list[Path], in_json: bool) -> None:
    """Prints the audit; exit status 1 where something is to be mended."""
    from advisor.decision.auditing.audit import audit
    from advisor.files.rulebook import RuleBook
    from advisor.report.audit import audit_as_text

    found = audit(RuleBook.load(folder, house=house))
    typer.echo(found.model_dump_json(indent=2) + "\n" if in_json else "\n" + audit_as_text(found), nl=False)
    if found.errors:
        raise typer.Exit(1)


def _counts(report: CheckReport) -> str:
    house = ""
    if report.house or report.switched_off:
        added = report.house - report.replaced
        house = f" (house rules: {added} added, {report.replaced} replaced, {report.switched_off} switched off)"
    return f"{report.rules} rules{house}, {report.examples} examples, {report.cases} cases"
