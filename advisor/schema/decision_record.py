"""What a workshop leaves behind: the decision, what it rests on, who saw it differently, and when to look again."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from advisor.language import Language
from advisor.schema.answers import Job
from advisor.schema.evidence import Evidence
from advisor.schema.recommendation import PathStep, Precedent, Probability, Reason, RuledOut, Standing, WhatIfs
from advisor.schema.words import Approach, Closed, Role
from advisor.schema.workshop import Homework, Round

TriggerKind = Literal[
    "answer moves", "volume passes", "items", "prices are old", "model ends", "rule is dated", "homework", "a quarter"
]


class Trigger(Closed):
    """A reason to look at the decision again, such that a machine can tell whether it has come."""

    kind: TriggerKind
    sentence: str
    due: datetime.date | None = None
    """The day from which on it holds; None where it hangs on something else."""
    question: str | None = None
    options: tuple[str, ...] = ()
    """The answers to `question` with any of which it holds."""
    approach: Approach | None = None
    """What would be recommended with them; None where every approach would be ruled out."""
    threshold: float | None = None
    """Finished pieces of work a month, or items, from which on it holds."""
    falls: bool = False
    """It holds at the threshold and below, not above."""
    about: tuple[str, ...] = ()
    """The rule, the model, or the two variants that it is about."""


class TeamAnswer(Closed):
    """One question: what the team answered, and how far it agreed."""

    question: str
    ask: str
    option: str
    """What counts: the agreed answer, else the most chosen one; `unknown` where it stays open."""
    label: str
    is_agreed: bool
    """Recorded as agreed; else it is what most answered."""
    note: str = ""
    counts: dict[str, int]
    """Option -> people, by their latest answers."""
    labels: dict[str, str]
    dont_know: int
    agreement: float | None
    """The share of those who know that gave the most chosen answer."""
    otherwise: int
    """People who know and answered something else than what counts."""

    @model_validator(mode="after")
    def _names_every_answer(self) -> TeamAnswer:
        if unnamed := self.counts.keys() - self.labels.keys():
            raise ValueError(f"no label for {', '.join(sorted(unnamed))}")
        return self


class KeptDissent(Closed):
    """Another view than the agreed answer."""

    question: str
    answered: str
    """In words; empty where none was given."""
    reason: str
    name: str | None
    """None where it is kept without a name."""


class DecisionRecord(Closed):
    """One decision of one team, complete in itself; JSON in and out."""

    format: Literal[1] = 1
    lang: Language = "en"
    """What its sentences are said in; what people typed stands as they typed it."""
    title: str
    decided_on: datetime.date
    is_practice: bool = False
    """An exercise, no decision."""
    job: Job | None
    context: str
    people: int
    """All who joined."""
    answered: int
    """Those of them who answered a question or said that they don't know."""
    names: tuple[str, ...]
    """Sorted; none in an anonymous workshop."""
    roles: dict[Role, int] = {}
    """How many said that this is what they know; empty in an anonymous workshop."""
    rounds: tuple[Round, ...]
    """Those that were revealed."""
    agreement_fixed: Annotated[float, Field(ge=0, le=1)]
    most_rounds: int
    answers: tuple[TeamAnswer, ...]
    dissents: tuple[KeptDissent, ...]
    """In the order of the questions, then of names and texts."""
    homework: tuple[Homework, ...]
    alone: dict[str, int]
    """What people would have been told on their own answers: approach (or `none`) -> people."""
    approach: Approach | None
    standing: Standing
    probability: Probability | None
    headline: str
    how_sure: str
    likeness: str
    now: PathStep | None
    path: tuple[PathStep, ...]
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    reasons_on_others: tuple[Reason, ...]
    ruled_out: tuple[RuledOut, ...]
    what_if: WhatIfs
    precedents: tuple[Precedent, ...]
    evidence: Evidence | None
    """What was measured, costs included; marks by item are not in it."""
    triggers: tuple[Trigger, ...]
    """What hangs on answers or figures first, then what has a day, the nearest first."""
    other_changes: tuple[str, ...] = ()
    """The other single answers that would lead elsewhere, a sentence each; to questions that time does not move."""
    advisor_version: str
    rules_fingerprint: str
    previous: PreviousDecision | None = None

    def to_json(self) -> str:
        """The record as JSON that `read_record` reads back: without what is worked out from the rest."""
        return self.model_dump_json(round_trip=True, indent=1)


Results = Literal["none", "new", "gone", "the same", "other"]
"""Eval results then and now: neither has any, only today's has, only the old one had, they show the same, or not."""

Because = Literal["nothing", "answers", "results", "answers or results", "answers and results"]
"""What leads from the old decision to today's, the rules being today's: nothing more, one of them alone, either of
them alone, or only both together."""


class PreviousDecision(Closed):
    """What the decision that was looked at again had been, and what is different now."""

    title: str
    decided_on: datetime.date
    people: int
    headline: str
    approach: Approach | None
    now: str | None
    is_same: bool
    """Approach and next step are what they were."""
    changed_answers: tuple[ChangedAnswer, ...]
    rules_changed: bool
    """The rules, or the program that reads them."""
    results: Results
    rules_lead_elsewhere: bool
    """The old answers and results, asked under today's rules, come to another decision than they did."""
    because: Because
    come_true: tuple[str, ...]
    """The sentences of the old triggers that hold by now."""


class ChangedAnswer(Closed):
    """One answer that is another one now."""

    question: str
    ask: str
    was: str
    becomes: str
    """Both in words."""


DecisionRecord.model_rebuild()
