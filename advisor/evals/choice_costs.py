"""What costs add to a choice: a cheaper variant that is good enough too, and until when the chosen one can be had."""

from __future__ import annotations

from advisor.costs.availability import months_later
from advisor.evals.number_words import dollars
from advisor.language import _, day
from advisor.schema.costs import Costs


def yearly_difference(costs: Costs | None, own: str, other: str) -> float | None:
    """What `other` costs more a year than `own`, by the medians; None where one of them is not known."""
    monthly = {each.variant: each.per_month for each in costs.variants} if costs else {}
    mine, theirs = monthly.get(own), monthly.get(other)
    return None if mine is None or theirs is None else (theirs.median - mine.median) * 12


def cheaper_words(costs: Costs, own: str) -> str | None:
    """The variant that is good enough too and costs least, where that is less."""
    cheapest = costs.cheapest_good_enough
    apart = None if cheapest is None else yearly_difference(costs, own, cheapest)
    if apart is None or apart >= 0:
        return None
    return _(
        "`{name}` is good enough too, and costs {money} less a year, all costs counted.",
        name=cheapest,
        money=dollars(f"{-apart:,.0f}"),
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
