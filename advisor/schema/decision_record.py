"""What a workshop leaves behind: the decision, what it rests on, who saw it differently, and when to look again."""

from __future__ import annotations

import datetime
from typing import Literal

from advisor.schema.answers import Job
from advisor.schema.evidence import Evidence
from advisor.schema.recommendation import PathStep, Precedent, Reason, RuledOut, WhatIfs
from advisor.schema.words import Approach, Closed
from advisor.schema.workshop import Homework

TriggerKind = Literal[
    "answer moves", "volume passes", "prices are old", "model ends", "rule is dated", "items", "homework", "a quarter"
]


class Trigger(Closed):
    """A reason to look at the decision again, such that a machine can tell whether it has come."""

    kind: TriggerKind
    sentence: str
    due: datetime.date | None = None
    """The day from which on it holds; None where it hangs on something else."""
    question: str | None = None
    option: str | None = None
    """The answer to `question` that changes the decision."""
    approach: Approach | None = None
    """What would be recommended then."""
    threshold: float | None = None
    """Requests a month, or items, from which on it holds."""


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
    title: str
    decided_on: datetime.date
    job: Job | None
    context: str
    people: int
    names: tuple[str, ...]
    """Sorted; none in an anonymous workshop."""
    rounds: int
    agreement_fixed: float
    most_rounds: int
    answers: tuple[TeamAnswer, ...]
    dissents: tuple[KeptDissent, ...]
    homework: tuple[Homework, ...]
    alone: dict[str, int]
    """What people would have been told on their own answers: approach (or `none`) -> people."""
    approach: Approach | None
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
    triggers: tuple[Trigger, ...]
    advisor_version: str
    rules_fingerprint: str
    previous: PreviousDecision | None = None

    def to_json(self) -> str:
        """The record as JSON that `read_record` reads back: without what is worked out from the rest."""
        return self.model_dump_json(round_trip=True, indent=1)


class PreviousDecision(Closed):
    """What the decision that was looked at again had been, and what is different now."""

    decided_on: datetime.date
    headline: str
    approach: Approach | None
    now: str | None
    is_same: bool
    """Approach and next step are what they were."""
    changed_answers: tuple[ChangedAnswer, ...]
    rules_changed: bool
    results_changed: bool
    because: Literal["nothing", "answers", "rules", "results", "answers and rules", "several"]
    """What it takes to get from the old decision to the new one, by asking with only one of them changed."""
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
