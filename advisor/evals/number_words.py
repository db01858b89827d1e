"""Numbers in sentences: sizes in points or score units, intervals, counts. Never more digits than the items carry."""

from __future__ import annotations

import math

from advisor.schema.evidence import Interval


def size(value: float, in_points: bool) -> str:
    """`3 points`, `1 point`, or the number in score units."""
    if not in_points:
        return f"{value:.3g}"
    text = f"{value * 100:.1f}".removesuffix(".0")
    return f"{text} point" if text == "1" else f"{text} points"


def distance(difference: float, in_points: bool) -> str:
    """`3 points above`, `3 points below`, or `level with`."""
    if size(abs(difference), in_points) == size(0.0, in_points):
        return "level with"
    return f"{size(abs(difference), in_points)} {'above' if difference > 0 else 'below'}"


def signed_interval(bounds: Interval, in_points: bool) -> str:
    """`90% CI -4.0 to +1.0`: of a difference."""
    low, high = (f"{v * 100:+z.1f}" if in_points else f"{v:+z.3g}" for v in (bounds.low, bounds.high))
    return f"{bounds.level * 100:.0f}% CI {low} to {high}"


def counted(number: int, noun: str) -> str:
    """`1 item`, `2 items`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def percent(share: float, n: int) -> str:
    """A share in percent; a digit behind the point from a thousand items on. Never 0 or 100 for nearly none or all."""
    digits = 1 if n >= 1000 else 0
    written, least = f"{share * 100:.{digits}f}", f"{10**-digits:g}"
    if written == f"{100:.{digits}f}" and share < 1:
        return f"over {100 - 10**-digits:g}%"
    return f"under {least}%" if written == f"{0:.{digits}f}" and share > 0 else f"{written}%"


def percent_range(low: float, high: float, n: int) -> str:
    """An interval of a share in percent: `83 to 90`, with a digit behind the point from a thousand items on."""
    digits = 1 if n >= 1000 else 0
    return f"{low * 100:.{digits}f} to {high * 100:.{digits}f}"


def chance(probability: float) -> str:
    """A probability in percent, never a bare 0 or 100."""
    if probability < 0.01:
        return "under 1%"
    return "over 99%" if probability > 0.99 else f"{probability * 100:.0f}%"


def about(number: float) -> str:
    """A planned number, rounded up to two digits."""
    step = 10 ** max(math.floor(math.log10(number)) - 1, 0)
    return f"{math.ceil(number / step) * step:,}"
