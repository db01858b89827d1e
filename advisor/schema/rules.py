"""Rules, steps, sources and weights: the knowledge, as data that Python only evaluates."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal, Protocol

from pydantic import Field, model_validator

from advisor.language import Language
from advisor.schema.questions import DerivedFact, Question, Questionnaire
from advisor.schema.terms import Term
from advisor.schema.words import Approach, Closed, Line, Slug, Strength

Condition = dict[str, tuple[str, ...]]
"""Fact -> legal values. All lines must hold; a line holds when the fact has one of its values."""


SetByLoader = Field(json_schema_extra={"readOnly": True})
"""Marks a field that the loader sets and no file may."""


class Dated(Protocol):
    """A claim that may have a day by which it is to be read again: a rule, a source, a case, a reason, a citation."""

    @property
    def review_by(self) -> datetime.date | None: ...


def is_stale(claim: Dated, today: datetime.date) -> bool:
    """Whether the day by which a claim was to be read again has passed."""
    return claim.review_by is not None and today > claim.review_by


class Source(Closed):
    """What claims rest on: a publication or, for house rules, also a document inside the house."""

    title: Line
    by: Line
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] = ""
    """Empty for a document inside the house that has no address; the book's own sources all have one."""
    date: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}){0,2}$")] | None = None
    checked: datetime.date
    review_by: datetime.date | None = None
    read_via: Line | None = None


class SourceRef(Closed):
    """Where in a source a claim stands; `ref` is a key of `sources.yaml`."""

    ref: Slug
    at: Line | None = None


class Effect(Closed):
    """What a rule does when it fires."""

    supports: tuple[Approach, ...] = ()
    opposes: tuple[Approach, ...] = ()
    rules_out: tuple[Approach, ...] = ()
    settles: tuple[Approach, ...] = ()
    do_first: tuple[Slug, ...] = ()
    note: tuple[Approach, ...] = ()


class Rule(Closed):
    """One sourced claim: when it holds, what follows, and why."""

    id: Slug
    when: Annotated[Condition, Field(min_length=1)]
    unless: Condition = {}
    """The exception, same grammar: all its lines must hold."""
    lifted_by: Condition = {}
    """For `rules_out`: what makes the veto void."""
    presume: tuple[str, ...] = ()
    """For `do_first` and `settles`: facts that are read as if they spoke for the rule while they are unknown, so that
    the step or the stop holds for the time being. The rule still waits."""
    effect: Effect
    before: tuple[Approach, ...] = ()
    """For `do_first`: the destinations before which the step must come."""
    strength: Strength | None = None
    because: Line
    source: Annotated[tuple[SourceRef, ...], Field(min_length=1)]
    disputes: tuple[Slug, ...] = ()
    checked: datetime.date | None = None
    review_by: datetime.date | None = None
    replaces: bool = False
    """For house rules: this stands in the place of the book's rule of the same id."""
    theme: Annotated[str, SetByLoader] = ""
    """The file it stands in, without its ending."""
    house: Annotated[bool, SetByLoader] = False
    """It is one of a team's own rules."""


class SwitchedOff(Closed):
    """A rule that a team's own rules take out of the book, and why."""

    rule: Slug
    because: Line


class Effort(Closed):
    """A published range of effort; without a source there is none."""

    low: float
    likely: float
    high: float
    unit: Literal["person-days"] = "person-days"


Kind = Literal[
    "evals",
    "keep",
    "check",
    "prompt",
    "long-context",
    "constrained-output",
    "prompt-optimiser",
    "stronger-model",
    "retrieval",
    "look-up",
    "routing",
    "small-classifier",
    "lora",
    "hosted-tuning",
    "distillation",
    "preference-tuning",
    "reinforcement-tuning",
]


class Step(Closed):
    """One step of a path, from the closed list `rules/steps.yaml`, which stands in the order of doing."""

    id: Slug
    approach: Literal["any", "prompting", "rag", "fine-tuning"]
    kind: Kind
    title: Annotated[Line, Field(max_length=60)]
    says: Line
    needs: tuple[Slug, ...] = ()
    destination: bool = False
    """May be the last step of a path of its approach."""
    when: tuple[Condition, ...] = ()
    """Any of these makes a destination step the right form of its approach; none: it is the default."""
    unlocks: Line
    done_when: Line
    effort: Effort | None = None
    checklist: tuple[Line, ...] = ()
    source: Annotated[tuple[SourceRef, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _read_one_condition(cls, given: Any) -> Any:
        if isinstance(given, dict) and isinstance(given.get("when"), dict):
            return {**given, "when": [given["when"]]}
        return given


class Strengths(Closed):
    """The log-odds that a rule of each fitted strength adds."""

    weak: Annotated[float, Field(gt=0)]
    moderate: Annotated[float, Field(gt=0)]
    strong: Annotated[float, Field(gt=0)]


class CaseCount(Closed):
    """How many published cases compared approaches, and of what kind they are."""

    cases: Annotated[int, Field(ge=0)]
    papers: Annotated[int, Field(ge=0)]
    before_2025: Annotated[int, Field(ge=0)]


class Weights(Closed):
    """The only numbers of the rule book, and how they were found."""

    fitted: bool
    method: Line
    strengths: Strengths
    settled_lead: Annotated[float, Field(gt=0)]
    """How far, in log-odds, a settled approach stands at least above the next one."""
    measured: Annotated[float, Field(gt=0)] = 20.0
    """The log-odds that a rule of strength `measured` adds: more than all answers together can make up for."""
    priors: dict[Approach, float]
    fitted_on: dict[str, CaseCount] = {}
    """The cases that the numbers were fitted on, by their answer to `task`."""

    @property
    def log_odds(self) -> dict[Strength, float]:
        """What a rule of each strength adds."""
        fitted = self.strengths
        return {
            "weak": fitted.weak,
            "moderate": fitted.moderate,
            "strong": fitted.strong,
            "measured": self.measured,
        }


class Example(Closed):
    """A situation in a plain sentence, and what the rules must say about it."""

    name: Line
    source: SourceRef | None = None
    answers: Annotated[dict[str, str], Field(min_length=8)]
    evidence: dict[str, str] = {}
    fires: tuple[Slug, ...] = ()
    silent: tuple[Slug, ...] = ()
    waits: tuple[Slug, ...] = ()
    recommends: Approach | None = None
    now: Slug | None = None
    because_of: tuple[Slug, ...] = ()


class Book(Closed):
    """A rule book that has been checked: everything a recommendation rests on but the cases."""

    fingerprint: str
    """SHA-256 of the files it was read from."""
    language: Language = "en"
    """That of its texts; what is not translated is in English."""
    questionnaire: Questionnaire
    facts: tuple[DerivedFact, ...]
    sources: dict[str, Source]
    steps: tuple[Step, ...]
    weights: Weights
    rules: tuple[Rule, ...]
    terms: tuple[Term, ...] = ()
    """Words that are explained where they stand."""
    switched_off: tuple[SwitchedOff, ...] = ()
    """What a team's own rules have taken out."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in order."""
        return self.questionnaire.questions

    @property
    def legal_values(self) -> dict[str, tuple[str, ...]]:
        """Every fact that a rule may read, asked or derived -> its values in order."""
        asked = {question.id: tuple(option.id for option in question.options) for question in self.questions}
        return asked | {fact.id: tuple(value.id for value in fact.values) for fact in self.facts}

    def needs_results(self, rule: Rule) -> bool:
        """Whether a rule cannot fire without eval results: it reads a derived fact that is not at its default."""
        return any(fact.id in rule.when and fact.default not in rule.when[fact.id] for fact in self.facts)
