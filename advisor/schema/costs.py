"""What each variant costs: ranges of the whole, its parts, what is missing, break-evens, curves.

A range holds the middle 80 % of a seeded simulation (10 to 90 %); it is no confidence interval. `None` is "not known".
"""

from __future__ import annotations

import datetime
from typing import Literal

from advisor.schema.prices import PriceAge
from advisor.schema.words import Closed, Place

Origin = Literal["given", "results", "price list", "price book", "assumed"]
"""Who says so: the team, its eval results, the price package, `rules/prices.yaml`, or a stated assumption."""

PartKind = Literal["per request", "one-off", "monthly", "retraining"]
BreakEvenVerdict = Literal["cheaper above", "cheaper below", "cheaper between", "always cheaper", "never cheaper"]
"""Of `b` beside `a`; `cheaper between`: within several spans of volume."""
LimitStanding = Literal["no limit", "unknown", "within", "not settled", "beyond"]


class CostRange(Closed):
    """US dollars: with every input at its likely value, and the middle of the draws."""

    likely: float
    """Every input at its likely value: what a hand calculation gives."""
    median: float
    """Half of the draws lie below it; what charts show."""
    low: float
    """10 % of the draws lie below it."""
    high: float
    """10 % of the draws lie above it."""


class CostInput(Closed):
    """One number that went in."""

    id: str
    """Such as `hourly-rate`, `price/gpt-4o-mini/input`, `rag-v2/engineering-hours`."""
    title: str
    variant: str | None
    """None where all variants share it."""
    low: float
    likely: float
    high: float
    unit: str
    origin: Origin
    rests_on: str
    """Whose word it is: `your plan`, `n = 120 items`, `genai-prices 0.2.3`, a source's title."""
    as_of: datetime.date | None = None
    age: PriceAge | None = None


class Missing(Closed):
    """One number that is needed and that nobody has given."""

    variant: str | None
    field: str
    """The key of the cost plan that takes it."""
    asks: str
    """The question, for a person."""
    counts_for: tuple[PartKind, ...]
    """What cannot be worked out without it."""


class CostPart(Closed):
    """One part of a variant's cost over the whole horizon."""

    name: str
    kind: PartKind
    usd: CostRange


class Swing(Closed):
    """One bar of a tornado: the whole cost with one input at its low and at its high end, the others likely."""

    input: str
    """The id of the input."""
    title: str
    at_low: float
    at_high: float


class VariantCost(Closed):
    """One variant over the horizon at the team's volume."""

    variant: str
    approach: Place | None
    model: str | None
    running: CostRange | None
    """A finished piece of work, without one-off and monthly costs; mean over the horizon."""
    one_off: CostRange | None
    monthly: CostRange | None
    """Hosting, stores, indexing anew, upkeep; without the requests themselves."""
    retraining: CostRange | None
    total: CostRange | None
    """All of it over the horizon: the total cost of ownership."""
    per_month: CostRange | None
    """The total divided by the months."""
    all_in: CostRange | None
    """The total divided by the finished pieces of work."""
    per_success: CostRange | None
    """`all_in` divided by the share of successes; None without pass/fail marks."""
    with_failures: CostRange | None
    """`all_in` and the cost of failures; None where that is not known."""
    p_cheapest: float | None
    """The share of draws in which no other variant with a known total costs less."""
    trainings: int | None
    cache_hit_rate: float | None
    replicas: float | None
    parts: tuple[CostPart, ...]
    swings: tuple[Swing, ...]
    """The five inputs that move the total most, the largest first."""
    inputs: tuple[str, ...]
    roles: dict[str, str] = {}
    """What its inputs are to the formula: role, mostly a key of the cost plan, -> id of the input."""
    missing: tuple[Missing, ...]
    measured_usd: float | None
    """What the eval tool itself said a request cost, for comparison."""
    cost_limit: LimitStanding
    latency_limit: LimitStanding
    is_gone: bool = False
    """Its model is shut down already."""
    notes: tuple[str, ...]


class BreakEven(Closed):
    """From how many finished pieces of work a month on variant `b` costs less than variant `a`."""

    a: str
    b: str
    verdict: BreakEvenVerdict
    requests_per_month: float | None
    """Where the two meet with every input likely, nearest to the team's volume; None where they never do."""
    low: float | None
    high: float | None
    """The middle 80 % of the draws that have a break-even; None where fewer than a tenth have one."""
    share: float
    """The draws that have one."""
    spans: tuple[tuple[float, float | None], ...]
    """The volumes at which `b` is cheaper with every input likely; the last may have no end."""
    p_b_cheaper: float | None
    """The share of draws in which `b` costs less at the team's volume; None without a volume."""
    difference: CostRange | None = None
    """The total of `b` minus that of `a` at the team's volume; below 0 `b` costs less. Failures count where they have
    a price. None without a volume."""
    payback_months: float | None
    """Until the one-off difference is earned back at the team's volume; None where it never is."""
    sentence: str


class CostCurve(Closed):
    """The total over the horizon against volume, with the cost of failures where `Costs.counts_failures` says so."""

    variant: str
    volumes: tuple[float, ...]
    likely: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


class ModelNotice(Closed):
    """A model that is, or will be, shut down or closed for tuning."""

    variant: str
    model: str
    ends: datetime.date | None
    tuning_ends: datetime.date | None
    is_gone: bool
    sentence: str
    source: tuple[str, ...]


class Costs(Closed):
    """All variants at one volume and horizon."""

    volume: CostRange | None
    """Finished pieces of work a month, here no dollars."""
    horizon_months: int
    start: datetime.date
    cache_hit_rate: float | None
    """Set by hand; None: worked out from the volume."""
    cache_minutes: float
    price_decline_per_year: float
    cost_of_a_failure: CostRange | None
    counts_failures: bool = False
    """Whether break-evens, curves and `p_cheapest` count the cost of failures."""
    cost_limit_usd: float | None
    latency_limit_s: float | None
    variants: tuple[VariantCost, ...]
    break_evens: tuple[BreakEven, ...]
    curves: tuple[CostCurve, ...]
    inputs: tuple[CostInput, ...]
    missing: tuple[Missing, ...]
    notices: tuple[ModelNotice, ...]
    facts: dict[str, str]
    cheapest_good_enough: str | None
    """Of the variants that are good enough and within the limits, the one with the lowest total."""
    notes: tuple[str, ...]
    method: str
    draws: int
    seed: int
