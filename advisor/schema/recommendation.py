"""What a recommendation holds: all of it, so that text, Markdown, HTML and JSON are faces of one thing."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import computed_field

from advisor.schema.rules import Condition, Effort, Kind
from advisor.schema.words import Approach, Closed, Strength

Standing = Literal["decided", "clear", "leaning", "close", "default", "conflict"]
"""decided: a rule decides it · clear, leaning, close: how far it stands before the next · default: nothing that is
known speaks for or against anything, so the simplest approach · conflict: every approach is ruled out."""


Basis = Literal["answers", "results", "answers and results"]
"""What a reason rests on: what was answered, what was measured, or both."""


class Citation(Closed):
    """A source as it is shown: who said it, where, when it was last read."""

    ref: str
    title: str
    by: str
    url: str
    """Empty for a document inside the house."""
    at: str | None = None
    date: str | None = None
    checked: datetime.date
    review_by: datetime.date | None = None
    read_via: str | None = None


class Reason(Closed):
    """One rule that holds, and what it does to one approach."""

    rule: str
    effect: Literal["supports", "opposes", "settles", "rules_out", "note"]
    approach: Approach
    strength: Strength | None
    because: str
    when: Condition
    sources: tuple[Citation, ...]
    disputed_by: tuple[str, ...] = ()
    house: bool = False
    """One of the team's own rules."""
    presumes: tuple[str, ...] = ()
    """Unanswered questions whose answer could still undo this: it holds for the time being."""
    basis: Basis = "answers"
    """What the rule was read from."""
    review_by: datetime.date | None = None
    """The claim is dated: read it again after this day."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def from_data(self) -> bool:
        """Without the eval results this would not be a reason."""
        return self.basis != "answers"


class Overridden(Closed):
    """A question that eval results answer, in the place of what was answered or left open."""

    question: str
    answered: str
    """What was answered; `unknown` where it was left open."""
    measured: str
    """What counts."""
    fact: str
    """The fact of `rules/facts.yaml` that says so."""


class RuledOut(Closed):
    """An approach that may not be recommended, the rule that says so, and what would lift it."""

    approach: Approach
    rule: str
    because: str
    lifted_by: Condition
    sources: tuple[Citation, ...]
    house: bool = False
    """One of the team's own rules."""


class Waiting(Closed):
    """A rule that cannot be decided yet, and the unanswered questions it waits for."""

    rule: str
    because: str
    waits_for: tuple[str, ...]
    house: bool = False
    """One of the team's own rules."""


class Probability(Closed):
    """A number between 0 and 1, and whether it may be shown as a percentage."""

    value: float
    shown: bool
    because: str
    """What the number rests on, or why it is not shown."""


class CaseRecord(Closed):
    """The published cases behind a probability: those that compared approaches and have the same `task`."""

    compared_cases: int
    papers: float | None
    """The share of them that are papers, not industry; None where there are none."""
    before_2025: float | None
    """The share of them from before 2025."""


class Ranked(Closed):
    """One approach in the ranking, with the ids of the rules for and against it."""

    approach: Approach
    score: float
    """Sum of log-odds: the prior and every rule that fired."""
    probability: Probability
    ruled_out: bool
    supported_by: tuple[str, ...]
    opposed_by: tuple[str, ...]


class PathStep(Closed):
    """One step of the path: what to do, why it comes here, and when it is done."""

    id: str
    title: str
    kind: Kind
    says: str
    why: tuple[str, ...]
    """Ids of the rules that put it there; none for the destination itself."""
    presumes: tuple[str, ...] = ()
    """Unanswered questions that are read cautiously until they are answered."""
    unlocks: str
    unlocked_by: str | None
    """The step that has to be done before, if there is one."""
    done_when: str
    checklist: tuple[str, ...] = ()
    effort: Effort | None = None
    """Unknown where no source gives one."""
    destination: bool = False
    sources: tuple[Citation, ...]


class Difference(Closed):
    """A question that a case answers otherwise."""

    question: str
    yours: str
    theirs: str
    nearly: bool
    """Theirs is next to yours on an ordinal scale, which counts a quarter."""


class Precedent(Closed):
    """A published case near the answers given: what it shares and what it does not.

    Questions stand in the order in which your answers to them matter to the decision.
    """

    case: str
    title: str
    org: str
    year: int
    url: str | None
    """None for a run of our own."""
    best: Approach
    acceptable: tuple[Approach, ...]
    tried: tuple[Approach, ...]
    """The approaches that the source tried."""
    compared: bool
    best_basis: Literal["measured", "stated"]
    confidence: Literal["high", "medium", "low"]
    nearness: float
    """The share of what matters to the decision that is alike, from 0 to 1: each of your answers weighs by how far the
    probabilities move when it alone is another one."""
    dissents: bool
    """Approaches were compared there, and the one recommended here was not acceptable."""
    matters: tuple[str, ...]
    """Your answers that matter at least as much as the average one of them; the same for every precedent."""
    shares: tuple[str, ...]
    """Questions that both answer alike."""
    differs: tuple[Difference, ...]
    silent: tuple[str, ...]
    """Questions that you answer and the case does not."""
    outcome: str


class Settled(Closed):
    """Whether any answer to the questions that are still open can change the recommended approach."""

    is_settled: bool | None
    """True: proved that none can. False: `witness` does. None: not known, the rules tie too many questions together."""
    approach: Approach | None
    remaining: tuple[str, ...]
    """The questions that are still open."""
    witness: dict[str, str] | None = None
    """One way of answering them all that leads elsewhere."""
    becomes: Approach | None = None
    """What is recommended then; None also where every approach is ruled out."""
    on_the_way: dict[str, str] | None = None
    """Where it is settled: answers to some of the open questions alone that show another approach until the rest is
    answered too. Rare; None where there are none."""


class AnswerChange(Closed):
    """One answer given instead of another, or instead of none."""

    question: str
    was: str
    becomes: str


class WhatIf(Closed):
    """A smallest set of answers that would change the recommended approach, and the rules behind it."""

    changes: tuple[AnswerChange, ...]
    approach: Approach | None
    """What would be recommended; None where everything would be ruled out."""
    because: tuple[str, ...]
    """Ids of the rules that would hold then, and do not now, and speak for it or against what is recommended now."""
    no_longer: tuple[str, ...]
    """Ids of the rules that hold now and would not then, and speak the other way."""


class WhatIfs(Closed):
    """What would change the recommendation: single answers, and pairs of which neither is enough alone."""

    one: tuple[WhatIf, ...]
    two: tuple[WhatIf, ...]
    count_of_one: int
    count_of_two: int
    """All of them, also those that are not spelled out."""


class QuestionValue(Closed):
    """An open question and how much its answer is expected to decide."""

    question: str
    expected_drop: float
    """Of the entropy of the recommendation, in bits."""
    known_cases: int
    """Published cases that answer it; under 20, and for gates, all options count alike."""


class NextQuestions(Closed):
    """What to ask next, and how likely the recommendation still changes."""

    questions: tuple[QuestionValue, ...]
    """The open questions, those that decide most first."""
    chance_of_change: float
    """The share of completions, drawn as published cases answered, whose recommendation is another."""
    draws: int
    """How many completions were drawn: the share is known to about one in the square root of this."""
