"""What an agent may ask: the arguments of each tool, closed and typed."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from advisor.language import Language
from advisor.schema.answers import Answers
from advisor.schema.rules import Book
from advisor.schema.words import Closed, Place

Files = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=4096)], ...], Field(max_length=50)]


class Asked(Closed):
    """What every tool takes."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    lang: Language = "en"
    """The language of all texts in the result."""


class OfResults(Asked):
    """How eval results are read."""

    eval_files: Files = ()
    """Files of eval results, read where they lie; what they show decides. Absolute paths are safest."""
    target: float | None = None
    """The quality needed, in units of the score; 0.9 is 90 % for pass or fail."""
    margin: float = 0.03
    """The difference that does not matter, in the same units."""
    approaches: dict[str, Place] = {}
    """Variant -> approach, where the names of the variants don't tell; `baseline` is today's process."""
    score: str | None = None
    """The score that means quality, where the files hold several."""


class Situation(OfResults):
    """What `recommend` and `what_would_change` take."""

    answers: Answers
    """What is known: question -> option; what the options mean is said by the tool `questions`. What is left out is
    `unknown`, which is a value and no fault: never guess."""


class Neighbours(Situation):
    """What `precedents` takes."""

    most: Annotated[int, Field(ge=1, le=20)] = 3
    """How many cases, the nearest first."""


class EvalsAsked(OfResults):
    """What `analyse_evals` takes."""

    eval_files: Annotated[Files, Field(min_length=1)]
    """Files of eval results of any known tool, or tables; several make one set. Absolute paths are safest."""


def schema_of(asked: type[BaseModel], book: Book) -> dict[str, Any]:
    """The JSON schema of arguments: what must be given comes first, and each question of the answers says what it
    asks."""
    schema = asked.model_json_schema()
    required = schema.get("required", [])
    schema["properties"] = dict(sorted(schema["properties"].items(), key=lambda each: each[0] not in required))
    questions = schema.get("$defs", {}).get("Answers", {}).get("properties", {})
    for question in book.questions:
        if question.id in questions:
            questions[question.id]["description"] = question.ask
    return schema
