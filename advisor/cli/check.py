"""`advisor check`: every mistake in the rules, their examples and the cases; exit status 1 if there is one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from advisor.files.checking import check_knowledge


def check(
    rules: Annotated[Path | None, typer.Option(help="A folder of rules instead of the package's own.")] = None,
    cases: Annotated[Path | None, typer.Option(help="A folder of cases instead of the package's own.")] = None,
) -> None:
    """Check the rules, their examples and the case studies."""
    report = check_knowledge(rules, cases)
    for mistake in report.mistakes:
        typer.echo(mistake)
    counts = f"{report.rules} rules, {report.examples} examples, {report.cases} cases"
    if report.mistakes:
        typer.echo(f"{counts}: {len(report.mistakes)} to mend.")
        raise typer.Exit(1)
    typer.echo(f"{counts}: no mistake found.")
