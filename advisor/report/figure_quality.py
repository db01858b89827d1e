"""The panel of quality against cost: a mark a variant, with its bars and its label."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from advisor.language import _
from advisor.report.figure_labels import Obstacle, Spot, place_labels
from advisor.report.figure_lines import draw_lines
from advisor.report.figure_numbers import named, on_axis, plain
from advisor.report.figure_plane import Plane
from advisor.report.figure_points import Point
from advisor.report.figure_sheet import PER_CHARACTER, letters
from advisor.report.figure_text import AXIS_TITLES, hover
from advisor.report.figure_theme import MARK, SHAPES, faded
from advisor.schema.evidence import Evidence

_BAR: Final = {"type": "data", "symmetric": False, "thickness": 1.4, "width": 4}
_RING: Final = 12
"""Radius of the dotted outline, in pixels."""
_GAP: Final = 6.0
_SQUEEZED: Final = 0.5
"""What a tick leaves free beside it, as a share of half its text: a phone may be narrower than is reckoned with."""


def draw_quality(
    plane: Plane,
    evidence: Evidence,
    shown: Sequence[Point],
    numbers: Mapping[str, int],
    ghost: Sequence[Point] = (),
    monthly_volume: int | None = None,
) -> None:
    """Draws the panel; `numbers` stand for names, where there are any; the points of `ghost` stand faint behind."""
    covered = draw_lines(plane, evidence, shown)
    _draw_ghost(plane, ghost)
    for approach in dict.fromkeys(point.approach for point in shown):
        _draw_marks(plane, [point for point in shown if point.approach == approach], monthly_volume)
    _draw_labels(plane, shown, numbers, covered)
    _set_axes(plane, evidence)


def _draw_marks(plane: Plane, shown: Sequence[Point], volume: int | None) -> None:
    """The variants of one approach: filled from P(on the front) 50 % on, hollow below, else with a dotted outline."""
    theme, approach = plane.sheet.theme, shown[0].approach
    colour = theme.colours[approach]
    bars = [plane.bar(point) or (None, None) for point in shown]
    plane.sheet.draw(
        plane.frame,
        x=[plane.place(point) for point in shown],
        y=[point.mean for point in shown],
        mode="markers",
        marker={
            "symbol": SHAPES[approach],
            "size": MARK,
            "opacity": 1,
            "color": [colour if point.is_filled else theme.paper for point in shown],
            "line": {"width": 2, "color": colour},
        },
        error_x={
            **_BAR,
            "array": [right for _, right in bars],
            "arrayminus": [left for left, _ in bars],
            "color": faded(colour, 0.6),
        },
        error_y={
            **_BAR,
            "array": [point.high - point.mean for point in shown],
            "arrayminus": [point.mean - point.low for point in shown],
            "color": colour,
        },
        hovertext=[hover(point, plane.cost.axis, volume) for point in shown],
        hoverinfo="text",
        name=shown[0].title,
        meta=[point.variant for point in shown],
        cliponaxis=False,
    )
    plane.sheet.shapes += [_ring(plane, point, colour) for point in shown if point.is_filled is None]


def _ring(plane: Plane, point: Point, colour: str) -> dict[str, Any]:
    return {
        "type": "circle",
        "name": "ring",
        "xref": plane.frame.x,
        "yref": plane.frame.y,
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": plane.place(point),
        "yanchor": point.mean,
        "x0": -_RING,
        "x1": _RING,
        "y0": -_RING,
        "y1": _RING,
        "line": {"color": colour, "width": 1.5, "dash": "dot"},
    }


def _draw_ghost(plane: Plane, ghost: Sequence[Point]) -> None:
    """The marks of before; those that were not known across are left out."""
    known = [(point, point.x.value) for point in ghost if point.x is not None]
    if known:
        plane.sheet.draw(
            plane.frame,
            x=[plane.cost.at(value) for _, value in known],
            y=[point.mean for point, _ in known],
            mode="markers",
            marker={
                "symbol": [f"{SHAPES[point.approach]}-open" for point, _ in known],
                "size": MARK,
                "color": plane.sheet.theme.muted,
                "opacity": 0.5,
            },
            hovertext=[_("before: {variant}", variant=plain(each[0].variant)) for each in known],
            hoverinfo="text",
            name="before",
        )


def _draw_labels(plane: Plane, shown: Sequence[Point], numbers: Mapping[str, int], covered: Sequence[Obstacle]) -> None:
    sheet, frame = plane.sheet, plane.frame
    places = [plane.place(point) for point in shown]
    spots = [
        Spot(plane.x(place), plane.y(point.mean), named(point.variant, numbers))
        for point, place in zip(shown, places, strict=True)
    ]
    labels = place_labels(spots, [*covered, *plane.covered(shown)], frame.width, frame.height)
    ground = faded(sheet.theme.paper, 0.7)
    for point, place, spot, found in zip(shown, places, spots, labels, strict=True):
        layout = found.layout(sheet.theme.muted)
        sheet.write(spot.label, place, point.mean, frame.x, frame.y, name="label", bgcolor=ground, **layout)


def _set_axes(plane: Plane, evidence: Evidence) -> None:
    cost = plane.cost
    ticks = [*([0.0] if cost.has_break else []), *cost.ticks()]
    texts, places = _apart([on_axis(tick, cost.axis) for tick in ticks], [cost.at(tick) for tick in ticks], plane)
    if cost.rail:
        texts.append(_("latency<br>unknown") if cost.axis == "latency" else _("cost<br>unknown"))
        places.append((cost.rail_edge + cost.range[1]) / 2)
    title = _(AXIS_TITLES[cost.axis])
    plane.sheet.set_axes(
        plane.frame,
        {
            "title": _("{title} (log)", title=title) if cost.is_log else title,
            "range": list(cost.range),
            "tickvals": places,
            "ticktext": texts,
            "tickangle": 0,
        },
        {
            "title": _("{score} (mean, 95 % interval)", score=plain(evidence.score)),
            "range": list(plane.axes.quality),
            "nticks": 8,
        },
    )


def _apart(texts: Sequence[str], places: Sequence[float], plane: Plane) -> tuple[list[str], list[float]]:
    """The ticks whose texts leave room for each other and for the text of the rail, from the left on."""
    kept: list[int] = []
    free = -math.inf
    end = plane.x(plane.cost.rail_edge) if plane.cost.rail else math.inf
    for i, (text, place) in enumerate(zip(texts, places, strict=True)):
        half = letters(text) * PER_CHARACTER / 2
        middle = plane.x(place)
        if middle - half >= free and middle + half <= end:
            kept.append(i)
            free = middle + half + max(_GAP, half * _SQUEEZED)
    return [texts[i] for i in kept], [places[i] for i in kept]
