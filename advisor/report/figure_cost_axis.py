"""Where costs or latencies stand: from 0, or on a log scale, with a rail for what is not known and a break before 0."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from advisor.report.figure_points import Axis, Point, Spread
from advisor.report.figure_sheet import Range

LOG_FROM: Final = 5.0
"""The ratio of the largest to the smallest value, bars included, above which the axis is logarithmic."""

_TICKS: Final = (1, 2, 5)
_ZERO: Final = -0.1
_BREAK: Final = -0.055
_RAIL: Final = 1.12
_RAIL_WIDTH: Final = 0.3
_SLOT: Final = 0.09


@dataclass(frozen=True, slots=True)
class CostAxis:
    """Where costs (or latencies) stand: known ones from 0 to 1, unknown ones on a rail right of that.

    On a log axis a cost of exactly 0 stands left of a break.
    """

    axis: Axis
    smallest: float | None
    """Of the values above 0, bars included; None where there is none."""
    largest: float | None
    is_log: bool
    has_zero: bool
    rail: tuple[str, ...]
    """The variants that are not known, in the order in which they stand."""

    @classmethod
    def around(cls, shown: Sequence[Point], axis: Axis, limit: float | None = None) -> CostAxis:
        """The axis that holds these points and the limit."""
        known = [value for point in shown if point.x is not None for value in point.x if value is not None]
        known += [limit] if limit is not None and known else []
        above = [value for value in known if value > 0]
        return cls(
            axis=axis,
            smallest=min(above, default=None),
            largest=max(above, default=None),
            is_log=bool(above) and max(above) / min(above) > LOG_FROM,
            has_zero=len(above) < len(known),
            rail=tuple(point.variant for point in shown if point.x is None),
        )

    def grown(self, new: CostAxis) -> CostAxis:
        """The axis that holds both; another kind of axis takes its place."""
        if new.axis != self.axis:
            return new
        return CostAxis(
            axis=self.axis,
            smallest=min(_known(self.smallest, new.smallest), default=None),
            largest=max(_known(self.largest, new.largest), default=None),
            is_log=self.is_log or new.is_log,
            has_zero=self.has_zero or new.has_zero,
            rail=tuple(dict.fromkeys((*self.rail, *new.rail))),
        )

    @property
    def has_any(self) -> bool:
        """Whether anything is known."""
        return self.largest is not None or self.has_zero

    @property
    def has_break(self) -> bool:
        """Whether 0 stands apart."""
        return self.is_log and self.has_zero

    @property
    def ends(self) -> Range:
        """The values at 0 and at 1."""
        if self.largest is None or self.smallest is None:
            return 0.0, 1.0
        return (self.smallest / 1.5, self.largest * 1.5) if self.is_log else (0.0, self.largest * 1.12)

    @property
    def break_at(self) -> float:
        """The place of the break."""
        return _BREAK

    @property
    def rail_edge(self) -> float:
        """Where the rail begins."""
        return 1.04

    @property
    def range(self) -> Range:
        """The whole axis, break and rail included."""
        left = _ZERO - 0.06 if self.has_break else -0.03
        return left, _RAIL + _RAIL_WIDTH if self.rail else 1.02

    def place(self, variant: str, x: Spread | None) -> float:
        """Where a variant stands: on its value, or on the rail where that is not known."""
        if x is not None:
            return self.at(x.value)
        slot = min(_SLOT, _RAIL_WIDTH / (len(self.rail) + 0.5))
        return _RAIL + slot * self.rail.index(variant)

    def at(self, value: float) -> float:
        """The place of a known value."""
        low, high = self.ends
        if not self.is_log:
            return value / high
        return math.log(value / low) / math.log(high / low) if value > 0 else _ZERO

    def share(self, place: float) -> float:
        """A place as a share of the panel's width."""
        left, right = self.range
        return (place - left) / (right - left)

    def ticks(self) -> list[float]:
        """The values that have a tick."""
        if not self.has_any:
            return []
        low, high = self.ends
        return log_ticks(low, high, 6) if self.is_log else _even_ticks(high)


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """1, 2 and 5 times powers of ten; only the powers, or some of them, where these are more than `most`."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    found = [mantissa * 10.0**power for power in powers for mantissa in _TICKS]
    found = [tick for tick in found if low <= tick <= high]
    if len(found) <= most:
        return found
    whole = [10.0**power for power in powers if low <= 10.0**power <= high]
    return whole[:: math.ceil(len(whole) / most)] if len(whole) > 1 else found[:: math.ceil(len(found) / most)]


def _known(*values: float | None) -> list[float]:
    return [value for value in values if value is not None]


def _even_ticks(high: float) -> list[float]:
    rough = high / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((m * power for m in _TICKS if rough <= m * power), 10 * power)
    return [i * step for i in range(int(high / step) + 1)]
