"""`advisor recheck`: whether a kept decision still stands; exit status 1 says that it is to be looked at again."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.api import RuleBook, compare, load_answers, read_evals, recommend
from advisor.cli.options import RulesOption, planned
from advisor.cli.progress import working
from advisor.errors import AdvisorError
from advisor.files.decision_file import digests, load_decision
from advisor.language import _, day, speaking
from advisor.schema.answers import Answers
from advisor.schema.report import Decision

if TYPE_CHECKING:
    from advisor.report.recheck import Recheck


def recheck(
    decision: Annotated[Path, typer.Argument(help="What `advisor report --keep decision.yaml` wrote.")],
    more: Annotated[list[Path] | None, typer.Argument(hidden=True)] = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="FILE", help="Answers of today, in place of those kept.")
    ] = None,
    evals: Annotated[
        list[Path] | None,
        typer.Option("--evals", help="Eval results of today; without it the kept files are read where they lie."),
    ] = None,
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="FILE", help="The cost plan of today, in place of the kept one.")
    ] = None,
    rules: RulesOption = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="As of that day; without it today.")
    ] = None,
) -> int:
    """Check a kept decision anew: exit status 0 if it stands, 1 with the reasons if it is to be looked at again.

    A reason is another recommendation or next step, another price or end date, or a trigger that has come true. Eval
    files that differ are read anew and told.
    """
    if more and not evals:
        raise AdvisorError(f"`{more[0]}` is one file too many; put eval results behind --evals.")
    from advisor.report.faces import visible  # needs NumPy, which other verbs do not

    kept, folder = load_decision(decision), decision.resolve().parent
    today = _day(on) or datetime.date.today()
    with speaking(kept.lang), working("Checking the decision"):
        found = _look_again(kept, folder, answers, [*(evals or ()), *(more or ())], plan, rules, today)
    with speaking(kept.lang):
        told = _("The decision of {day} stands.", day=day(kept.made_on)) if found.stands else _again(kept)
    for line in (told, *(f"- {each}" for each in found.reasons), *(f"  ({each})" for each in found.notes)):
        typer.echo(visible(line))
    return 0 if found.stands else 1


def _again(kept: Decision) -> str:
    return _("Look at the decision of {day} again: {title}", day=day(kept.made_on), title=kept.title)


def _look_again(
    kept: Decision,
    folder: Path,
    answers: Path | None,
    evals: list[Path],
    plan: Path | None,
    rules: list[Path] | None,
    today: datetime.date,
) -> Recheck:
    from advisor.report.recheck import recheck as look_again  # needs NumPy, which other verbs do not

    rules = rules or [folder / each for each in kept.rules]
    book = RuleBook.load(rules[0] if rules else None, house=rules[1:], lang=kept.lang)
    given = load_answers(answers) if answers else Answers.model_validate({**kept.answers, "job": kept.job})
    files = evals or [folder / each.name for each in kept.evals]
    prices = folder / kept.prices_file if kept.prices_file else None
    costs = planned(plan or (folder / kept.plan if kept.plan else None), prices)
    if not files:
        return look_again(kept, recommend(given, rule_book=book, plan=costs, prices=prices), (), today)
    read = read_evals(files, approaches=kept.approaches, columns=kept.columns, skip_broken=True)
    results = compare(read, score=kept.score, target=kept.target, margin=kept.margin, plan=costs, prices=prices)
    verdict = recommend(given, results=results, rule_book=book, target=kept.target, margin=kept.margin)
    return look_again(kept, verdict, digests(files, folder), today)


def _day(text: str | None) -> datetime.date | None:
    try:
        return None if text is None else datetime.date.fromisoformat(text)
    except ValueError:
        raise AdvisorError(f"--on: `{text}` is no day; write it as 2026-12-31.") from None
