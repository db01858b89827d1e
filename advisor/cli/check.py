"""`advisor check`: every mistake in the rules, their examples and the cases; exit status 1 if there is one."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from advisor.cli.options import RulesOption
from advisor.files.checking import CheckReport, check_knowledge


def check(
    rules: RulesOption = None,
    cases: Annotated[Path | None, typer.Option(help="A folder of cases instead of the package's own.")] = None,
) -> None:
    """Check the rules, their examples and the case studies; list the dated claims that are to be read again."""
    folder, house = (rules[0], rules[1:]) if rules else (None, [])
    report = check_knowledge(folder, cases, house=house, today=datetime.date.today())
    for line in (*report.mistakes, *report.notes):
        typer.echo(line)
    if report.mistakes:
        typer.echo(f"{_counts(report)}: {len(report.mistakes)} to mend.")
        raise typer.Exit(1)
    typer.echo(f"{_counts(report)}: no mistake found.")


def _counts(report: CheckReport) -> str:
    house = ""
    if report.house or report.switched_off:
        added = report.house - report.replaced
        house = f" (house rules: {added} added, {report.replaced} replaced, {report.switched_off} switched off)"
    return f"{report.rules} rules{house}, {report.examples} examples, {report.cases} cases"
