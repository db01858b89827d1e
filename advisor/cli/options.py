"""The options that several verbs share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from advisor.api import Comparison, Recommendation, compare, read_evals
from advisor.errors import AdvisorError


class Format(StrEnum):
    """How to print."""

    text = "text"
    markdown = "markdown"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print.")]
TargetOption = Annotated[
    float | None,
    typer.Option(help="The quality you need, in units of the score (0.9 = 90 % for pass or fail)."),
]
MarginOption = Annotated[float, typer.Option(help="The difference that does not matter to you, in units of the score.")]
ScoreOption = Annotated[str | None, typer.Option(help="The score that means quality, where the files hold several.")]
ApproachOption = Annotated[
    list[str] | None,
    typer.Option(
        "--approach",
        help="VARIANT=APPROACH where the names don't tell: prompting, rag, fine-tuning, rag+fine-tuning, baseline.",
    ),
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option("--column", help="OURS=THEIRS where a table names its columns otherwise, such as item=example_id."),
]
RulesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        help="Your own rules on top of the book; a folder with questions.yaml is a whole book instead. "
        "May be given several times.",
    ),
]


def pairs(option: str, given: list[str] | None) -> dict[str, str]:
    """`["a=b"]` as `{"a": "b"}`. Raises `AdvisorError` where there is no `=`."""
    found: dict[str, str] = {}
    for text in given or []:
        left, equals, right = text.rpartition("=") if option == "--approach" else text.partition("=")
        if not equals or not left or not right:
            raise AdvisorError(f"{option}: `{text}` has no two sides; write it as NAME=VALUE.")
        found[left] = right
    return found


def compared(
    files: list[Path],
    approach: list[str] | None,
    column: list[str] | None,
    score: str | None,
    target: float | None,
    margin: float,
) -> Comparison:
    """What these eval files show, with the options as they were typed."""
    samples = read_evals(
        files, approaches=pairs("--approach", approach), columns=pairs("--column", column), skip_broken=True
    )
    return compare(samples, score=score, target=target, margin=margin)


def show(found: Recommendation | Comparison, format: Format) -> None:
    """Prints one face of what was found."""
    match format:
        case Format.text:
            typer.echo(found.to_text(), nl=False)
        case Format.markdown:
            typer.echo(found.to_markdown(), nl=False)
        case Format.json:
            typer.echo(found.to_json())
