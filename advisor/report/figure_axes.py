"""The ranges of all axes, so that they can be held while sliders move: they only ever grow, and log stays log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from advisor.report.figure_break_evens import changes_of_cheapest
from advisor.report.figure_cost_axis import CostAxis
from advisor.report.figure_pairs import from_best
from advisor.report.figure_points import Axis, Point, best, default_axis, points
from advisor.report.figure_sheet import Range
from advisor.schema.costs import Costs
from advisor.schema.evidence import Evidence

_AROUND: Final = 100
"""How far the panel of volume reaches below and above the team's volume, as a factor."""


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
    volumes = _volumes(costs) if costs else None
    totals = _totals(costs, volumes) if costs and volumes else None
    return FigureAxes(
        cost=CostAxis.around(shown, axis, limit_on(costs, axis)),
        quality=_with_room(_qualities(evidence, shown)),
        differences=_with_room([0.0, -evidence.margin, *_differences(evidence, shown)]),
        volumes=volumes,
        totals=totals,
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


def _volumes(costs: Costs) -> Range | None:
    """Two powers of ten around the team's volume, and a little beyond the break-evens; no further than the curves."""
    known = [volume for curve in costs.curves for volume in curve.volumes if volume > 0]
    if not known:
        return None
    ends = [change.volume * factor for change in changes_of_cheapest(costs) for factor in (1 / 3, 3)]
    if costs.volume is not None and costs.volume.likely > 0:
        ends += [costs.volume.likely / _AROUND, costs.volume.likely * _AROUND]
    ends = ends or known
    low, high = max(min(ends), min(known)), min(max(ends), max(known))
    return (low, high) if low < high else (min(known), max(known))


def _totals(costs: Costs, volumes: Range) -> Range | None:
    found = [
        usd
        for curve in costs.curves
        for volume, *dollars in zip(curve.volumes, curve.likely, curve.low, curve.high, strict=True)
        for usd in dollars
        if usd > 0 and volumes[0] <= volume <= volumes[1]
    ]
    return (min(found) / 1.15, max(found) * 1.15) if found else None


def _with_room(values: Sequence[float]) -> Range:
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = (high - low or abs(high) or 1.0) * 0.08
    return low - room, high + room


def _union(old: Range | None, new: Range | None) -> Range | None:
    ranges = [each for each in (old, new) if each is not None]
    return (min(low for low, _ in ranges), max(high for _, high in ranges)) if ranges else None
