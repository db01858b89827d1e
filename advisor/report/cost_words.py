"""Costs in words: money rounded for people, who costs least, what has to be entered, how old prices are."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from decimal import Decimal

from advisor.costs.break_even_words import round_number
from advisor.costs.plan_lines import plan_line
from advisor.report.words import counted
from advisor.schema.costs import CostInput, CostRange, Costs, Missing, PartKind, VariantCost
from advisor.schema.prices import AMBER_DAYS, RED_DAYS

NOT_KNOWN = "not known"

_BLOCKED: dict[PartKind, str] = {
    "per request": "what a finished piece of work costs",
    "one-off": "what it costs once",
    "monthly": "what it costs a month",
    "retraining": "what training again costs",
}


def money(usd: float) -> str:
    """US dollars to three figures, cents from one dollar on: `$0.00123`, `$4.56`, `$4,230`."""
    return f"-${plain_money(-usd)}" if usd < 0 else f"${plain_money(usd)}"


def plain_money(usd: float) -> str:
    """The same without the sign of the currency."""
    if usd == 0:
        return "0"
    digits = 2 - math.floor(math.log10(abs(usd)))
    if digits <= 0:
        return f"{round(usd, digits):,.0f}"
    if abs(usd) >= 1:
        return f"{usd:.2f}".removesuffix(".00")
    return f"{Decimal(f'{usd:.3g}'):f}"


def spread(found: CostRange | None) -> tuple[str, str, str]:
    """The amount with every input likely, the median of the draws and their 10-90 % range, as texts."""
    if found is None:
        return NOT_KNOWN, "", ""
    low, high = plain_money(found.low), plain_money(found.high)
    is_exact = low == high == plain_money(found.likely)
    return money(found.likely), money(found.median), "exact" if is_exact else f"{low} to {high}"


def with_range(found: CostRange | None) -> str:
    """Median and range in one: `$4,230 (3,100 to 5,900)`."""
    if found is None:
        return NOT_KNOWN
    _, median, ends = spread(found)
    return median if ends == "exact" else f"{median} ({ends})"


def share(value: float) -> str:
    """A share of draws; never a round 0 or 100 where it is not."""
    if 0 < value < 0.005:
        return "less than 1 %"
    if 0.995 < value < 1:
        return "more than 99 %"
    return f"{value * 100:.0f} %"


def setting(costs: Costs) -> str:
    """`at 20,000 finished pieces of work a month (10,000 to 30,000) over 12 months`."""
    over = f"over {counted(costs.horizon_months, 'month')} from {costs.start}"
    volume = costs.volume
    if volume is None:
        return over
    likely, low, high = (round_number(each) for each in (volume.likely, volume.low, volume.high))
    ends = "" if low == high == likely else f" ({low} to {high})"
    return f"at {likely} finished pieces of work a month{ends} {over}"


def answer(costs: Costs) -> str:
    """Who costs least, or why nobody can say."""
    known = [each for each in costs.variants if each.total is not None]
    if not costs.variants:
        return "There is no variant: give eval results, or a plan with `variants`."
    if costs.volume is None:
        return "No total is known: say how many finished pieces of work there are a month (`volume`)."
    if not known:
        return "No total is known: what is missing for it is listed below."
    best = min(known, key=_what_counts)
    total = with_range(best.total)
    if len(known) == 1:
        return f"`{best.variant}` costs {total} {setting(costs)}; no other total is known."
    sure = "" if best.p_cheapest is None else f", and least in {share(best.p_cheapest)} of the draws"
    if best.with_failures is not None:
        each = f"{with_range(best.with_failures)} a piece of work with its failures"
        return f"Failures counted, `{best.variant}` costs least{sure}: {each}. Paid for it: {total} {setting(costs)}."
    return f"`{best.variant}` costs least: {total} {setting(costs)}{sure}."


def _what_counts(own: VariantCost) -> tuple[bool, float, str]:
    """Variants with priced failures are compared by them, as the draws are."""
    found = own.with_failures or own.all_in or own.total
    return own.with_failures is None, found.median if found else math.inf, own.variant


def without_total(costs: Costs) -> str:
    """The variants whose total is not known, in one sentence; nothing where each has one."""
    names = [f"`{each.variant}`" for each in costs.variants if each.total is None]
    if not names or costs.volume is None or len(names) == len(costs.variants):
        return ""
    verb = "has" if len(names) == 1 else "have"
    return f"{', '.join(names)} {verb} no total, because something is missing (below), and {verb} no rank."


def asked(each: Missing) -> str:
    """The question, where the answer goes in the plan, and what waits for it."""
    where = f"under `{each.variant}` write" if each.variant else "at the top of the plan write"
    waits = ", ".join(_BLOCKED[kind] for kind in each.counts_for)
    return f"{each.asks} In the plan, {where} `{plan_line(each.field)}`." + (
        f" Waits for it: {waits}." if waits else ""
    )


def nearest(model: str, names: Sequence[str]) -> str:
    """What a model that nobody knows may have been meant to be."""
    listed = " or ".join(f"`{name}`" for name in names)
    return f"`{model}` is in no price list. Did you mean {listed}?" if names else ""


def old_prices(costs: Costs) -> list[str]:
    """One sentence for each age: the prices that are amber or red, with their dates."""
    found = []
    for age, days in (("red", RED_DAYS), ("amber", AMBER_DAYS)):
        old = [each for each in costs.inputs if each.age == age and each.as_of is not None]
        if old:
            listed = ", ".join(f"{each.title} ({each.as_of}, {each.rests_on})" for each in sorted(old, key=_by_day))
            found.append(f"{age.upper()}: {days} days old or more: {listed}.")
    return found


def _by_day(each: CostInput) -> tuple[datetime.date, str]:
    return each.as_of or datetime.date.min, each.id


def price_dates(costs: Costs) -> str:
    """Where the prices come from and their dates, in one sentence; nothing where there are none."""
    dates: dict[str, set[datetime.date]] = {}
    for each in costs.inputs:
        if each.as_of is not None:
            dates.setdefault(each.rests_on, set()).add(each.as_of)
    said = [f"{origin} of {_days(days)}" for origin, days in dates.items()]
    return f"Prices: {'; '.join(said)}." if said else ""


def _days(days: set[datetime.date]) -> str:
    first, last = min(days), max(days)
    return str(first) if first == last else f"{first} to {last}"


def method(costs: Costs) -> str:
    """How the numbers were made."""
    return (
        f"{costs.method}. Seed {costs.seed}. Amounts before a range are the median of the draws; likely: every input at"
        " its likely value."
    )


def sentence(note: str) -> str:
    """A note as a sentence; those of a price list begin and end as they like."""
    return f"{note[:1].upper()}{note[1:]}{'' if note.endswith('.') else '.'}"
