"""`advisor report`: a report on one job, for whoever decides, and a decision to keep and check anew."""

from __future__ import annotations

import datetime
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from advisor.api import RuleBook, load_answers
from advisor.api import recommend as make_recommendation
from advisor.cli.options import (
    ApproachOption,
    ColumnOption,
    LangOption,
    MarginOption,
    PlanOption,
    PricesOption,
    RulesOption,
    ScoreOption,
    TargetOption,
    compared,
    pairs,
    planned,
)
from advisor.cli.progress import working
from advisor.errors import AdvisorError
from advisor.files.decision_file import digests, seen_from
from advisor.language import speaking


class ReportFormat(StrEnum):
    """What the report is written as."""

    html = "html"
    markdown = "markdown"
    json = "json"


def report(
    answers: Annotated[Path, typer.Argument(help="A YAML or JSON file of answers; what is left out is unknown.")],
    more: Annotated[list[Path] | None, typer.Argument(hidden=True)] = None,
    evals: Annotated[
        list[Path] | None, typer.Option("--evals", help="Files of eval results: --evals a.json b.json.")
    ] = None,
    target: TargetOption = None,
    margin: MarginOption = 0.03,
    score: ScoreOption = None,
    approach: ApproachOption = None,
    column: ColumnOption = None,
    plan: PlanOption = None,
    prices: PricesOption = None,
    rules: RulesOption = None,
    title: Annotated[str | None, typer.Option(help="The title; without it the job.")] = None,
    owner: Annotated[str | None, typer.Option(help="Who takes the next step.")] = None,
    due: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Until when.")] = None,
    made_on: Annotated[
        str | None, typer.Option("--made-on", metavar="YYYY-MM-DD", help="The day of the report; without it today.")
    ] = None,
    format: Annotated[ReportFormat, typer.Option("--format", help="What to write.")] = ReportFormat.html,
    lang: LangOption = "en",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="Where to; without it to the terminal.")
    ] = None,
    keep: Annotated[
        Path | None, typer.Option("--keep", metavar="FILE", help="Also a decision.yaml, for `advisor recheck`.")
    ] = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="Also a calendar file of the days to look again.")
    ] = None,
) -> None:
    """Write a report: page one for whoever decides, reasons with sources, costs, cases, what would change it."""
    if more and not evals:
        raise AdvisorError(f"`{more[0]}` is one file too many; put eval results behind --evals.")
    files = [*(evals or ()), *(more or ())]
    beside = keep.resolve().parent if keep else None
    book = RuleBook.load(rules[0] if rules else None, house=rules[1:] if rules else (), lang=lang)
    costs, given = planned(plan, prices), load_answers(answers)
    with speaking(book.language), working("Working out the report"):
        results = compared(files, approach, column, score, target, margin, plan=costs, prices=prices) if files else None
        found = make_recommendation(
            given,
            results=results,
            rule_book=book,
            target=target,
            margin=margin,
            plan=None if files else costs,
            prices=None if files else prices,
        ).report(
            title=title,
            owner=owner,
            due=_day("--due", due),
            made_on=_day("--made-on", made_on),
            evals=digests(files, beside),
            approaches=pairs("--approach", approach),
            columns=dict(pairs("--column", column)),
            plan=seen_from(plan, beside) if plan else None,
            prices_file=seen_from(prices, beside) if prices else None,
            rules=[seen_from(each, beside) for each in rules or ()],
        )
        match format:
            case ReportFormat.html:
                text = found.to_html()
            case ReportFormat.markdown:
                text = found.to_markdown()
            case ReportFormat.json:
                text = found.to_json()
    if out is None:
        sys.stdout.buffer.write(_bytes(text))
    else:
        _write(out, _bytes(text))
    if keep is not None:
        _write(keep, _bytes(found.to_yaml()))
    if ics is not None:
        _write(ics, found.to_ics())


def _day(option: str, text: str | None) -> datetime.date | None:
    try:
        found = None if text is None else datetime.date.fromisoformat(text)
        if found is not None and found.year == datetime.MAXYEAR:
            raise ValueError  # the days to look again lie behind it
        return found
    except ValueError:
        raise AdvisorError(f"{option}: `{text}` is no day; write it as 2026-12-31.") from None


def _bytes(text: str) -> bytes:
    """Half a character, as cut JSON holds it, is no UTF-8: it is written as JSON writes it."""
    return text.encode(errors="backslashreplace")


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise AdvisorError(f"{path}: it cannot be written ({error.strerror}); choose another place.") from None
