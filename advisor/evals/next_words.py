"""What an action takes, in words."""

from __future__ import annotations

from advisor.evals.number_words import dollars
from advisor.language import _, ngettext


def described(hours: float, cost: float | None, minutes_per_item: float | None = None) -> str:
    """`(about 9 hours at 3 minutes an item, about $90)`; what is not known is said so."""
    price = (
        _("its cost is not known") if cost is None else _("about {money} of requests", money=dollars(money_words(cost)))
    )
    if not hours:
        return _("({price})", price=price)
    time = time_words(hours)
    if minutes_per_item is None:
        return _("({time}, {price})", time=time, price=price)
    pace = f"{minutes_per_item:g}"
    return _("({time} at {pace} minutes an item, {price})", time=time, pace=pace, price=price)


def time_words(hours: float) -> str:
    """`about 2.5 hours`, `about 30 minutes`, `about 1 hour`."""
    if hours < 0.95:
        return _("about {n} minutes", n=max(round(hours * 60), 1))
    rounded = f"{hours:.1f}".removesuffix(".0") if hours < 10 else f"{hours:,.0f}"
    return ngettext("about {n} hour", "about {n} hours", 1 if rounded == "1" else 2, n=rounded)


def money_words(amount: float) -> str:
    """`90`, `5.5`, `0.06`: two digits below ten dollars."""
    return f"{amount:,.0f}" if amount >= 10 else f"{amount:.2g}"
