"""Practice workshops and the facilitator's guide, as `rules/workshop/` holds them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from advisor.schema.answers import Answers, Job
from advisor.schema.rules import Source, SourceRef
from advisor.schema.words import Closed, Line, Slug
from advisor.schema.workshop import LONGEST_CONTEXT, LONGEST_TITLE, Brief, StopRule


class Opinion(Closed):
    """What somebody said of a use case."""

    who: Line
    says: Line


class Exercise(Closed):
    """A use case to practise on."""

    id: Slug
    title: Annotated[Line, Field(max_length=LONGEST_TITLE)]
    given: Line | None = None
    produces: Line | None = None
    context: Annotated[str, Field(max_length=LONGEST_CONTEXT)]
    questions: Annotated[tuple[str, ...], Field(min_length=4, max_length=10)]
    answers: Answers
    """Coded from the description alone, for what the rules say of it."""
    opinions: tuple[Opinion, ...]
    source: SourceRef

    @property
    def brief(self) -> Brief:
        """The workshop that this makes: two rounds at most, with names."""
        return Brief(
            title=self.title,
            job=Job(given=self.given, produces=self.produces) if self.given and self.produces else None,
            context=self.context,
            questions=self.questions,
            stop=StopRule(most_rounds=2),
            practice=self.id,
        )


class PracticeFile(Closed):
    """The file `rules/workshop/practice.yaml`."""

    sources: dict[str, Source]
    exercises: tuple[Exercise, ...]
    cases: tuple[Slug, ...]
    """Published cases with several acceptable approaches."""


class AgendaPart(Closed):
    """One part of a session."""

    minutes: Annotated[int, Field(gt=0)]
    what: Line


class Session(Closed):
    """A plan for a session of so many minutes."""

    minutes: int
    title: Line
    parts: tuple[AgendaPart, ...]


class Advice(Closed):
    """What to do when something happens; with a source where it claims how groups decide."""

    when: Line
    do: Line
    source: SourceRef | None = None


class Guide(Closed):
    """The file `rules/workshop/guide.yaml`."""

    sources: dict[str, Source]
    agendas: tuple[Session, ...]
    advice: tuple[Advice, ...]
