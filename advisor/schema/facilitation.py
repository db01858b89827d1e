"""The facilitator's guide, as `rules/workshop/guide.yaml` holds it."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from advisor.schema.rules import Source, SourceRef
from advisor.schema.words import Closed, Line, Slug


class AgendaPart(Closed):
    """One part of a session."""

    minutes: Annotated[int, Field(gt=0)]
    title: Line
    do: Line
    """What the facilitator does."""
    say: Line | None = None
    """What to say aloud, word for word if one likes."""


class Session(Closed):
    """A plan for a session of so many minutes."""

    minutes: int
    title: Line
    parts: tuple[AgendaPart, ...]

    @model_validator(mode="after")
    def _fills_its_minutes(self) -> Self:
        planned = sum(part.minutes for part in self.parts)
        if planned != self.minutes:
            raise ValueError(f"the parts take {planned} minutes, not {self.minutes}; change one of them")
        return self


class Claim(Closed):
    """How groups decide, as somebody found it."""

    says: Line
    so: Line
    """What follows for a workshop."""
    source: Annotated[tuple[SourceRef, ...], Field(min_length=1)]


class Advice(Closed):
    """What to do when something happens; with a source where it claims more than how to use the tool."""

    when: Line
    do: Line
    source: tuple[SourceRef, ...] = ()


class Guide(Closed):
    """The file `rules/workshop/guide.yaml`."""

    sources: dict[Slug, Source]
    agendas: Annotated[tuple[Session, ...], Field(min_length=1)]
    claims: tuple[Claim, ...]
    advice: tuple[Advice, ...]
