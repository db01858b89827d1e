"""What the eval results say: estimates, paired differences, the cost/quality front, and the facts the rules read.

Scores are in the units of the file (a pass rate is a fraction, 0.9 and not 90), costs in US dollars, latencies
in seconds. `None` always means "not known"; an unknown cost is never 0.
"""

from __future__ import annotations

from typing import Literal

from advisor.schema.words import Approach, Closed

Place = Approach | Literal["baseline"]
"""Where a variant belongs: one of the four approaches, or today's process."""

ScoreKind = Literal["pass/fail", "graded"]
PairVerdict = Literal["a better", "b better", "within margin", "not settled"]
FileStatus = Literal["complete", "partial", "unknown"]


class Interval(Closed):
    """A range with its level (0.95 = 95 %) and the method that gave it."""

    low: float
    high: float
    level: float
    method: str


class ScoreSummary(Closed):
    """One score of one variant; failed calls are left out of everything but `if_failed_zero`."""

    n: int
    """Items with at least one score: never items times repeats."""
    scored_rows: int
    mean: float
    """Mean over items of each item's mean over its repeats."""
    se: float | None
    """Sample standard deviation of the item means / sqrt(n); None with one item."""
    interval: Interval | None
    method: str
    kind: ScoreKind
    if_failed_zero: float | None
    """The mean when every failed call counts as 0; None when none failed."""


class VariantSummary(Closed):
    """One variant: what was run, what it scored, what it cost."""

    variant: str
    approach: Place | None
    rows: int
    items: int
    failed: int
    scores: dict[str, ScoreSummary]
    total_cost_usd: float | None
    cost_per_request_usd: float | None
    """Mean over the rows whose cost is known (`cost_rows` of them)."""
    cost_rows: int
    mean_latency_s: float | None
    """Mean over the rows that did not fail and whose latency is known (`latency_rows` of them)."""
    latency_rows: int
    tokens_in: int | None
    tokens_out: int | None
    epochs: int
    """The most repeats that any item has."""
    on_front: bool | None
    """Not dominated in cost and chosen score; None when cost or score is unknown."""


class PairedDifference(Closed):
    """Variant `a` minus variant `b` on the items that both scored."""

    a: str
    b: str
    score: str
    n_shared: int
    n_dropped: int
    """Items that only one of the two scored: not used."""
    difference: float
    interval95: Interval | None
    interval90: Interval | None
    p_value: float | None
    p_method: str
    verdict: PairVerdict
    sentence: str


class FileRead(Closed):
    """One file that was read, by its base name."""

    name: str
    tool: str
    tool_version: str | None
    status: FileStatus
    rows: int
    notes: tuple[str, ...]
    settings: dict[str, str] = {}
    """How the run was made, where the file tells: `date`, `temperature`, `max_tokens`, `retries`, `dataset`, `grader`."""


class Evidence(Closed):
    """All that was measured, for one chosen score."""

    score: str
    target: float | None
    margin: float
    files: tuple[FileRead, ...]
    variants: tuple[VariantSummary, ...]
    pairs: tuple[PairedDifference, ...]
    front: tuple[str, ...]
    """The variants on the cost/quality front, the cheapest first."""
    facts: dict[str, str]
    notes: tuple[str, ...]
    simulated: str | None
    """Says what was simulated when the numbers are no measurement; None for real results."""
