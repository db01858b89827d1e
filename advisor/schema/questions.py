"""The questionnaire as `rules/questions.yaml` holds it: sections, questions, options."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from advisor.schema.words import Closed, Line, Role

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
FactValueId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_+-]*$")]
"""Like an `Id`; it may also be an approach, such as `rag+fine-tuning`."""


class Option(Closed):
    """One answer a question can have, from the low end to the high end where the question is ordinal."""

    id: Id
    label: Annotated[Line, Field(max_length=40)]
    """A few words for a button."""
    says: Line
    example: Line | None = None


class Question(Closed):
    """One question: what is asked, why, and the closed set of its options (`unknown` is always one more)."""

    id: Id
    ask: Line
    why: Line
    help: Line | None = None
    known_by: tuple[Role, ...] = ()
    """Who in a team usually knows."""
    moves: bool = False
    """The answer may be another one a quarter later though the job is the same."""
    ordinal: bool
    gate: bool = False
    """A gate question is never fitted and is unknown in all published cases."""
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


class Section(Closed):
    """A titled group of questions."""

    id: Id
    title: Line
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Questionnaire(Closed):
    """All sections in the order in which they are asked."""

    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in order."""
        return tuple(question for section in self.sections for question in section.questions)


class FactValue(Closed):
    """One value of a derived fact."""

    id: FactValueId
    says: Line


class DerivedFact(Closed):
    """A fact that is not asked but read off eval results or costs; `default` holds while there are none."""

    id: Id
    says: Line
    default: FactValueId
    overrides: Id | None = None
    """A question: those of the values that are options of it stand in the place of its answer, the others leave it."""
    beside: Id | None = None
    """A question beside whose answer this is shown, without taking its place."""
    values: Annotated[tuple[FactValue, ...], Field(min_length=2)]


class DerivedFacts(Closed):
    """The file `rules/facts.yaml`."""

    facts: tuple[DerivedFact, ...]
