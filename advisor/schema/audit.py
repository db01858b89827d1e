"""What an audit of a rule book finds, over every answer set that there is."""

from __future__ import annotations

from typing import Literal

from advisor.schema.words import Approach, Closed

Level = Literal["error", "info"]
"""error: to be mended · info: to be looked at."""

Check = Literal[
    "never fires",
    "always fires",
    "duplicate",
    "overlap",
    "implied",
    "contradiction",
    "opposed throughout",
    "never matters",
    "approach never wins",
    "destination never reached",
    "step never used",
    "question not read",
    "options not told apart",
    "back and forth",
]


class Witness(Closed):
    """A concrete answer set: what it does not name is unknown, and no results were given."""

    answers: dict[str, str]
    results: dict[str, str] = {}
    """Derived facts that are not at their default."""


class Finding(Closed):
    """One thing found, the rules, questions or steps it is about, and how it is known."""

    check: Check
    level: Level
    about: tuple[str, ...]
    says: str
    how: str
    proved: bool
    """False where a search found nothing and no proof was found either."""
    witness: Witness | None = None


class Adds(Closed):
    """What one part of a rule adds: an answer set on which the advice differs without it."""

    rule: str
    part: Literal["approach", "step", "note"]
    witness: Witness
    with_it: str
    without_it: str
    """The recommended approach, the steps of the path, or the notes, as ids."""


class Reached(Closed):
    """An approach or a step, and an answer set on which it is recommended or stands on the path."""

    id: str
    witness: Witness


class Scale(Closed):
    """An ordinal question: how often moving along its scale leaves an approach and comes back to it."""

    question: str
    found: int
    draws: int
    share: float
    low: float
    high: float
    """The 95 % interval of the share (Wilson)."""
    excluded: str = ""
    """Why it cannot happen at all, where that is proved."""
    witness: Witness | None = None
    """All other answers."""
    along: dict[str, str] = {}
    """Its options in order, each with what is recommended at the witness."""


class Promise(Closed):
    """A promise of the design: whether it holds on this book, and how that is known."""

    promise: str
    holds: bool | None
    """None: neither proved nor refuted."""
    how: str
    witness: Witness | None = None
    """Where it is broken."""


class Audit(Closed):
    """All that was found, and what every part of every rule adds."""

    rules_fingerprint: str
    rules: int
    questions: int
    answer_sets: int
    """Of complete or partial answers, without results."""
    results: int
    """How many combinations of derived facts eval results can give."""
    seed: int
    findings: tuple[Finding, ...]
    adds: tuple[Adds, ...]
    approaches: tuple[Reached, ...]
    steps: tuple[Reached, ...]
    scales: tuple[Scale, ...]
    promises: tuple[Promise, ...]

    @property
    def errors(self) -> int:
        """Findings that are to be mended, broken promises among them."""
        return sum(each.level == "error" for each in self.findings) + sum(each.holds is False for each in self.promises)


def named(approach: Approach | None) -> str:
    """The approach, or that none is left."""
    return approach or "none: every approach is ruled out"
