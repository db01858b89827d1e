"""What an action takes, in words."""

from __future__ import annotations


def described(hours: float, cost: float | None, minutes_per_item: float | None = None) -> str:
    """`(about 9 hours at 3 minutes an item, about $90)`; what is not known is said so."""
    price = "its cost is not known" if cost is None else f"about ${money_words(cost)} of requests"
    if not hours:
        return f"({price})"
    pace = f" at {minutes_per_item:g} minutes an item" if minutes_per_item is not None else ""
    return f"({time_words(hours)}{pace}, {price})"


def time_words(hours: float) -> str:
    """`about 2.5 hours`, `about 30 minutes`, `about 1 hour`."""
    if hours < 0.95:
        return f"about {max(round(hours * 60), 1)} minutes"
    rounded = f"{hours:.1f}".removesuffix(".0") if hours < 10 else f"{hours:,.0f}"
    return f"about {rounded} hour" if rounded == "1" else f"about {rounded} hours"


def money_words(amount: float) -> str:
    """`90`, `5.5`, `0.06`: two digits below ten dollars."""
    return f"{amount:,.0f}" if amount >= 10 else f"{amount:.2g}"
