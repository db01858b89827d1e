"""Case studies: published teams or papers that had to choose, with an outcome that was measured or stated."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from advisor.schema.answers import Answers
from advisor.schema.words import Approach, Closed, Line, Slug


class CaseSource(Closed):
    """Where a case was published."""

    title: Line
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    kind: Literal["paper", "engineering-blog", "vendor-case-study", "talk", "llmops-db"]
    read_via: Line | None = None


class Metric(Closed):
    """A published figure."""

    name: Line
    value: float
    higher_is_better: bool = True


class TriedApproach(Closed):
    """One system that the source tried, with its published figures."""

    label: Line
    approach: Approach
    base_model: Line | None = None
    metrics: tuple[Metric, ...] = ()
    cost: Line | None = None


class Case(Closed):
    """One published case. `answers` were coded from `setting` alone, blind to the outcome."""

    id: Slug
    title: Line
    org: Line
    year: Annotated[int, Field(ge=2018, le=2100)]
    source: CaseSource
    setting: Line
    answers: Answers
    approaches: Annotated[tuple[TriedApproach, ...], Field(min_length=1)]
    outcome: Line
    best: Approach
    acceptable: Annotated[tuple[Approach, ...], Field(min_length=1)]
    best_basis: Literal["measured", "stated"]
    compared: bool
    """Approaches of at least two kinds were tried. If not, the case is no evidence that one beats the others."""
    confidence: Literal["high", "medium", "low"]
    review_by: datetime.date | None = None
    """The day after which what it says is to be read again, where it says something that ages."""


class CaseBook(Closed):
    """All case studies, by id."""

    fingerprint: str
    cases: tuple[Case, ...]
