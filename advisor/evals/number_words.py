"""Numbers in sentences: sizes in points or score units, intervals, counts. Never more digits than the items carry."""

from __future__ import annotations

import math
from decimal import Decimal

from advisor.language import _, ngettext
from advisor.schema.evidence import Interval


def size(value: float, in_points: bool) -> str:
    """`3 points`, `1 point`, or the number in score units."""
    if not in_points:
        return f"{value:.3g}"
    text = f"{value * 100:.1f}".removesuffix(".0")
    return ngettext("{n} point", "{n} points", 1 if text == "1" else 2, n=text)


def distance(difference: float, in_points: bool) -> str:
    """`3 points above`, `3 points below`, or `level with`: between the names of two variants."""
    apart = size(abs(difference), in_points)
    if apart == size(0.0, in_points):
        return _("level with")
    return _("{size} above", size=apart) if difference > 0 else _("{size} below", size=apart)


def signed_interval(bounds: Interval, in_points: bool) -> str:
    """`90 % CI -4.0 to +1.0`: of a difference."""
    low, high = (f"{v * 100:+z.1f}" if in_points else f"{v:+z.3g}" for v in (bounds.low, bounds.high))
    return _("{level} % CI {low} to {high}", level=f"{bounds.level * 100:.0f}", low=low, high=high)


def with_interval(words: str, bar: str) -> str:
    """The words with the interval in brackets behind them, where there is one."""
    return _("{words} ({interval})", words=words, interval=bar) if bar else words


def percent(share: float, n: int) -> str:
    """A share in percent; a digit behind the point from a thousand items on. Never 0 or 100 for nearly none or all."""
    digits = 1 if n >= 1000 else 0
    written, least = f"{share * 100:.{digits}f}", f"{10**-digits:g}"
    if written == f"{100:.{digits}f}" and share < 1:
        return _("over {share} %", share=f"{100 - 10**-digits:g}")
    if written == f"{0:.{digits}f}" and share > 0:
        return _("under {share} %", share=least)
    return _("{share} %", share=written)


def percent_range(low: float, high: float, n: int) -> str:
    """An interval of a share in percent: `83 to 90`, with a digit behind the point from a thousand items on."""
    digits = 1 if n >= 1000 else 0
    return span(f"{low * 100:.{digits}f}", f"{high * 100:.{digits}f}")


def percent_interval(low: float, high: float, n: int = 0) -> str:
    """`95 % CI 83 to 90`: of a share in percent, of so many items."""
    return _("95 % CI {range}", range=percent_range(low, high, n))


def span(low: str, high: str) -> str:
    """`83 to 90`."""
    return _("{low} to {high}", low=low, high=high)


def chance(probability: float) -> str:
    """A probability in percent, never a bare 0 or 100."""
    if probability < 0.01:
        return _("under {share} %", share="1")
    if probability > 0.99:
        return _("over {share} %", share="99")
    return _("{share} %", share=f"{probability * 100:.0f}")


def about(number: float) -> str:
    """A planned number, rounded up to two digits."""
    step = 10 ** max(math.floor(math.log10(number)) - 1, 0)
    return f"{math.ceil(number / step) * step:,}"


def dollars(amount: str) -> str:
    """`$90`: an amount of US dollars."""
    return _("${amount}", amount=amount)


def dollars_apart(amount: float) -> str:
    """`$2,400`, `$9.5`, `$0.0004`: by how much two costs differ. Never $0 where they do, and never an exponent."""
    return dollars(f"{amount:,.0f}" if amount >= 100 else f"{Decimal(f'{amount:.3g}'):f}")


def items_words(n: int) -> str:
    """`1 item`, `2 items`."""
    return ngettext("{n} item", "{n} items", n)


def answers_words(n: int) -> str:
    """`1 answer`, `2 answers`."""
    return ngettext("{n} answer", "{n} answers", n)


def enumerated(names: list[str]) -> str:
    """`a, b, c`: names in a row."""
    return _(", ").join(names)
