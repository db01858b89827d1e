"""The track record: what the rules said about published cases, and how often that was right. See `rules/backtest.json`.

Shares and probabilities are plain numbers from 0 to 1. *Compared* looks only at the approaches that a source tried,
which is the fair question, since nobody knows how an untried one would have done; *open* looks at all four. Every case
counts once. Dictionaries stand in a fixed order: approaches from the simplest, tasks as in the questionnaire, years
rising.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator

from advisor.schema.cases import Publisher
from advisor.schema.recommendation import Standing
from advisor.schema.words import Approach, Closed

Figure = Annotated[float, AfterValidator(lambda value: round(value, 6))]
"""A number of which six decimals are kept."""

Chance = Annotated[float, AfterValidator(lambda value: round(value, 9))]
"""A probability of which nine decimals are kept, so that four of them still add up to 1."""

Confidence = Literal["high", "medium", "low"]


class Rate(Closed):
    """How often something was right, with its 95 % interval; cases of one source are not independent."""

    n: int
    right: int
    sources: int
    share: Figure
    low: Figure
    high: Figure
    few_sources: bool
    """Fewer than ten sources: the interval is rough."""


class ComparedScore(Closed):
    """Among the approaches that each source compared."""

    acceptable: Figure
    """The share of cases whose highest-ranked approach among those compared is in `acceptable`."""
    log_loss: Figure
    """Mean of -ln of the probability on `acceptable`, renormalised over those compared; none under 0.001 counts."""
    rate: Rate
    """`acceptable` with n and interval."""


class OpenScore(Closed):
    """Among all four approaches."""

    acceptable: Figure
    """The share of cases whose recommended approach is in `acceptable`."""
    best: Figure
    """The share of cases whose recommended approach is `best`."""
    log_loss: Figure
    brier: Figure
    """Mean of the sum over the four of (probability - 1 for `best`, else 0) squared: 0 is perfect, 2 the worst."""
    rate: Rate
    """`acceptable` with n and interval."""
    rate_best: Rate
    """`best` with n and interval."""


class Group(Closed):
    """Some of the cases: how often both answers were right."""

    n: int
    sources: int
    compared: Rate
    open: Rate


class ByApproach(Closed):
    """One approach seen from two sides; a side without a case is None."""

    best: Group | None
    """The cases in which it turned out best: how often our answer was right there."""
    recommended: Rate | None
    """The cases in which it was recommended of all four: how often that was acceptable."""
    ranked_first: Rate | None
    """The cases in which it was ranked first of those compared: how often that was acceptable."""


class Confusion(Closed):
    """Counts of cases: what turned out best -> what we said. What we said may be acceptable without being best."""

    open: dict[Approach, dict[Approach, int]]
    """best -> recommended of all four."""
    compared: dict[Approach, dict[Approach, int]]
    """best -> ranked first of those compared."""


class Bin(Closed):
    """Probabilities of about the same size, and how often what they spoke of was so."""

    low: Figure
    high: Figure
    """The smallest and the largest of the probabilities in it."""
    mean: Figure
    """The mean probability."""
    rate: Rate
    """What was observed."""


class Reliability(Closed):
    """Whether probabilities mean what they say: of what is given 70 %, about 70 % should be so."""

    recommended: tuple[Bin, ...]
    """The probability of the recommended approach, and whether that is acceptable; a case once."""
    ranked_first: tuple[Bin, ...]
    """The probability, among the approaches compared, of the one ranked first there, and whether that is acceptable."""
    every: tuple[Bin, ...]
    """The probability of each of the four in each case, and whether it is acceptable; a case four times. Several may
    be acceptable at once while the four probabilities add up to 1, so the observed share may well lie above."""
    slope_compared: Figure | None
    """1: as sure as it should be, less: too sure, more: too cautious. Among the approaches compared."""
    slope_open: Figure | None
    """The same among all four. None where it cannot be told."""


class LaterYears(Closed):
    """Fitted to the cases up to a year and tried on the later ones."""

    fitted_up_to: int
    """The last year that the fit has seen."""
    fitted_cases: int
    fitted_sources: int
    n: int
    sources: int
    compared: ComparedScore
    open: OpenScore


class CaseRegret(Closed):
    """How far the figures of the approach ranked first lie below the best that the source published, in points."""

    points: Figure
    """Percentage points, 0 where it is the best; the mean over `metrics`."""
    metrics: tuple[str, ...]


class Regret(Closed):
    """What following the advice would have cost, where comparable figures were published."""

    n: int
    """Cases with such figures."""
    sources: int
    mean: Figure | None
    """Mean of the points over these cases."""
    low: Figure | None
    high: Figure | None
    """95 % interval of the mean; None with fewer than two sources."""
    none_lost: int
    """Cases of these in which nothing was lost."""
    left_out: dict[str, int]
    """Why other cases have none, in words -> how many."""


class Baseline(Closed):
    """A plainer adviser on the same cases, judged in the same way."""

    id: Literal["majority", "matrix", "widget", "regression", "conditional"]
    title: str
    """A few words for a table."""
    says: str
    """What it does, in one or two plain sentences."""
    method: str
    """How it comes by its probabilities, for "How computed"."""
    source: str
    """The address of what it was taken from; empty where it is defined by `says` alone."""
    compared: ComparedScore
    open: OpenScore


class BacktestCase(Closed):
    """One case that compared approaches: what we said, and what turned out."""

    id: str
    title: str
    org: str
    year: int
    task: str
    confidence: Confidence
    kind: Publisher
    url: str

    recommended: Approach | None
    """The highest probability of all four, the simpler one first; None where every approach is ruled out."""
    probability: dict[Approach, Chance]
    """All four, adding up to 1; 0 for what is ruled out (all of them 0 where everything is)."""
    standing: Standing
    because: tuple[str, ...]
    """Ids of the rules for the recommended approach, the strongest first."""
    against: tuple[str, ...]
    """Ids of the rules against it."""

    compared: tuple[Approach, ...]
    """What the source tried."""
    ranked_first_compared: Approach | None
    """The highest probability of those; None where every one of them is ruled out."""
    best: Approach
    acceptable: tuple[Approach, ...]
    right_compared: bool
    right_open: bool
    log_loss_compared: Figure
    log_loss_open: Figure
    regret: CaseRegret | None
    """None where no comparable figures were published."""


class Backtest(Closed):
    """The rules run over published cases as if they had been asked before the outcome was known."""

    date: datetime.date
    advisor_version: str
    weights: Literal["shipped", "refitted in each fold"]
    """shipped: the weights of the book as they are, on cases from elsewhere. Refitted: cross-validation, on our own."""
    method: str
    """How it was computed, in plain sentences."""
    interval_method: str
    """How the 95 % intervals were computed."""
    seed: int
    folds: int | None
    repeats: int | None
    """How often the cases were divided into folds; both None with shipped weights."""
    rules: int
    rules_fingerprint: str
    """That of the book: rules, questions and weights."""
    cases_fingerprint: str

    n: int
    """Cases that compared approaches; all figures are about these."""
    sources: int
    left_out: int
    """Cases that compared nothing, which show nothing; runs of our own are in neither number."""
    seen: int | None
    """With shipped weights: how many of the n come from a source that is in the advisor's own case book, to which its
    weights were fitted; None where they are refitted."""
    compared: ComparedScore
    open: OpenScore
    baselines: tuple[Baseline, ...]
    by_approach: dict[Approach, ByApproach]
    by_task: dict[str, Group]
    by_confidence: dict[Confidence, Group]
    by_kind: dict[Publisher, Group]
    by_year: dict[int, Group]
    confusion: Confusion
    reliability: Reliability
    regret: Regret
    later_years: tuple[LaterYears, ...]
    """Empty with shipped weights; a year up to which fewer than 20 sources, or after which fewer than 10 cases, were
    published is not among them."""
    cases: tuple[BacktestCase, ...]
    """By id."""
    titles_ja: dict[str, str] = {}
    """By id, of cases that the package does not carry; those of the case book have theirs there."""
