"""`advisor calibrate`: the weights of the rules fitted to the published cases, with a report on the fit."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class ReportFormat(StrEnum):
    """How to print the report."""

    text = "text"
    json = "json"


def calibrate(
    rules: Annotated[Path | None, typer.Option(help="A folder of rules instead of the package's own.")] = None,
    cases: Annotated[Path | None, typer.Option(help="A folder of cases instead of the package's own.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same numbers.", min=0)] = 0,
    write: Annotated[bool, typer.Option("--write", help="Write weights.yaml, and the report beside it.")] = False,
    format: Annotated[ReportFormat, typer.Option("--format", help="How to print.")] = ReportFormat.text,
) -> None:
    """Fit the weights of the rules to the published cases; nothing is changed without --write."""
    from advisor.api import require_evals_extra

    require_evals_extra("Fitting")
    from advisor.decision.calibration import calibrate as fit_weights
    from advisor.decision.cross_validation import Procedure
    from advisor.files.casebook import load_cases
    from advisor.files.rulebook import RuleBook
    from advisor.files.weights import weights_file, write_weights
    from advisor.report.calibration import calibration_as_text

    target = weights_file(rules) if write else None
    report = fit_weights(RuleBook.load(rules), load_cases(cases), datetime.date.today(), Procedure(seed=seed))
    shown = report.model_dump_json(indent=2) + "\n" if format is ReportFormat.json else calibration_as_text(report)
    typer.echo(shown, nl=False)
    if target:
        for path in write_weights(report, target):
            typer.echo(f"Written: {path.name}", err=True)
