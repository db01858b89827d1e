"""What costs add to a choice: a cheaper variant that is good enough too, and until when the chosen one can be had."""

from __future__ import annotations

import math
from typing import Final

from advisor.costs.availability import months_later
from advisor.evals.number_words import dollars_apart
from advisor.language import _, day
from advisor.schema.costs import Costs

PER: Final = 1000
"""Requests that an extra cost is told for, where nobody said how many there are."""


def yearly_difference(costs: Costs | None, own: str, other: str) -> float | None:
    """What `other` costs more a year than `own`, by the medians; None where one of them is not known."""
    monthly = {each.variant: each.per_month for each in costs.variants} if costs else {}
    mine, theirs = monthly.get(own), monthly.get(other)
    return None if mine is None or theirs is None else _apart(mine.median, theirs.median) * 12


def yearly_words(apart: float) -> str:
    """How much more or less that is, inside a sentence."""
    if not apart:
        return _("at the same cost")
    money = dollars_apart(abs(apart))
    if apart > 0:
        return _("for {money} more a year, all costs counted", money=money)
    return _("for {money} less a year, all costs counted", money=money)


def price_words(own: float, other: float, monthly_volume: int | None) -> str:
    """What `other` costs more or less than `own`, both for a request: in a year where the volume is known."""
    apart = _apart(own, other)
    if not apart:
        return _("at the same cost")
    if monthly_volume:
        money, volume = dollars_apart(abs(apart) * monthly_volume * 12), f"{monthly_volume:,}"
        if apart > 0:
            return _("for {money} more a year at {volume} requests a month", money=money, volume=volume)
        return _("for {money} less a year at {volume} requests a month", money=money, volume=volume)
    money, requests = dollars_apart(abs(apart) * PER), f"{PER:,}"
    if apart > 0:
        return _("for {money} more per {requests} requests", money=money, requests=requests)
    return _("for {money} less per {requests} requests", money=money, requests=requests)


def _apart(mine: float, theirs: float) -> float:
    """0 where they differ by no more than adding up in another order does."""
    return 0.0 if math.isclose(mine, theirs, rel_tol=1e-9) else theirs - mine


def cheaper_words(costs: Costs, own: str) -> str | None:
    """The variant that is good enough too and costs least, where that is less."""
    cheapest = costs.cheapest_good_enough
    apart = None if cheapest is None else yearly_difference(costs, own, cheapest)
    if apart is None or apart >= 0:
        return None
    return _(
        "`{name}` is good enough too, and costs {money} less a year, all costs counted.",
        name=cheapest,
        money=dollars_apart(-apart),
    )


def ending_words(costs: Costs, own: str) -> str | None:
    """The day on which the variant's model is shut down, where that comes before the horizon is over."""
    over = months_later(costs.start, costs.horizon_months)
    days = [(each.ends, each) for each in costs.notices if each.variant == own and each.ends and each.ends < over]
    if not days:
        return None
    ends, notice = min(days, key=lambda each: each[0])
    return _(
        "Its model, `{model}`, is shut down on {day}: measure another one before you rely on this.",
        model=notice.model,
        day=day(ends),
    )
