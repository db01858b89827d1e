"""Amounts and names as the chart writes them: dollars without an exponent, round ticks, names that fit a label."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape
from typing import Final

from advisor.language import _
from advisor.report.direction import unturned
from advisor.report.figure_points import Axis, Spread

LONGEST: Final = 28


def plain(text: str) -> str:
    """A text for a place where Plotly would read HTML."""
    return escape(unturned(text), quote=False).replace("\n", " ")


def shortened(name: str, longest: int = LONGEST) -> str:
    """A name short enough for a label; the hover text has it whole."""
    return plain(name if len(name) <= longest else f"{name[: longest - 1]}…")


def named(name: str, numbers: Mapping[str, int], longest: int = LONGEST) -> str:
    """What stands beside a mark or a line: the name, or its number where there are numbers."""
    return str(numbers[name]) if name in numbers else shortened(name, longest)


def money(value: float) -> str:
    """US dollars: whole from 100 on, cents from 1 on, below that three figures that count; never an exponent."""
    return _("${amount}", amount=_amount(value))


def _amount(value: float) -> str:
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 1:
        return f"{value:.2f}"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def short(value: float) -> str:
    """A round number for a tick: 500, 20k, 1.5M."""
    for size, letter in ((1e9, "bn"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def seconds(value: float) -> str:
    """Seconds with three figures that count."""
    return _("{n} s", n=f"{value:.3g}")


def on_axis(value: float, axis: Axis) -> str:
    """A value as its axis writes it: seconds, or dollars."""
    return seconds(value) if axis == "latency" else money(value)


def spread_words(x: Spread, axis: Axis) -> str:
    """`$0.0123, range $0.0101 to $0.0155 (10-90 %)`; of a latency the interval."""
    if x.low is None or x.high is None:
        return on_axis(x.value, axis)
    ends = {"value": on_axis(x.value, axis), "low": on_axis(x.low, axis), "high": on_axis(x.high, axis)}
    if axis == "latency":
        return _("{value}, 95 % interval {low} to {high}", **ends)
    return _("{value}, range {low} to {high} (10-90 %)", **ends)
