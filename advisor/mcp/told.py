"""What an agent is told: the results of the tools, made of the parts of a recommendation."""

from __future__ import annotations

from pydantic import ConfigDict

from advisor.api import Comparison
from advisor.language import Language
from advisor.schema.evidence import Choice
from advisor.schema.questions import Option
from advisor.schema.recommendation import (
    NextQuestions,
    Overridden,
    PathStep,
    Precedent,
    Probability,
    Ranked,
    Reason,
    RuledOut,
    Settled,
    Standing,
    WhatIfs,
)
from advisor.schema.words import Approach, Closed, Role


class Told(Closed):
    """What is told, each part with what it is."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class QuestionTold(Told):
    """One question with its options, and what it bears on."""

    id: str
    section: str
    ask: str
    why: str
    help: str | None
    known_by: tuple[Role, ...]
    """Who in a team usually knows."""
    changes_with_time: bool
    """The answer may be another one a quarter later though the job is the same."""
    moves: dict[Approach, int]
    """How many rules read it and speak for or against each approach."""
    options: tuple[Option, ...]
    """`unknown` is always one more."""


class QuestionsTold(Told):
    """All questions in the order of the questionnaire."""

    lang: Language
    questions: tuple[QuestionTold, ...]


class Advice(Told):
    """The parts of a recommendation that are to be passed on."""

    lang: Language
    headline: str
    """The decision in one or two sentences."""
    approach: Approach | None
    """The destination; `now` may come long before it. None only where every approach is ruled out."""
    kind: str | None
    standing: Standing
    worth_it_now: bool
    """False where today's process is measured ahead: keep it."""
    probability: Probability | None
    """Not a chance of success; to be quoted only where `shown`."""
    ranking: tuple[Ranked, ...]
    now: PathStep | None
    """The next step to take."""
    path: tuple[PathStep, ...]
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    reasons_on_others: tuple[Reason, ...]
    notes: tuple[Reason, ...]
    ruled_out: tuple[RuledOut, ...]
    conflict: tuple[str, ...]
    overridden: tuple[Overridden, ...]
    """Questions that eval results answer, in the place of what was answered."""
    choice: Choice | None
    """Of the variants that were measured, the simplest that is good enough; None without eval results."""
    settled: Settled
    next_questions: NextQuestions
    """What to ask next, what is expected to decide most first."""
    rules: dict[str, str]
    """The rules that put steps into the path, in words."""
    advisor_version: str
    rules_fingerprint: str


class Changes(Told):
    """What would change a recommendation."""

    lang: Language
    headline: str
    approach: Approach | None
    settled: Settled
    what_if: WhatIfs
    next_questions: NextQuestions
    rules: dict[str, str]
    """The rules named in `what_if`, in words."""


class Neighbourhood(Told):
    """The published cases nearest to a situation, and the nearest that dissents."""

    lang: Language
    headline: str
    approach: Approach | None
    precedents: tuple[Precedent, ...]


class AnswerShown(Told):
    """An answer that eval files show, for a person to confirm."""

    question: str
    option: str
    because: str


class Analysis(Told):
    """What eval files show."""

    lang: Language
    evidence: Comparison
    answers_shown: tuple[AnswerShown, ...]
    """Answers to the questionnaire that the files themselves show."""
    never_tried: tuple[Approach, ...]
    """The approaches to which no variant belongs; empty also while some variant's approach is not known."""
