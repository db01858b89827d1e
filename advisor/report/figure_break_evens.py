"""Break-evens on the panel of total cost: the volumes at which another variant becomes the cheapest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from advisor.language import _, listed
from advisor.report.figure_labels import BAR_WEIGHT, MARK_WEIGHT, Obstacle, Spot, place_labels
from advisor.report.figure_numbers import plain
from advisor.report.figure_sheet import LogPlane
from advisor.report.phrases import percent
from advisor.schema.costs import BreakEven, CostCurve, Costs

_CLOSE: Final = 0.05
"""By how much a third variant may be cheaper where two lines meet, read between the points of the curves."""
_SAME: Final = 0.01
_ROUNDING: Final = 1e-9

_Logs = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Change:
    """A volume at which another variant becomes the cheapest."""

    volume: float
    usd: float
    pair: BreakEven

    @property
    def has_range(self) -> bool:
        """Whether the simulated range belongs to this crossing."""
        at = self.pair.requests_per_month
        return at is not None and self.pair.low is not None and math.isclose(at, self.volume, rel_tol=_SAME)


def changes_of_cheapest(costs: Costs) -> tuple[Change, ...]:
    """The break-evens of neighbouring lines: those at which another variant becomes the cheapest, by volume."""
    lines = {curve.variant: _logs(curve) for curve in costs.curves}
    found: dict[int, Change] = {}
    for pair in costs.break_evens:
        if pair.a not in lines or pair.b not in lines:
            continue
        for volume in _crossings(pair):
            usd = {name: _total(line, volume) for name, line in lines.items()}
            one, other = usd[pair.a], usd[pair.b]
            if one is None or other is None:
                continue
            meet = math.sqrt(one * other)
            if min(total for total in usd.values() if total is not None) >= meet * (1 - _CLOSE):
                found.setdefault(round(math.log(volume) / _SAME), Change(volume, meet, pair))
    return tuple(sorted(found.values(), key=lambda change: change.volume))


def total_at(curve: CostCurve, volume: float) -> float | None:
    """The likely total at a volume, read between the points of a curve; None outside of them."""
    return _total(_logs(curve), volume)


def _logs(curve: CostCurve) -> _Logs:
    """Volumes and likely totals as logarithms, where both are above 0."""
    both = np.array([curve.volumes, curve.likely])
    logs: _Logs = np.log(both[:, (both > 0).all(axis=0)])
    return logs


def _total(line: _Logs, volume: float) -> float | None:
    volumes, totals = line
    at = math.log(volume)
    if not len(volumes) or not volumes[0] - _ROUNDING <= at <= volumes[-1] + _ROUNDING:
        return None
    return float(np.exp(np.interp(at, volumes, totals)))


def _crossings(pair: BreakEven) -> list[float]:
    ends = [end for span in pair.spans for end in span if end is not None and end > 0]
    return ends or ([pair.requests_per_month] if pair.requests_per_month else [])


def draw_break_evens(plane: LogPlane, costs: Costs, obstacles: Sequence[Obstacle]) -> None:
    """A small open mark and the volume where the cheapest changes; the bar is the 10-90 % range of that volume."""
    sheet, frame = plane.sheet, plane.frame
    changes = [each for each in changes_of_cheapest(costs) if plane.across[0] <= each.volume <= plane.across[1]]
    if not changes:
        return
    text = sheet.theme.text
    sheet.draw(
        frame,
        x=[change.volume for change in changes],
        y=[change.usd for change in changes],
        mode="markers",
        marker={"symbol": "circle-open", "size": 10, "color": text, "line": {"width": 2}},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [_over(change) for change in changes],
            "arrayminus": [_under(change) for change in changes],
            "color": text,
            "thickness": 1.2,
            "width": 4,
        },
        hovertext=[_change_hover(change) for change in changes],
        hoverinfo="text",
        name="break-even",
    )
    spots = [Spot(plane.x(change.volume), plane.y(change.usd), _rounded(change.volume)) for change in changes]
    blocked = list(obstacles) + [Obstacle(s.x - 7, s.y - 7, s.x + 7, s.y + 7, MARK_WEIGHT) for s in spots]
    for curve in costs.curves:
        for volume, usd in zip(curve.volumes, curve.likely, strict=True):
            if volume > 0 and usd > 0:
                x, y = plane.x(volume), plane.y(usd)
                blocked.append(Obstacle(x - 6, y - 3, x + 6, y + 3, BAR_WEIGHT))
    labels = place_labels(spots, blocked, frame.width, frame.height)
    for change, spot, label in zip(changes, spots, labels, strict=True):
        at = math.log10(change.volume), math.log10(change.usd)
        layout = label.layout(sheet.theme.muted)
        sheet.write(spot.label, *at, frame.x, frame.y, name="break-even", **layout)


def _over(change: Change) -> float | None:
    return max(change.pair.high - change.volume, 0.0) if change.has_range and change.pair.high is not None else None


def _under(change: Change) -> float | None:
    return max(change.volume - change.pair.low, 0.0) if change.has_range and change.pair.low is not None else None


def _rounded(volume: float) -> str:
    """A volume with two figures that count."""
    digits = 1 - math.floor(math.log10(volume))
    return f"{round(volume, digits):,.0f}" if volume >= 1 else f"{volume:.2g}"


def _change_hover(change: Change) -> str:
    pair = change.pair
    lines = [
        _("<b>the cheapest changes</b> at {n} a month", n=f"{change.volume:,.0f}"),
        listed([plain(pair.a), plain(pair.b)]),
    ]
    if change.has_range and pair.low is not None and pair.high is not None:
        lines.append(
            _(
                "range {low} to {high} (10-90 % of the draws that have one, {share})",
                low=f"{pair.low:,.0f}",
                high=f"{pair.high:,.0f}",
                share=percent(pair.share),
            )
        )
    return "<br>".join(lines)
