"""The options that several verbs share."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from advisor.api import Comparison, Recommendation, compare, load_cost_plan, read_beside, read_evals
from advisor.errors import AdvisorError
from advisor.language import Language

if TYPE_CHECKING:
    from advisor.evals.eval_set import EvalSet
    from advisor.schema.cost_plan import CostPlan


class Format(StrEnum):
    """How to print."""

    text = "text"
    markdown = "markdown"
    json = "json"


class TableFormat(StrEnum):
    """How to print figures."""

    text = "text"
    markdown = "markdown"
    json = "json"
    csv = "csv"


TableFormatOption = Annotated[TableFormat, typer.Option("--format", help="How to print.")]
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
ColumnsOption = Annotated[
    Path | None, typer.Option("--columns", metavar="FILE", help="Such names in a YAML file, as the app saves it.")
]
TrainOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--train", metavar="FILE", help="What a model was tuned on, or the examples in the prompt: JSONL, CSV, TXT."
    ),
]
LabelsOption = Annotated[
    Path | None, typer.Option("--labels", metavar="FILE", help="Human marks: a table of variant, item, label.")
]
SecondLabelsOption = Annotated[
    Path | None, typer.Option("--second-labels", metavar="FILE", help="The marks of another person, in the same form.")
]
PositionsOption = Annotated[
    Path | None,
    typer.Option(
        "--positions", metavar="FILE", help="Pairwise verdicts in both orders: a table of item, a_first, b_first."
    ),
]
FailuresOption = Annotated[
    Path | None,
    typer.Option(
        "--failures",
        metavar="FILE",
        help="Labelled failures: a table of variant, item, cause (facts, form, judgement, economics, wrong-test).",
    ),
]
LooksOption = Annotated[
    int | None, typer.Option(help="How many prompts and settings were scored on these items so far.", min=0)
]
HeldOutOption = Annotated[
    bool | None, typer.Option("--held-out/--no-held-out", help="Whether there are items that nobody tuned on.")
]
SegmentOption = Annotated[
    list[str] | None,
    typer.Option("--segment-share", metavar="SEGMENT=SHARE", help="The share of a segment in your traffic."),
]
PlanOption = Annotated[
    Path | None,
    typer.Option("--plan", metavar="FILE", help="Your cost plan in YAML; `advisor cost --new-plan FILE` writes one."),
]
PricesOption = Annotated[
    Path | None, typer.Option("--prices", metavar="FILE", help="Your own prices, which stand before the book's.")
]
LangOption = Annotated[Language, typer.Option("--lang", help="What it is said in: English or Japanese.")]
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
        is_of_variant = option in ("--approach", "--model")
        left, equals, right = text.rpartition("=") if is_of_variant else text.partition("=")
        if not equals or not left or not right:
            raise AdvisorError(f"{option}: `{text}` has no two sides; write it as NAME=VALUE.")
        found[left] = right
    return found


def shares(given: list[str] | None) -> dict[str, float]:
    """`["web=0.7"]` as `{"web": 0.7}`; `70%` is 0.7. Raises `AdvisorError` where a share is no number from 0 up."""
    found = {}
    for name, text in pairs("--segment-share", given).items():
        try:
            share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            share = math.nan
        if not (math.isfinite(share) and share >= 0):
            raise AdvisorError(f"--segment-share: `{text}` is no share; write SEGMENT=0.3 or SEGMENT=30%.")
        found[name] = share
    return found


def compared(
    files: list[Path],
    approach: list[str] | None,
    column: list[str] | None,
    score: str | None,
    target: float | None,
    margin: float,
    beside: Mapping[str, Any] | None = None,
    columns: Path | None = None,
    plan: CostPlan | None = None,
    prices: Path | None = None,
    lang: Language | None = None,
) -> Comparison:
    """What these eval files show, with the options as they were typed; `beside` as `read_beside` takes it."""
    given = read_beside(**beside) if beside else None
    read = samples(files, approach, column, columns)
    return compare(read, score=score, target=target, margin=margin, beside=given, plan=plan, prices=prices, lang=lang)


def planned(plan: Path | None, prices: Path | None) -> CostPlan | None:
    """The cost plan in the file. Raises `AdvisorError` where there are prices that no plan uses."""
    if plan is None and prices is not None:
        raise AdvisorError(f"--prices: `{prices}` is for a cost plan; give one with --plan, or leave it out.")
    return None if plan is None else load_cost_plan(plan)


def samples(files: list[Path], approach: list[str] | None, column: list[str] | None, columns: Path | None) -> EvalSet:
    """The samples in these eval files, with the options as they were typed."""
    from advisor.files.column_file import load_columns

    named = {**(load_columns(columns) if columns else {}), **pairs("--column", column)}
    return read_evals(files, approaches=pairs("--approach", approach), columns=named, skip_broken=True)


def show(found: Recommendation | Comparison, format: Format) -> None:
    """Prints one face of what was found."""
    match format:
        case Format.text:
            typer.echo(found.to_text(), nl=False)
        case Format.markdown:
            typer.echo(found.to_markdown(), nl=False)
        case Format.json:
            typer.echo(found.to_json())
