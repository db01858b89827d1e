"""What an agent may ask: the arguments of each tool, closed and typed."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field

from advisor.language import Language
from advisor.schema.answers import Answers
from advisor.schema.rules import Book
from advisor.schema.words import Closed, Place

Files = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=4096)], ...], Field(max_length=50)]
"""Paths, absolute or from the folder in which the server was started."""


class QuestionsAsked(Closed):
    """What `questions` takes."""

    lang: Annotated[Language, Field(description="The language of all texts in the result.")] = "en"


class _OfResults(Closed):
    """What eval results are read with."""

    approaches: Annotated[
        dict[str, Place],
        Field(
            description="Variant -> approach, where the names of the variants don't tell; `baseline` is today's way."
        ),
    ] = {}
    score: Annotated[str | None, Field(description="The score that means quality, where the files hold several.")] = (
        None
    )
    target: Annotated[
        float | None, Field(description="The quality needed, in units of the score; 0.9 is 90 % for pass or fail.")
    ] = None
    margin: Annotated[float, Field(description="The difference that does not matter, in the same units.")] = 0.03
    lang: Annotated[Language, Field(description="The language of all texts in the result.")] = "en"


class Situation(_OfResults):
    """What `recommend` and `what_would_change` take."""

    answers: Annotated[
        Answers,
        Field(
            description="What is known: question -> option. What is left out is `unknown`, which is a value and no "
            "fault: never guess. The tool `questions` says what the options mean."
        ),
    ]
    eval_files: Annotated[
        Files, Field(description="Files of eval results, read where they lie; what they show decides.")
    ] = ()


class Neighbours(Situation):
    """What `precedents` takes."""

    most: Annotated[int, Field(ge=1, le=20, description="How many cases, the nearest first.")] = 3


class EvalsAsked(_OfResults):
    """What `analyse_evals` takes."""

    eval_files: Annotated[Files, Field(min_length=1, description="Files of eval results of any known tool, or tables.")]


def schema_of(asked: type[BaseModel], book: Book) -> dict[str, Any]:
    """The JSON schema of arguments; each question of the answers says what it asks."""
    schema = asked.model_json_schema()
    questions = schema.get("$defs", {}).get("Answers", {}).get("properties", {})
    for question in book.questions:
        if question.id in questions:
            questions[question.id]["description"] = question.ask
    return schema
