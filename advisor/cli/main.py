"""The command `advisor`: bad input ends with exit status 2 and says on one line what to do."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer

from advisor.cli import app as app_verb
from advisor.cli import (
    backtest,
    calibrate,
    case,
    check,
    cost,
    evals,
    mcp,
    prices,
    recheck,
    recommend,
    report,
    schema,
    workshop,
)
from advisor.errors import AdvisorError
from advisor.files.without_folders import plain_text
from advisor.version import __version__

cli = typer.Typer(
    name="advisor",
    help="Prompt, RAG or fine-tune? One sourced, checkable answer.",
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
cli.command("recommend")(recommend.recommend)
cli.command("report")(report.report)
cli.command("recheck")(recheck.recheck)
cli.command("evals")(evals.evals)
cli.command("cost")(cost.cost)
cli.command("check")(check.check)
cli.command("prices")(prices.prices)
cli.command("schema")(schema.schema)
cli.command("calibrate")(calibrate.calibrate)
cli.command("backtest")(backtest.backtest)
cli.command("app")(app_verb.app)
cli.command("workshop")(workshop.workshop)
cli.command("mcp")(mcp.mcp)
cli.add_typer(case.cases, name="case")


# Typer brings its own copy of Click or uses the installed one, depending on its release: either way this is the base
# of everything that is wrong with a command line.
_UsageError: Any = typer.BadParameter.__mro__[2]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"advisor {__version__}")
        raise typer.Exit


@cli.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", callback=_print_version, is_eager=True, help="Print the version."),
) -> None:
    """Prompt, RAG or fine-tune? One sourced, checkable answer."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def run() -> None:
    """Runs the command line and ends the process with its exit status."""
    try:
        status = cli(standalone_mode=False)
    except _UsageError as error:
        _complain(f"{error.format_message()} See `advisor --help`.")
        sys.exit(2)
    except AdvisorError as error:
        _complain(_in_words_of_the_shell(str(error)))
        sys.exit(2)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        # the reader (`| head`) has gone: what it did not want is not an error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(status if isinstance(status, int) else 0)


def _in_words_of_the_shell(message: str) -> str:
    """The library names its arguments; the same thing has an option here."""
    takes_columns = "recheck" not in sys.argv[1:2]
    here = "--column OURS=THEIRS." if takes_columns else "`columns: {OURS: THEIRS}` in the decision file."
    return f"{message} Here: {here}" if "columns={" in message else message


def _complain(message: str) -> None:
    for line in message.splitlines():
        typer.echo(f"advisor: {plain_text(line)}", err=True)


if __name__ == "__main__":
    run()
