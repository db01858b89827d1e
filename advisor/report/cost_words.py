"""Costs in words: money rounded for people, who costs least, what has to be entered, how old prices are."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from advisor.costs.break_even_words import round_number
from advisor.costs.plan_lines import plan_line
from advisor.language import N_, _, day, language, ngettext, pgettext, run_on
from advisor.schema.costs import CostInput, CostRange, Costs, LimitStanding, Missing, Origin, PartKind, VariantCost
from advisor.schema.prices import AMBER_DAYS, RED_DAYS, PriceAge

NOT_KNOWN = N_("not known")

EXACT: Final = N_("exact")
"""Stands in the place of a range where there is none."""

PART_KINDS: Final[dict[PartKind, str]] = {
    "per request": N_("per request"),
    "one-off": N_("one-off"),
    "monthly": N_("monthly"),
    "retraining": N_("retraining"),
}
ORIGINS: Final[dict[Origin, str]] = {
    "given": N_("given"),
    "results": N_("results"),
    "price list": N_("price list"),
    "price book": N_("price book"),
    "assumed": N_("assumed"),
}
STANDINGS: Final[dict[LimitStanding, str]] = {
    "no limit": N_("no limit"),
    "unknown": N_("unknown"),
    "within": N_("within"),
    "not settled": N_("not settled"),
    "beyond": N_("beyond"),
}
AGES: Final[dict[PriceAge, str]] = {"fresh": N_("fresh"), "amber": N_("amber"), "red": N_("red")}
_BLOCKED: Final[dict[PartKind, str]] = {
    "per request": N_("what a finished piece of work costs"),
    "one-off": N_("what it costs once"),
    "monthly": N_("what it costs a month"),
    "retraining": N_("what training again costs"),
}
_OLD: Final[dict[PriceAge, tuple[int, str]]] = {
    "red": (RED_DAYS, N_("RED: {days} days old or more: {prices}.")),
    "amber": (AMBER_DAYS, N_("AMBER: {days} days old or more: {prices}.")),
}


def money(usd: float) -> str:
    """US dollars to three figures, cents from one dollar on: `$0.00123`, `$4.56`, `$4,230`."""
    if usd < 0:
        return _("-${amount}", amount=plain_money(-usd))
    return _("${amount}", amount=plain_money(usd))


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
        return _(NOT_KNOWN), "", ""
    low, high = plain_money(found.low), plain_money(found.high)
    is_exact = low == high == plain_money(found.likely)
    ends = _(EXACT) if is_exact else _("{low} to {high}", low=low, high=high)
    return money(found.likely), money(found.median), ends


def with_range(found: CostRange | None) -> str:
    """Median and range in one: `$4,230 (3,100 to 5,900)`."""
    if found is None:
        return _(NOT_KNOWN)
    median, ends = spread(found)[1:]
    return median if ends == _(EXACT) else _("{amount} ({ends})", amount=median, ends=ends)


def share(value: float) -> str:
    """A share of draws; never a round 0 or 100 where it is not."""
    if 0 < value < 0.005:
        return _("less than {n} %", n=1)
    if 0.995 < value < 1:
        return _("more than {n} %", n=99)
    return _("{n} %", n=f"{value * 100:.0f}")


def setting(costs: Costs) -> str:
    """`at 20,000 finished pieces of work a month (10,000 to 30,000) over 12 months`."""
    months, start = costs.horizon_months, day(costs.start)
    over = ngettext("over {n} month from {start}", "over {n} months from {start}", months, start=start)
    volume = costs.volume
    if volume is None:
        return over
    likely, low, high = (round_number(each) for each in (volume.likely, volume.low, volume.high))
    if low == high == likely:
        return _("at {volume} finished pieces of work a month {over}", volume=likely, over=over)
    return _(
        "at {volume} finished pieces of work a month ({low} to {high}) {over}",
        volume=likely, low=low, high=high, over=over,
    )  # fmt: skip


def answer(costs: Costs) -> str:
    """Who costs least, or why nobody can say."""
    known = [each for each in costs.variants if each.total is not None]
    if not costs.variants:
        return _("There is no variant: give eval results, or a plan with `variants`.")
    if costs.volume is None:
        return _("No total is known: say how many finished pieces of work there are a month (`volume`).")
    if not known:
        return _("No total is known: what is missing for it is listed below.")
    best = min(known, key=_what_counts)
    told = {"variant": best.variant, "total": with_range(best.total), "setting": setting(costs)}
    if len(known) == 1:
        return _("`{variant}` costs {total} {setting}; no other total is known.", **told)
    told["share"] = "" if best.p_cheapest is None else share(best.p_cheapest)
    if best.with_failures is not None:
        return run_on(_failures_counted(best, told), _("Paid for it: {total} {setting}.", **told))
    if best.p_cheapest is None:
        return _("`{variant}` costs least: {total} {setting}.", **told)
    return _("`{variant}` costs least: {total} {setting}, and least in {share} of the draws.", **told)


def _failures_counted(best: VariantCost, told: dict[str, str]) -> str:
    each = with_range(best.with_failures)
    if best.p_cheapest is None:
        return _(
            "Failures counted, `{variant}` costs least: {each} a piece of work with its failures.", **told, each=each
        )
    return _(
        "Failures counted, `{variant}` costs least, and least in {share} of the draws: {each} a piece of work with its"
        " failures.",
        **told, each=each,
    )  # fmt: skip


def _what_counts(own: VariantCost) -> tuple[bool, float, str]:
    """Variants with priced failures are compared by them, as the draws are."""
    found = own.with_failures or own.all_in or own.total
    return own.with_failures is None, found.median if found else math.inf, own.variant


def without_total(costs: Costs) -> str:
    """The variants whose total is not known, in one sentence; nothing where each has one."""
    names = [f"`{each.variant}`" for each in costs.variants if each.total is None]
    if not names or costs.volume is None or len(names) == len(costs.variants):
        return ""
    return ngettext(
        "{variants} has no total, because something is missing (below), and has no rank.",
        "{variants} have no total, because something is missing (below), and have no rank.",
        len(names),
        variants=_(", ").join(names),
    )


def asked(each: Missing) -> str:
    """The question, where the answer goes in the plan, and what waits for it."""
    line = plan_line(each.field)
    if each.variant:
        where = _("In the plan, under `{variant}` write `{line}`.", variant=each.variant, line=line)
    else:
        where = _("In the plan, at the top of the plan write `{line}`.", line=line)
    blocked = _(", ").join(_(_BLOCKED[kind]) for kind in each.counts_for)
    return run_on(each.asks, where, _("Waits for it: {what}.", what=blocked) if blocked else "")


def nearest(model: str, names: Sequence[str]) -> str:
    """What a model that nobody knows may have been meant to be."""
    if not names:
        return ""
    near = pgettext("between names", " or ").join(f"`{name}`" for name in names)
    return _("`{model}` is in no price list. Did you mean {names}?", model=model, names=near)


def old_prices(costs: Costs) -> list[str]:
    """One sentence for each age: the prices that are amber or red, with their dates."""
    found = []
    for age, (days, says) in _OLD.items():
        old = [each for each in costs.inputs if each.age == age and each.as_of is not None]
        if old:
            found.append(_(says, days=days, prices=_(", ").join(_dated(each) for each in sorted(old, key=_by_day))))
    return found


def _dated(each: CostInput) -> str:
    as_of = day(each.as_of) if each.as_of else ""
    return _("{title} ({day}, {origin})", title=each.title, day=as_of, origin=each.rests_on)


def _by_day(each: CostInput) -> tuple[datetime.date, str]:
    return each.as_of or datetime.date.min, each.id


def price_dates(costs: Costs) -> str:
    """Where the prices come from and their dates, in one sentence; nothing where there are none."""
    dates: dict[str, set[datetime.date]] = {}
    for each in costs.inputs:
        if each.as_of is not None:
            dates.setdefault(each.rests_on, set()).add(each.as_of)
    said = [_("{origin} of {days}", origin=origin, days=_days(days)) for origin, days in dates.items()]
    return _("Prices: {prices}.", prices=_("; ").join(said)) if said else ""


def _days(days: set[datetime.date]) -> str:
    first, last = min(days), max(days)
    return day(first) if first == last else _("{start} to {end}", start=day(first), end=day(last))


def method(costs: Costs) -> str:
    """How the numbers were made."""
    return run_on(
        _("{sentence}.", sentence=costs.method),
        _("Seed {seed}.", seed=costs.seed),
        _("Amounts before a range are the median of the draws; likely: every input at its likely value."),
    )


def sentence(note: str) -> str:
    """A note as a sentence; those of a price list begin and end as they like."""
    capital = f"{note[:1].upper()}{note[1:]}" if language() == "en" else note
    return capital if note.endswith((".", "。")) else _("{sentence}.", sentence=capital)
