"""`advisor backtest`: how often the advisor is right, on its own cases by cross-validation, or on yours as it is."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from advisor.cli.options import Format, FormatOption, RulesOption
from advisor.errors import AdvisorError


def backtest(
    cases: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="A folder of cases to try the advisor on as it is, nothing refitted. Without it: the advisor's own "
            "cases, each judged with weights fitted without its source.",
        ),
    ] = None,
    rules: RulesOption = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same numbers.", min=0)] = 0,
    write: Annotated[
        bool, typer.Option("--write", help="Keep the result beside the rules, where the app reads it.")
    ] = False,
    format: FormatOption = Format.text,
) -> None:
    """Run the advisor over published cases as if it had been asked before the outcome was known."""
    from advisor.api import require_evals_extra

    require_evals_extra("The backtest")
    if write and cases is not None:
        raise AdvisorError("--write keeps the track record on the advisor's own cases; leave out --cases or --write.")
    from advisor.cli.progress import Bar
    from advisor.decision.backtesting.backtest import cross_validated, with_shipped_weights
    from advisor.decision.cross_validation import Procedure
    from advisor.files.casebook import load_cases
    from advisor.files.rulebook import RuleBook
    from advisor.files.track_record import (
        HELD_OUT_RECORD,
        held_out_cases,
        titled_in_japanese,
        track_record_file,
        write_track_record,
    )
    from advisor.report.faces import backtest_as_markdown, backtest_as_text

    folder, house = (rules[0], rules[1:]) if rules else (None, [])
    if write and house:
        raise AdvisorError("--write keeps the track record of one whole book; give a single --rules or none.")
    target = track_record_file(folder) if write else None
    book, own = RuleBook.load(folder, house=house), load_cases()
    today, how = datetime.date.today(), Procedure(seed=seed)
    with Bar("Trying the advisor on its cases") as bar:
        found = (
            cross_validated(book, own, today, how, bar)
            if cases is None
            else with_shipped_weights(book, load_cases(cases), own, today, how, bar)
        )
    match format:
        case Format.text:
            typer.echo(backtest_as_text(found), nl=False)
        case Format.markdown:
            typer.echo(backtest_as_markdown(found), nl=False)
        case Format.json:
            typer.echo(found.model_dump_json(indent=2))
    if target:
        write_track_record(found, target)
        typer.echo(f"Written: {target.name}", err=True)
        apart = held_out_cases()
        if apart:
            on_them = with_shipped_weights(book, load_cases(apart), own, today, how)
            on_them = titled_in_japanese(on_them, load_cases(apart, lang="ja"))
            write_track_record(on_them, target.with_name(HELD_OUT_RECORD))
            typer.echo(f"Written: {HELD_OUT_RECORD}", err=True)
