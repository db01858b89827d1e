"""`advisor evals`: what eval files show, each variant with its interval and each pair with its difference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from advisor.api import compare, read_evals
from advisor.cli.options import (
    ApproachOption,
    ColumnOption,
    Format,
    FormatOption,
    MarginOption,
    ScoreOption,
    TargetOption,
    pairs,
)


def evals(
    files: Annotated[list[Path], typer.Argument(help="Files of eval results; several make one set.")],
    target: TargetOption = None,
    margin: MarginOption = 0.03,
    score: ScoreOption = None,
    approach: ApproachOption = None,
    column: ColumnOption = None,
    format: FormatOption = Format.text,
) -> None:
    """Sum up eval results: promptfoo, Inspect AI, or any table of variant, item and score."""
    samples = read_evals(files, approaches=pairs("--approach", approach), columns=pairs("--column", column))
    found = compare(samples, score=score, target=target, margin=margin)
    match format:
        case Format.text:
            typer.echo(found.to_text(), nl=False)
        case Format.markdown:
            typer.echo(found.to_markdown(), nl=False)
        case Format.json:
            typer.echo(json.dumps(found.model_dump(mode="json"), indent=2, ensure_ascii=False))
