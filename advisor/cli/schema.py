"""`advisor schema`: the JSON schema of answers or of a recommendation."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from advisor.api import Recommendation
from advisor.schema.answers import Answers


class What(StrEnum):
    """What to describe."""

    answers = "answers"
    recommendation = "recommendation"


def schema(what: Annotated[What, typer.Argument(help="What to describe.")] = What.recommendation) -> None:
    """Print the JSON schema of a file of answers, or of what `recommend --format json` prints."""
    described = Answers.model_json_schema() if what is What.answers else Recommendation.json_schema()
    typer.echo(json.dumps(described, indent=2, ensure_ascii=False))
