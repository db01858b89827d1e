"""A team's answers: 25 questions with small closed sets of options, each of which may be `unknown`.

The ids and options are those of `rules/questions.yaml`, which holds the wording; a test keeps the two alike.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field, model_validator

from advisor.language import _
from advisor.schema.words import UNKNOWN, Closed, Line


class Job(Closed):
    """The one job that is decided about: shown above every question and in every report, never read by rules."""

    given: Annotated[Line, Field(max_length=500)]
    """What goes in: "given …"."""
    produces: Annotated[Line, Field(max_length=500)]
    """What comes out: "… it produces …"."""
    inputs: Annotated[tuple[Annotated[Line, Field(max_length=2000)], ...], Field(max_length=3)] = ()
    """Up to three real inputs."""

    @property
    def sentence(self) -> str:
        """`Given …, it produces ….`"""
        given, produces = (text.rstrip(".。 ") for text in (self.given, self.produces))
        return _("Given {given}, it produces {produces}.", given=given, produces=produces)


class Answers(Closed):
    """What a team knows about its job; any subset may be given and the rest is `unknown`."""

    job: Job | None = None

    # Domain
    scope: Literal["open", "several", "narrow", "unknown"] = "unknown"
    coverage: Literal["strong", "partial", "weak", "unknown"] = "unknown"
    task: Literal["answer", "label", "code", "write", "converse", "act", "unknown"] = "unknown"
    failure: Literal["facts", "form", "judgement", "economics", "nothing", "unknown"] = "unknown"
    arbiter: Literal["any", "checkable", "house", "unknown"] = "unknown"

    # Eval maturity
    evals: Literal["none", "eyeball", "scored", "trusted", "unknown"] = "unknown"
    prompting: Literal["none", "tried", "systematic", "plateaued", "unknown"] = "unknown"
    gap: Literal["meets", "close", "far", "unknown"] = "unknown"
    stability: Literal["exploring", "settling", "stable", "unknown"] = "unknown"

    # Syntax, style and rules
    format: Literal["free", "common", "peculiar", "unknown"] = "unknown"
    style: Literal["plain", "describable", "tacit", "unknown"] = "unknown"
    rules: Literal["few", "many", "manual", "unknown"] = "unknown"
    consistency: Literal["mild", "costly", "breaking", "unknown"] = "unknown"

    # Fresh and private facts
    knowledge: Literal["nothing", "some", "corpus", "unknown"] = "unknown"
    freshness: Literal["static", "months", "weeks", "live", "unknown"] = "unknown"
    citations: Literal["no_need", "nice", "must", "unknown"] = "unknown"
    fits: Literal["fits", "partly", "no_fit", "unknown"] = "unknown"
    finding: Literal["not_needed", "sure", "unsure", "unknown"] = "unknown"

    # Practical limits
    examples: Literal["none", "tens", "hundreds", "thousands", "plenty", "unknown"] = "unknown"
    volume: Literal["small", "medium", "large", "huge", "unknown"] = "unknown"
    limits: Literal["none", "economics", "hosting", "unknown"] = "unknown"
    skills: Literal["none", "some", "team", "unknown"] = "unknown"
    model: Literal["small", "mid", "best", "unknown"] = "unknown"
    erasure: Literal["no_personal", "consented", "erasable", "unknown"] = "unknown"
    tuning_route: Literal["nowhere", "closing", "cloud", "own_weights", "unknown"] = "unknown"

    @model_validator(mode="before")
    @classmethod
    def _read_none_as_unknown(cls, given: Any) -> Any:
        if isinstance(given, dict):
            return {key: UNKNOWN if value is None and key in QUESTIONS else value for key, value in given.items()}
        return given

    @property
    def values(self) -> dict[str, str]:
        """All 25 answers, `unknown` included: question id -> option id."""
        return {question: getattr(self, question) for question in QUESTIONS}

    @property
    def known(self) -> dict[str, str]:
        """The answers that are known: question id -> option id."""
        return {question: value for question, value in self.values.items() if value != UNKNOWN}


QUESTIONS: Final[tuple[str, ...]] = tuple(name for name in Answers.model_fields if name != "job")
"""The ids of the 25 questions, in the order of the questionnaire."""
