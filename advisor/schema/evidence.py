"""What the eval results say: estimates, paired differences, the cost/quality front, and the facts the rules read.

Scores are in the units of the file (a pass rate is a fraction, 0.9 and not 90), costs in US dollars, latencies
in seconds. `None` always means "not known"; an unknown cost is never 0.
"""

from __future__ import annotations

from typing import Literal

from advisor.schema.costs import Costs
from advisor.schema.words import Closed
from advisor.schema.words import Place as Place

ScoreKind = Literal["pass/fail", "graded"]
PairVerdict = Literal["a better", "b better", "within margin", "not settled"]
FileStatus = Literal["complete", "partial", "unknown"]
VerdictWord = Literal["shown better", "shown good enough", "probably good enough", "shown worse", "not settled"]
Meets = Literal["no_target", "below_target", "not_settled", "probably_meets", "meets_target"]
HealthState = Literal["green", "amber", "red", "unknown"]
Standing = Literal["shown", "probable", "open"]
FailureCause = Literal["facts", "form", "judgement", "economics", "wrong-test"]


class Interval(Closed):
    """A range with its level (0.95 = 95 %) and the method that gave it."""

    low: float
    high: float
    level: float
    method: str


class Quantile(Closed):
    """A quantile of n rows with the ends of its 95 % bootstrap interval; None with too few rows for them."""

    value: float
    low: float | None
    high: float | None
    n: int


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
    cost_per_finished_usd: float | None
    """The same rows' cost, failed tries included, divided by those of them that did not fail."""
    mean_latency_s: float | None
    """Mean over the rows that did not fail and whose latency is known (`latency_rows` of them)."""
    latency_p50_s: Quantile | None
    """The median of these rows."""
    latency_p95_s: Quantile | None
    """The latency that 95 % of them do not exceed."""
    latency_rows: int
    tokens_in: int | None
    """Cached ones included; all rows together, as the next two."""
    tokens_cached: int | None
    """Of them, those read from the provider's cache; None where the tool does not tell."""
    tokens_out: int | None
    """Reasoning included."""
    models: tuple[str, ...]
    """As the tool names them; several for a chain, none where it does not tell."""
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
    """Items run with either of the two that not both scored: not used."""
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
    """How the run was made, where the file tells: `date`, `temperature`, `max_tokens`, `dataset` and the like."""


class VariantVerdict(Closed):
    """What the results show of one variant, in words and figures."""

    variant: str
    approach: Place | None
    verdict: VerdictWord
    """`shown better`: than the best simpler variant. `good enough`: at most the margin below the best.
    `shown worse`: more than the margin below the best."""
    sentence: str
    known: str
    """What is known although nothing is settled; empty where the verdict says it all."""
    n: int
    """Items that it shares with `compared_with`, or that it was scored on."""
    compared_with: str | None
    difference: float | None
    interval: Interval | None
    """Of the difference to `compared_with`."""
    method: str
    p_value: float | None
    """Of the test behind a shown verdict, adjusted by Holm over the variants."""
    p_best: float | None
    p_good_enough: float | None
    """P(at most the margin below the best)."""
    p_on_front: float | None
    """P(no other costs no more and scores no less); None where its cost is unknown."""
    expected_regret: float | None
    """What choosing it is expected to cost in score units."""
    meets: Meets
    p_meets: float | None


class Choice(Closed):
    """The simplest variant that is good enough, and how sure that is."""

    variant: str | None
    approach: Place | None
    standing: Standing
    basis: Literal["target", "closeness"]
    sentence: str
    others: tuple[str, ...]
    """What the variants that score higher would bring, and cost."""


class HealthCheck(Closed):
    """One check of the eval itself."""

    check: str
    title: str
    state: HealthState
    """`unknown`: what the check needs is not in the results."""
    figure: str
    sentence: str
    """What was found; the repair too, where one is needed."""
    items: tuple[str, ...] = ()
    """The items to look at, where the check names some; ten at most."""
    computed: str = ""
    """Further figures, under the names of their methods; empty where there are none."""


class JudgedVariant(Closed):
    """What a grader does to one variant's mean, as far as people marked the same answers."""

    variant: str
    labelled: int
    """Answers that people marked too."""
    rarer: int
    """How many of them have the human mark, pass or fail, that is rarer."""
    sensitivity: float | None
    """Of what people pass, the share that the grader passes; None where people passed nothing, or marks are graded."""
    specificity: float | None
    """Of what people fail, the share that the grader fails."""
    judged: float
    """The mean by the grader, uncorrected."""
    corrected: float | None
    """The mean that people would have found; None with fewer than 15 labels of the rarer mark."""
    interval: Interval | None


class EvalHealth(Closed):
    """Whether the eval can be trusted to tell variants apart."""

    state: HealthState
    """The worst of the checks that could be made."""
    sentence: str
    maturity: str
    """What the results show of eval maturity, as an option of the question `evals`."""
    checks: tuple[HealthCheck, ...]
    judged: tuple[JudgedVariant, ...] = ()
    """The variants of which people marked some answers."""


class NextEval(Closed):
    """One thing to measure next."""

    action: Literal[
        "more-items", "human-labels", "repeats", "held-out-set", "simpler-approach", "label-failures", "stop"
    ]
    sentence: str
    p_change: float | None
    """The chance that it changes the choice; None where it cannot be worked out."""
    items: int | None
    cost_usd: float | None
    hours: float | None


class FailureShare(Closed):
    """How many of the labelled failures have one cause."""

    cause: FailureCause
    count: int
    share: float
    interval: Interval


class Failures(Closed):
    """What hand-labelled failures of one variant show."""

    variant: str
    labelled: int
    shares: tuple[FailureShare, ...]
    fact: str
    """The value of the fact `measured_failure`."""
    sentence: str


class Evidence(Closed):
    """All that was measured, for one chosen score."""

    score: str
    target: float | None
    margin: float
    files: tuple[FileRead, ...]
    variants: tuple[VariantSummary, ...]
    pairs: tuple[PairedDifference, ...]
    verdicts: tuple[VariantVerdict, ...]
    """One a variant that has the score, the simplest first."""
    choice: Choice
    front: tuple[str, ...]
    """The variants on the cost/quality front, the cheapest first."""
    front_cost: Literal["all-in", "running", "measured"]
    """What of a finished piece of work the front goes by: the whole cost, that without one-off and monthly costs, or
    what the results tell."""
    health: EvalHealth
    failures: Failures | None
    next: tuple[NextEval, ...]
    """What to measure next, the most useful first."""
    facts: dict[str, str]
    notes: tuple[str, ...]
    caveat: str | None
    """Says what to bear in mind wherever these numbers stand, such as that they are an example's; None for nothing."""
    costs: Costs | None = None
    """Where a cost plan was given."""
