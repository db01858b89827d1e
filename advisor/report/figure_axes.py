"""The two axes of the cost/quality panel: log cost when the range asks for it, a rail where the cost is unknown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from advisor.report.figure_points import Point
from advisor.schema.evidence import Evidence

LOG_FROM: Final = 5.0
"""The ratio of the dearest to the cheapest variant above which the cost axis is logarithmic."""

_TICKS: Final = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class CostAxis:
    """Where costs stand. The unit interval holds the known costs; the rail for unknown ones is right of it."""

    low: float
    """The cost at 0 of the axis."""
    top: float
    """The cost at 1 of the axis."""
    log: bool
    rail: dict[str, float]
    """Where each variant of unknown cost stands, side by side; empty when all costs are known."""
    any_known: bool

    @classmethod
    def around(cls, shown: list[Point]) -> CostAxis:
        """The axis that holds these points."""
        costs = [point.cost for point in shown if point.cost is not None]
        unknown = [point.variant for point in shown if point.cost is None]
        rail = {variant: 1.14 + 0.09 * i for i, variant in enumerate(unknown)}
        if not costs:
            return cls(0.0, 1.0, False, rail, False)
        log = min(costs) > 0 and max(costs) / min(costs) > LOG_FROM
        if log:
            return cls(min(costs) / 2, max(costs) * 2.5, True, rail, True)
        return cls(0.0, max(costs) * 1.3 or 1.0, False, rail, True)

    @property
    def high(self) -> float | None:
        """The right end of the front."""
        return 1.0 if self.any_known else None

    @property
    def rail_edge(self) -> float:
        """Where the rail begins."""
        return 1.04

    def place(self, point: Point) -> float:
        """Where a variant stands: on its cost, or on the rail where that is unknown."""
        return self.rail[point.variant] if point.cost is None else self.at(point.cost)

    def at(self, cost: float) -> float:
        """The position of a known cost."""
        if self.log:
            return math.log(cost / self.low) / math.log(self.top / self.low)
        return (cost - self.low) / (self.top - self.low)

    def share(self, point: Point) -> float:
        """The position as a share of the panel's width."""
        low, high = self._range()
        return (self.place(point) - low) / (high - low)

    def _range(self) -> tuple[float, float]:
        return -0.03, max(self.rail.values()) + 0.3 if self.rail else 1.03

    def layout(self) -> dict[str, Any]:
        """Title, range and ticks in US dollars."""
        ticks = self._ticks() if self.any_known else []
        places = [self.at(tick) for tick in ticks]
        texts = [money(tick) for tick in ticks]
        if self.rail:
            places.append(sum(self.rail.values()) / len(self.rail))
            texts.append("cost<br>unknown")
        kind = ", log scale" if self.log else ""
        return {
            "title": {"text": f"USD per request{kind}"},
            "range": list(self._range()),
            "tickvals": places,
            "ticktext": texts,
            "zeroline": False,
        }

    def _ticks(self) -> list[float]:
        if not self.log:
            step = _round_step((self.top - self.low) / 5)
            return [i * step for i in range(int(self.top / step) + 1)]
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.top))
        found = [m * 10.0**e for e in range(first, last + 1) for m in _TICKS]
        found = [tick for tick in found if self.low <= tick <= self.top]
        powers = [tick for tick in found if math.isclose(math.log10(tick), round(math.log10(tick)))]
        return powers if len(powers) >= 3 else found


@dataclass(frozen=True, slots=True)
class QualityAxis:
    """The range of the quality axis: the data with their intervals and the target, not cut to 0 and 1."""

    low: float
    high: float

    @classmethod
    def around(cls, shown: list[Point], evidence: Evidence) -> QualityAxis:
        """The axis that holds these points."""
        values = [value for point in shown for value in (point.mean, point.low, point.high) if value is not None]
        values += [evidence.target] if evidence.target is not None else []
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        room = (high - low or abs(high) or 1.0) * 0.08
        return cls(low - room, high + room)

    def share(self, value: float) -> float:
        """The position as a share of the panel's height."""
        return (value - self.low) / (self.high - self.low)

    def layout(self, score: str) -> dict[str, Any]:
        """Title and range."""
        from advisor.report.figure_text import plain

        return {
            "title": {"text": f"{plain(score)} (mean, 95 % interval)"},
            "range": [self.low, self.high],
            "zeroline": False,
        }


def money(value: float) -> str:
    """US dollars: whole from 100 on, cents from 1 on, below that three figures that count; never an exponent."""
    if value == 0:
        return "$0"
    if abs(value) >= 100:
        return f"${value:,.0f}"
    if abs(value) >= 1:
        return f"${value:.2f}"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{digits}f}"
    return f"${text.rstrip('0').rstrip('.')}" if "." in text else f"${text}"


def _round_step(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next((m * power for m in (1, 2, 5) if step <= m * power), 10 * power)
