"""`advisor cost`: what each variant costs over the horizon, break-evens, and what is missing for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from advisor.api import CostReport, work_out_costs
from advisor.cli.options import (
    ApproachOption,
    ColumnOption,
    ColumnsOption,
    MarginOption,
    PricesOption,
    ScoreOption,
    TargetOption,
    pairs,
    samples,
)
from advisor.errors import AdvisorError, PriceError
from advisor.files.cost_plan import load_cost_plan, read_cost_plan
from advisor.schema.cost_plan import CostPlan

DEFAULT_MARGIN: Final = 0.03


class CostFormat(StrEnum):
    """How to print costs."""

    text = "text"
    markdown = "markdown"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    html = "html"
    svg = "svg"
    png = "png"


_ENDINGS: Final = {
    ".txt": CostFormat.text,
    ".md": CostFormat.markdown,
    ".json": CostFormat.json,
    ".csv": CostFormat.csv,
    ".xlsx": CostFormat.xlsx,
    ".html": CostFormat.html,
    ".svg": CostFormat.svg,
    ".png": CostFormat.png,
}
_FOR_FILES: Final = {
    CostFormat.xlsx: "a workbook is no text",
    CostFormat.svg: "a picture is no text",
    CostFormat.png: "a picture is no text",
}
_STARTER: Final[dict[str, Any]] = {
    "prompt": {"approach": "prompting"},
    "rag": {"approach": "rag"},
    "tuned": {"approach": "fine-tuning"},
}
"""What a new plan asks about where nothing is given."""


def cost(
    evals: Annotated[
        list[Path] | None, typer.Argument(help="Files of eval results; without them the plan's variants.")
    ] = None,
    volume: Annotated[
        str | None,
        typer.Option(
            metavar="REQUESTS_A_MONTH", help="Finished pieces of work a month, such as 20000, or low,likely,high."
        ),
    ] = None,
    horizon: Annotated[int | None, typer.Option(metavar="MONTHS", help="Months, from 1 to 120.")] = None,
    plan: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Amounts that nobody can look up, in YAML; see --new-plan.")
    ] = None,
    prices: PricesOption = None,
    model: Annotated[
        list[str] | None,
        typer.Option("--model", help="VARIANT=MODEL where the results don't tell, such as v2=openai:gpt-4o-mini."),
    ] = None,
    new_plan: Annotated[
        Path | None,
        typer.Option("--new-plan", metavar="FILE", help="Write a plan to be filled in, with what is asked; no report."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there; its ending tells the format.")
    ] = None,
    format: Annotated[
        CostFormat | None, typer.Option("--format", help="How to print; xlsx, svg and png (the chart) need -o.")
    ] = None,
    target: TargetOption = None,
    margin: MarginOption = DEFAULT_MARGIN,
    score: ScoreOption = None,
    approach: ApproachOption = None,
    column: ColumnOption = None,
    columns: ColumnsOption = None,
) -> None:
    """Work out what each variant costs: running, once, monthly, all-in; from which volume on which one is cheaper."""
    if not evals:
        _check_no_evals(
            {"--target": target, "--score": score, "--approach": approach, "--column": column, "--columns": columns},
            margin,
        )
    given = _entered(plan, volume, horizon)
    shown = _format(format, out, [*(evals or []), *(each for each in (plan, prices) if each)])
    if new_plan and not evals and not given.variants:
        given = given.model_copy(update={"variants": read_cost_plan({"variants": _STARTER}).variants})
    if not evals and not given.variants:
        raise AdvisorError(
            "There is nothing to work out: give eval files, or a plan with `variants`"
            " (--plan FILE; --new-plan FILE writes one to fill in)."
        )
    named = pairs("--model", model)
    results = samples(evals, approach, column, columns) if evals else None
    given = _with_models(given, named, given.variants if results is None else (*results.variants(), *given.variants))
    found = work_out_costs(results, plan=given, prices=prices, score=score, target=target, margin=margin)
    if new_plan:
        _write_plan(new_plan, given, found)
    elif out is None:
        typer.echo(_face(found, shown), nl=False)
    else:
        _write(out, found, shown)


def _check_no_evals(options: Mapping[str, object], margin: float) -> None:
    """Nothing, or `AdvisorError` for an option that says how eval results are read, where there are none."""
    given = [option for option, value in options.items() if value is not None]
    given += ["--margin"] if margin != DEFAULT_MARGIN else []
    if given:
        raise AdvisorError(f"{given[0]}: this goes with eval results; give their files too, or leave it out.")


def _entered(file: Path | None, volume: str | None, horizon: int | None) -> CostPlan:
    """The plan with the options in the place of its own volume and horizon."""
    plan = load_cost_plan(file) if file else CostPlan()
    if volume is not None:
        plan = plan.model_copy(update={"volume": _option("--volume", "volume", _numbers(volume)).volume})
    if horizon is not None:
        read = _option("--horizon", "horizon_months", horizon)
        plan = plan.model_copy(update={"horizon_months": read.horizon_months})
    return plan


def _numbers(text: str) -> float | list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, 3):
        raise AdvisorError(
            f"--volume: `{text}` is no number; write such as 20000 (no commas within it), or low,likely,high such as"
            " 5000,20000,80000."
        )
    return numbers if len(numbers) == 3 else numbers[0]


def _option(option: str, field: str, value: object) -> CostPlan:
    """A plan of this field alone; a mistake in it is told of the option."""
    try:
        return read_cost_plan({field: value})
    except PriceError as error:
        raise PriceError(str(error).replace(f"plan: `{field}`", option)) from None


def _with_models(plan: CostPlan, models: dict[str, str], there: Iterable[str]) -> CostPlan:
    """The plan with these models in the place of its own."""
    known = list(dict.fromkeys(there))
    for variant in models:
        if variant not in known:
            listed = ", ".join(f"`{name}`" for name in known)
            raise AdvisorError(f"--model: there is no variant `{variant}`; write one of {listed}.")
    if not models:
        return plan
    data = plan.model_dump(exclude_unset=True)
    variants = data.setdefault("variants", {})
    for variant, name in models.items():
        variants.setdefault(variant, {})["model"] = name
    return read_cost_plan(data)


def _format(format: CostFormat | None, out: Path | None, read: Sequence[Path]) -> CostFormat:
    if out is None:
        if format in _FOR_FILES:
            raise AdvisorError(
                f"--format {format.value}: {_FOR_FILES[format]}; say where to write it, such as"
                f" -o costs.{format.value}."
            )
        return format or CostFormat.text
    if any(out.resolve() == each.resolve() for each in read):
        raise AdvisorError(f"-o: `{out}` is a file that is read; name another one.")
    found = format or _ENDINGS.get(out.suffix.lower())
    if found is None:
        endings = ", ".join(_ENDINGS)
        raise AdvisorError(
            f"-o: the ending of `{out.name}` tells no format; end it in one of {endings}, or add --format."
        )
    return found


def _face(found: CostReport, format: CostFormat) -> str:
    match format:
        case CostFormat.markdown:
            return found.to_markdown()
        case CostFormat.json:
            return f"{found.to_json()}\n"
        case CostFormat.csv:
            return found.to_csv()
        case CostFormat.html:
            return found.to_page()
        case _:
            return found.to_text()


def _write(out: Path, found: CostReport, format: CostFormat) -> None:
    match format:
        case CostFormat.xlsx:
            data = found.to_xlsx()
        case CostFormat.svg:
            data = found.picture("svg")
        case CostFormat.png:
            data = found.picture("png")
        case _:
            data = _face(found, format).encode()
    try:
        out.write_bytes(data)
    except OSError as error:
        raise AdvisorError(f"-o: `{out}` cannot be written ({error.strerror}).") from None
    typer.echo(f"Wrote {out}.")


def _write_plan(file: Path, plan: CostPlan, found: CostReport) -> None:
    from advisor.files.cost_plan_draft import draft_cost_plan

    text = draft_cost_plan(plan, found)
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise AdvisorError(f"--new-plan: `{file}` is already there and stays as it is; name a new file.") from None
    except OSError as error:
        raise AdvisorError(f"--new-plan: `{file}` cannot be written ({error.strerror}).") from None
    typer.echo(f"Wrote {file}: fill in what it asks, then give it with --plan.")
