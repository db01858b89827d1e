"""A workshop as it is kept and shown: what was set up, who takes part, what they answered, what was agreed.

Everything here is plain data. Who may see which part of it is decided where it is read, in `advisor/store`.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Final, Literal

from pydantic import AliasChoices, Field

from advisor.schema.answers import Job
from advisor.schema.words import UNKNOWN, Closed, Line, Place, Role

Phase = Literal["answering", "revealed", "closed"]
"""answering: a round is open and nobody sees answers · revealed: the round's answers are shown and talked about ·
closed: the decision is recorded and nothing changes any more."""

Seat = Literal["facilitator", "participant", "guest", "screen"]
"""Who reads. A guest holds the join link and has not joined; a screen shows to the whole room."""

LONGEST_NAME: Final = 60
LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 1000
"""Of a reason, a dissent, a note, an own sentence."""
LONGEST_CONTEXT: Final = 4000
MOST_PEOPLE: Final = 500
MOST_EVIDENCE_ROWS: Final = 200_000


class StopRule(Closed):
    """When the rounds end, fixed before the first one."""

    agreement: Annotated[float, Field(ge=0.5, le=1)] = 0.75
    """A question is agreed when at least this share of those who know give the same answer."""
    most_rounds: Annotated[int, Field(ge=1, le=10)] = 3


class Brief(Closed):
    """What the facilitator sets up; it does not change once the workshop has begun."""

    title: Annotated[Line, Field(max_length=LONGEST_TITLE)]
    job: Job | None = None
    """The one job that is decided about, in one sentence."""
    context: Annotated[str, Field(max_length=LONGEST_CONTEXT)] = ""
    questions: Annotated[tuple[str, ...], Field(min_length=1)]
    """Ids, in the order of the questionnaire."""
    named: bool = True
    """People give a name, which stands beside their answers once these are revealed; else nobody is named anywhere."""
    stop: StopRule = StopRule()
    practice: str | None = None
    """The id of the practice workshop that this is."""


class Person(Closed):
    """One who takes part. In an anonymous workshop there is no name, and roles are shown to nobody else."""

    number: int
    """Drawn at random, so that it tells nothing of who came when; it is shown nowhere."""
    name: str | None = None
    roles: tuple[Role, ...] = ()
    own_sentence: str | None = None
    """The job as this person would put it, where it is another than the facilitator's."""


class Ballot(Closed):
    """What one person answered to one question in one round."""

    person: int
    round: int
    question: str
    option: str
    """An option of the question, or `unknown` for "don't know"."""
    reason: str = ""

    @property
    def knows(self) -> bool:
        """Whether it says more than "don't know"."""
        return self.option != UNKNOWN


class Round(Closed):
    """One round: what was asked, and whether it has been revealed."""

    number: int
    questions: tuple[str, ...]
    revealed: bool


class Agreed(Closed):
    """The answer that the team settled on."""

    question: str
    option: str
    """An option, or `unknown` where the team agreed to leave it open."""
    note: str = ""
    round: int
    """The round after which it was recorded."""


class Dissent(Closed):
    """One who holds another answer than the agreed one, and wants that kept."""

    question: str
    option: str
    """The answer that this person gave; `unknown` where none was given, or where it would tell who this is."""
    reason: str
    person: int | None
    """None where it is kept without a name."""


class Homework(Closed):
    """A question that nobody could answer and that matters: who finds out, until when."""

    question: str
    owner: Annotated[Line, Field(max_length=LONGEST_NAME)]
    due: datetime.date


class EvidenceRow(Closed):
    """One mark of one item: what is kept of eval results, and all that is kept. No input, no output, no item's name."""

    variant: str
    item: int
    """The same number is the same item, in every variant."""
    marks: dict[str, float]
    """Score -> mark; a score that is missing was not given."""
    epoch: int = 1
    failed: bool = False
    cluster: int | None = None
    """The same number is the same document, customer or conversation."""
    cost_usd: float | None = None
    latency_s: float | None = None
    tokens_in: int | None = None
    tokens_cached: int | None = None
    tokens_out: int | None = None
    calls: int | None = None


class AttachedEvidence(Closed):
    """Eval results as a workshop keeps them: marks by item, and what they cost."""

    rows: Annotated[tuple[EvidenceRow, ...], Field(min_length=1, max_length=MOST_EVIDENCE_ROWS)]
    approaches: dict[str, Place | None]
    """Variant -> where it belongs."""
    models: dict[str, tuple[str, ...]] = {}
    blended: tuple[str, ...] = ()
    """Scores that a tool mixed from the others."""
    tools: tuple[str, ...] = ()
    """The tools that wrote the files."""
    graders: tuple[tuple[str, str, str], ...] = ()
    """(variant, score, who graded it): `code`, `human`, or a number, since a name may say something."""
    settings: tuple[dict[str, str], ...] = ()
    """File by file what has to be the same for a fair comparison; what may say something is a number."""
    caveat: Annotated[str | None, Field(validation_alias=AliasChoices("caveat", "simulated"))] = None
    """Says what to bear in mind of the results; workshops that were kept before call it `simulated`."""
    read_on: datetime.date
    score: str | None = None
    """The score that means quality, where there are several."""
    target: float | None = None
    margin: float = 0.03


class WorkshopView(Closed):
    """A workshop as one of those in it may see it at one moment; what that one may not see is not in it."""

    version: int
    """Grows with every change that somebody else may have to see."""
    seat: Seat
    brief: Brief
    phase: Phase
    rounds: tuple[Round, ...]
    joined: int
    finished: int
    """People who said that they have answered all they can in the open round, or did in the last one."""
    people: tuple[Person, ...] = ()
    """For the facilitator of a named workshop always, for everybody else once its first round is revealed; of an
    anonymous workshop nobody."""
    finished_people: tuple[int, ...] = ()
    """Numbers; only for the facilitator of a named workshop."""
    me: Person | None = None
    """The participant who reads."""
    own: tuple[Ballot, ...] = ()
    """This participant's own answers of all rounds, revealed or not."""
    i_have_finished: bool = False
    ballots: tuple[Ballot, ...] = ()
    """Everybody's answers of the rounds that have been revealed; of no other round, for no seat."""
    sentences: tuple[str, ...] = ()
    """The job in people's own words, where it differs; once the first round is revealed, in no order that tells who."""
    agreed: tuple[Agreed, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    homework: tuple[Homework, ...] = ()
    has_evidence: bool = False
    """Whether eval results are attached and may be seen from this seat."""
    code: str | None = None
    """The short code to join by; for the facilitator and the screen, until the workshop is closed."""
    record: str | None = None
    """The decision record as JSON, once the workshop is closed."""
    previous: str | None = None
    """The decision record of the workshop that this one looks at again."""
    created: datetime.datetime
    expires: datetime.datetime | None = None
    """After this nobody can open it any more, and it is deleted."""

    @property
    def round(self) -> Round:
        """The round that is open, or the last one."""
        return self.rounds[-1]

    @property
    def last_revealed(self) -> int:
        """The number of the last round that has been revealed; 0 before the first."""
        return max((each.number for each in self.rounds if each.revealed), default=0)
