"""`advisor evals`: what eval files show, each variant with its interval and each pair with its difference."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from advisor.cli.options import (
    ApproachOption,
    ColumnOption,
    Format,
    FormatOption,
    MarginOption,
    ScoreOption,
    TargetOption,
    compared,
    show,
)


def evals(
    files: Annotated[list[Path], typer.Argument(help="Files of eval results, or folders of them; several make one set.")],
    target: TargetOption = None,
    margin: MarginOption = 0.03,
    score: ScoreOption = None,
    approach: ApproachOption = None,
    column: ColumnOption = None,
    format: FormatOption = Format.text,
) -> None:
    """Sum up eval results of any known eval tool, or of any table of variant, item and score."""
    show(compared(files, approach, column, score, target, margin), format)
