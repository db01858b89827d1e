"""The ranges of all axes, so that they can be held while sliders move: they only ever grow, and log stays log."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from advisor.report.figure_pairs import from_best
from advisor.report.figure_points import Axis, Point, Spread, best, default_axis, points
from advisor.report.figure_sheet import Range
from advisor.schema.costs import Costs
from advisor.schema.evidence import Evidence

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


@dataclass(frozen=True, slots=True)
class FigureAxes:
    """The ranges of all panels; None where a panel has nothing to show."""

    cost: CostAxis
    quality: Range
    differences: Range
    volumes: Range | None
    totals: Range | None


def axes_of(evidence: Evidence, axis: Axis | None = None) -> FigureAxes:
    """The ranges that hold everything that the figure shows."""
    axis, costs = axis or default_axis(evidence), evidence.costs
    shown = points(evidence, axis)
    curves = costs.curves if costs else ()
    volumes = [volume for curve in curves for volume in curve.volumes if volume > 0]
    volumes += [costs.volume.likely] if costs and costs.volume and volumes and costs.volume.likely > 0 else []
    totals = [usd for curve in curves for line in (curve.likely, curve.low, curve.high) for usd in line if usd > 0]
    return FigureAxes(
        cost=CostAxis.around(shown, axis, limit_on(costs, axis)),
        quality=_with_room(_qualities(evidence, shown)),
        differences=_with_room([0.0, -evidence.margin, *_differences(evidence, shown)]),
        volumes=(min(volumes), max(volumes)) if volumes else None,
        totals=(min(totals) / 1.15, max(totals) * 1.15) if volumes and totals else None,
    )


def expanded(old: FigureAxes, new: FigureAxes) -> FigureAxes:
    """Axes that hold both; the axis across starts afresh where it shows something else than before."""
    return FigureAxes(
        cost=old.cost.grown(new.cost),
        quality=_union(old.quality, new.quality) or new.quality,
        differences=_union(old.differences, new.differences) or new.differences,
        volumes=_union(old.volumes, new.volumes),
        totals=_union(old.totals, new.totals),
    )


def limit_on(costs: Costs | None, axis: Axis) -> float | None:
    """The limit that an axis can show: that of latency on its own, that of cost on the running cost it is set for."""
    if costs is None:
        return None
    return {"latency": costs.latency_limit_s, "running": costs.cost_limit_usd}.get(axis)


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """1, 2 and 5 times powers of ten; only the powers, or some of them, where these are more than `most`."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    found = [mantissa * 10.0**power for power in powers for mantissa in _TICKS]
    found = [tick for tick in found if low <= tick <= high]
    if len(found) <= most:
        return found
    whole = [10.0**power for power in powers if low <= 10.0**power <= high]
    return whole[:: math.ceil(len(whole) / most)] if len(whole) > 1 else found[:: math.ceil(len(found) / most)]


def _qualities(evidence: Evidence, shown: Sequence[Point]) -> list[float]:
    values = [value for point in shown for value in (point.low, point.mean, point.high)]
    values += [evidence.target] if evidence.target is not None else []
    values += [best(list(shown)).mean - evidence.margin] if shown else []
    return values


def _differences(evidence: Evidence, shown: Sequence[Point]) -> list[float]:
    if not shown:
        return []
    top = best(list(shown)).variant
    pairs = [pair for point in shown if (pair := from_best(evidence, point.variant, top)) is not None]
    bars = [pair.interval90 for pair in pairs if pair.interval90 is not None]
    return [pair.difference for pair in pairs] + [end for bar in bars for end in (bar.low, bar.high)]


def _with_room(values: Sequence[float]) -> Range:
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = (high - low or abs(high) or 1.0) * 0.08
    return low - room, high + room


def _union(old: Range | None, new: Range | None) -> Range | None:
    ranges = [each for each in (old, new) if each is not None]
    return (min(low for low, _ in ranges), max(high for _, high in ranges)) if ranges else None


def _known(*values: float | None) -> Iterable[float]:
    return [value for value in values if value is not None]


def _even_ticks(high: float) -> list[float]:
    rough = high / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((m * power for m in _TICKS if rough <= m * power), 10 * power)
    return [i * step for i in range(int(high / step) + 1)]
