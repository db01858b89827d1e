"""`advisor recommend`: a recommendation from a file of answers and, where there are any, eval files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from advisor.api import RuleBook, load_answers
from advisor.api import recommend as make_recommendation
from advisor.cli.options import (
    ApproachOption,
    ColumnOption,
    Format,
    FormatOption,
    MarginOption,
    RulesOption,
    ScoreOption,
    TargetOption,
    compared,
    show,
)
from advisor.errors import AdvisorError


def recommend(
    answers: Annotated[Path, typer.Argument(help="A YAML or JSON file of answers; what is left out is unknown.")],
    more: Annotated[list[Path] | None, typer.Argument(metavar="EVALS", hidden=True)] = None,
    evals: Annotated[
        list[Path] | None, typer.Option("--evals", help="Files of eval results: --evals a.json b.json.")
    ] = None,
    target: TargetOption = None,
    margin: MarginOption = 0.03,
    score: ScoreOption = None,
    approach: ApproachOption = None,
    column: ColumnOption = None,
    rules: RulesOption = None,
    format: FormatOption = Format.text,
) -> None:
    """Recommend prompting, RAG, fine-tuning or both, with reasons, sources and the next step."""
    given = load_answers(answers)
    results = None
    if more and not evals:
        raise AdvisorError(f"`{more[0]}` is one file too many; eval results go behind --evals.")
    if evals:
        results = compared([*evals, *(more or [])], approach, column, score, target, margin)
    book = RuleBook.load(rules[0], house=rules[1:]) if rules else None
    found = make_recommendation(given, results=results, rule_book=book, target=target, margin=margin)
    show(found, format)
