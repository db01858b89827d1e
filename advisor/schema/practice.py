"""Practice workshops, as `rules/workshop/practice.yaml` holds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from advisor.schema.answers import Answers, Job
from advisor.schema.rules import Source, SourceRef
from advisor.schema.words import Approach, Closed, Line, Slug
from advisor.schema.workshop import LONGEST_CONTEXT, LONGEST_TITLE, Brief, StopRule

Asked = Annotated[tuple[str, ...], Field(min_length=6, max_length=8)]
"""The few questions that matter for a use case, in the order of the questionnaire."""


class Expected(Closed):
    """What the rules say of a coded set of answers; `advisor check` compares it with what they do say."""

    approach: Approach
    now: Slug
    """The step to take now."""


class Opinion(Closed):
    """What somebody said of a use case."""

    who: Line
    says: Line
    presumes: dict[str, str] = {}
    """What this view takes for granted beyond the description: question -> option."""
    expects: Expected | None = None
    """What the rules say once that is granted; given where `presumes` is."""

    @model_validator(mode="after")
    def _expects_what_it_presumes(self) -> Self:
        if bool(self.presumes) != (self.expects is not None):
            raise ValueError("give `presumes` and `expects` together, or neither")
        return self


class Exercise(Closed):
    """A use case to practise on."""

    id: Slug
    title: Annotated[Line, Field(max_length=LONGEST_TITLE)]
    given: Line
    produces: Line
    context: Annotated[Line, Field(max_length=LONGEST_CONTEXT)]
    questions: Asked
    answers: Answers
    """Coded from the description alone; what it does not say is unknown."""
    expects: Expected
    opinions: Annotated[tuple[Opinion, ...], Field(min_length=1)]
    split: Line
    """Where those who judged it stood against each other, as far as it is recorded."""
    source: SourceRef

    @property
    def brief(self) -> Brief:
        """The workshop that this makes: two rounds at most, with names."""
        return Brief(
            title=self.title,
            job=Job(given=self.given, produces=self.produces),
            context=self.context,
            questions=self.questions,
            stop=StopRule(most_rounds=2),
            practice=self.id,
        )

    def coded(self) -> Iterator[tuple[tuple[str | int, ...], Answers, Expected]]:
        """Each set of answers with what the rules are expected to say of it, and where that stands in the exercise."""
        yield ("expects",), self.answers, self.expects
        for place, each in enumerate(self.opinions):
            if each.expects:
                yield ("opinions", place, "expects"), self.answers_as_seen_by(each), each.expects

    def answers_as_seen_by(self, opinion: Opinion) -> Answers:
        """The answers with what an opinion takes for granted."""
        return Answers.model_validate({**self.answers.known, **opinion.presumes})


class CaseExercise(Closed):
    """A published case to practise on; its answers stand in `case_studies/`."""

    case: Slug
    title: Annotated[Line, Field(max_length=LONGEST_TITLE)]
    given: Line
    produces: Line
    context: Annotated[Line, Field(max_length=LONGEST_CONTEXT)]
    """The setting of the case."""
    outcome: Line
    """What came of it, told after the reveal."""
    questions: Asked
    expects: Expected


class PracticeFile(Closed):
    """The file `rules/workshop/practice.yaml`."""

    sources: dict[Slug, Source]
    exercises: tuple[Exercise, ...]
    cases: tuple[CaseExercise, ...]
    """Published cases with several acceptable approaches."""
