"""`advisor evals`: what eval files show, each variant with its interval and each pair with its difference."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from advisor.cli.options import (
    ApproachOption,
    ColumnOption,
    ColumnsOption,
    FailuresOption,
    Format,
    HeldOutOption,
    LabelsOption,
    LooksOption,
    MarginOption,
    PlanOption,
    PositionsOption,
    PricesOption,
    ScoreOption,
    SecondLabelsOption,
    SegmentOption,
    TableFormat,
    TableFormatOption,
    TargetOption,
    TrainOption,
    compared,
    planned,
    shares,
    show,
)


def evals(
    files: Annotated[
        list[Path], typer.Argument(help="Files of eval results, or folders of them; several make one set.")
    ],
    target: TargetOption = None,
    margin: MarginOption = 0.03,
    score: ScoreOption = None,
    approach: ApproachOption = None,
    column: ColumnOption = None,
    columns: ColumnsOption = None,
    train: TrainOption = None,
    labels: LabelsOption = None,
    second_labels: SecondLabelsOption = None,
    positions: PositionsOption = None,
    looks: LooksOption = None,
    held_out: HeldOutOption = None,
    segment_share: SegmentOption = None,
    failures: FailuresOption = None,
    plan: PlanOption = None,
    prices: PricesOption = None,
    format: TableFormatOption = TableFormat.text,
) -> None:
    """Sum up eval results of any known eval tool, or of any table of variant, item and score."""
    beside = {
        "train": train,
        "labels": labels,
        "second_labels": second_labels,
        "positions": positions,
        "looks": looks,
        "has_held_out_set": held_out,
        "mix": shares(segment_share),
        "failures": failures,
    }
    costs = planned(plan, prices)
    found = compared(files, approach, column, score, target, margin, beside, columns, costs, prices)
    if format == TableFormat.csv:
        typer.echo(found.to_csv(), nl=False)
    else:
        show(found, Format(format.value))
