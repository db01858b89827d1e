"""The lines on the plane of quality and cost: the front as steps, band, target, limit, the rail and the axis break."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from advisor.language import _
from advisor.report.figure_axes import limit_on
from advisor.report.figure_labels import LINE_WEIGHT, Obstacle
from advisor.report.figure_numbers import on_axis
from advisor.report.figure_plane import Plane
from advisor.report.figure_points import Point, best, front_of
from advisor.schema.evidence import Evidence

_CLOSE: Final = 4.0
"""Pixels above and below a level line in which a text looks struck out: letters of some scripts fill their line."""


def draw_lines(plane: Plane, evidence: Evidence, shown: Sequence[Point]) -> list[Obstacle]:
    """Draws all lines with their texts; gives back what they cover."""
    found = _draw_front(plane, shown)
    marks = plane.covered(shown)
    if plane.cost.rail:
        plane.sheet.rule(plane.frame, plane.axes.quality, x=plane.cost.rail_edge, dash="dot", width=1)
    if plane.cost.has_break:
        _draw_break(plane)
    if evidence.target is not None:
        plane.sheet.rule(plane.frame, plane.cost.range, y=evidence.target, dash="dash")
        y = plane.y(evidence.target)
        found.append(_level(0, plane.frame.width, y))
        found.append(plane.name_level(_("target {target}", target=f"{evidence.target:g}"), evidence.target, marks))
    if shown and evidence.margin > 0:
        top = best(list(shown)).mean
        _draw_band(plane, top - evidence.margin, top)
        within = _("within {margin} of the best", margin=f"{evidence.margin:g}")
        found.append(plane.name_level(within, top, [*marks, *found], is_inside=True))
    limit = limit_on(evidence.costs, plane.cost.axis)
    if limit is not None and plane.cost.has_any:
        place = plane.cost.at(limit)
        plane.sheet.rule(plane.frame, plane.axes.quality, x=place, dash="dash")
        found.append(_upright(plane.x(place), 0, plane.frame.height))
        words = _("limit {amount}", amount=on_axis(limit, plane.cost.axis))
        found.append(plane.name_limit(words, place, [*marks, *found]))
    return found


def _draw_front(plane: Plane, shown: Sequence[Point]) -> list[Obstacle]:
    """Steps: between two variants one can buy neither, so the line never slopes."""
    front = front_of(shown)
    if not front:
        return []
    xs = [plane.cost.at(value) for value, _ in front] + [1.0]
    ys = [mean for _, mean in front] + [front[-1][1]]
    line = {"shape": "hv", "color": plane.sheet.theme.muted, "width": 2}
    plane.sheet.draw(plane.frame, x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", name="front")
    found = []
    for i in range(len(xs) - 1):
        left, right, y, next_y = plane.x(xs[i]), plane.x(xs[i + 1]), plane.y(ys[i]), plane.y(ys[i + 1])
        found += [_level(left, right, y), _upright(right, min(y, next_y), max(y, next_y))]
    return found


def _draw_band(plane: Plane, low: float, high: float) -> None:
    plane.sheet.shapes.append(
        {
            "type": "rect",
            "name": "band",
            "layer": "below",
            "xref": f"{plane.frame.x} domain",
            "yref": plane.frame.y,
            "x0": 0,
            "x1": 1,
            "y0": low,
            "y1": high,
            "fillcolor": plane.sheet.theme.band,
            "opacity": 0.12,
            "line": {"width": 0},
        }
    )


def _draw_break(plane: Plane) -> None:
    """Two short strokes across the axis: what is left of them is 0, and no part of the scale."""
    for shift in (-3, 3):
        plane.sheet.shapes.append(
            {
                "type": "line",
                "name": "break",
                "xref": plane.frame.x,
                "yref": f"{plane.frame.y} domain",
                "xsizemode": "pixel",
                "ysizemode": "pixel",
                "xanchor": plane.cost.break_at,
                "yanchor": 0,
                "x0": shift - 3,
                "x1": shift + 3,
                "y0": -7,
                "y1": 7,
                "line": {"color": plane.sheet.theme.text, "width": 1.5},
            }
        )
    plane.sheet.rule(plane.frame, plane.axes.quality, x=plane.cost.break_at, dash="dot", width=1)


def _level(left: float, right: float, y: float) -> Obstacle:
    return Obstacle(left, y - _CLOSE, right, y + _CLOSE, LINE_WEIGHT)


def _upright(x: float, bottom: float, top: float) -> Obstacle:
    return Obstacle(x - 1, bottom, x + 1, top, LINE_WEIGHT)
