"""The chart: quality against cost, the differences that really separate variants, and total cost against volume."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Any, Final, Literal

import plotly.graph_objects as go

from advisor.report.figure_axes import FigureAxes, axes_of, expanded
from advisor.report.figure_caption import differences_caption, key, numbers_for, quality_caption, volume_caption
from advisor.report.figure_changes import changes
from advisor.report.figure_differences import draw_differences
from advisor.report.figure_labels import LINE_HEIGHT
from advisor.report.figure_numbers import broken, plain
from advisor.report.figure_plane import Plane
from advisor.report.figure_points import Axis, Point, axes_with_data, default_axis, points
from advisor.report.figure_quality import draw_quality
from advisor.report.figure_sheet import PER_CHARACTER, Frame, Sheet
from advisor.report.figure_table import figure_csv, figure_table
from advisor.report.figure_text import PANEL_TITLES, figure_summary
from advisor.report.figure_theme import GREY, MARKS, SHAPES, THEMES, ThemeName
from advisor.report.figure_volume import draw_volume
from advisor.schema.evidence import Evidence
from advisor.schema.words import TITLES

__all__ = [
    "GREY",
    "MARKS",
    "Axis",
    "FigureAxes",
    "Panel",
    "ThemeName",
    "axes_of",
    "axes_with_data",
    "changes",
    "default_axis",
    "expanded",
    "figure_csv",
    "figure_summary",
    "figure_table",
    "quality_cost_figure",
]

Panel = Literal["quality", "differences", "volume"]

ALL_PANELS: Final[tuple[Panel, ...]] = ("quality", "differences", "volume")

_WIDE: Final = 1280
_NARROW: Final = 480
_SIDES: Final = {"quality": 64, "differences": 12, "volume": 64}
"""Pixels left of a panel for the numbers and the title of its axis."""
_SHARES: Final = {"quality": 0.44, "differences": 0.26, "volume": 0.30}
_GAP: Final = 20
_RIGHT: Final = 16
_TITLE: Final = 34
_UNDER: Final = 58
"""Pixels below the panels for ticks and titles."""
_LEGEND_ROW: Final = 22


def quality_cost_figure(
    evidence: Evidence,
    *,
    axis: Axis | None = None,
    panels: Sequence[Panel] = ALL_PANELS,
    axes: FigureAxes | None = None,
    ghost: Evidence | None = None,
    theme: ThemeName = "light",
    width: int | None = None,
    monthly_volume: int | None = None,
) -> go.Figure:
    """Quality (95 % interval) against cost or latency, differences from the best (90 %), total cost against volume.

    `axis`: what stands across; left out, what `default_axis` finds. `panels`: beside each other in this order; that of
    volume only with costs. `axes`: ranges to hold, which still grow where something would fall outside. `ghost`: what
    was shown before, drawn faintly behind. `width`: the pixels for which labels are placed; the figure itself fits
    its place. `monthly_volume`: without costs, US dollars a month in the hover texts, as the eval tool told.

    A variant whose cost is unknown stands on a rail of its own, never at 0. Simulated numbers are marked so.
    """
    chosen, costs = axis or default_axis(evidence), evidence.costs
    shown = points(evidence, chosen)
    needed = axes_of(evidence, chosen)
    held = needed if axes is None else expanded(axes, needed)
    wanted = [panel for panel in panels if panel != "volume" or costs is not None or len(panels) == 1]
    wide = width or (_WIDE if len(wanted) > 1 else _NARROW)
    sheet = Sheet(THEMES[theme])
    height = max(340, 40 * len(shown) + 20)
    numbers = numbers_for(shown, wide)
    for panel, frame in zip(wanted, _frames(wanted, wide, height), strict=True):
        if panel == "quality":
            before = points(ghost, chosen) if ghost else []
            draw_quality(Plane(sheet, frame, held), evidence, shown, numbers, before, monthly_volume)
            _head(sheet, frame, PANEL_TITLES[chosen])
        elif panel == "differences":
            draw_differences(sheet, frame, evidence, shown, held, numbers)
            _head(sheet, frame, "Difference from the best")
        elif costs is not None:
            draw_volume(sheet, frame, costs, held, numbers)
            _head(sheet, frame, "Total cost and volume")
    said: list[str] = []
    for panel in wanted:
        if panel == "quality":
            said += quality_caption(evidence, shown, chosen)
        elif panel == "differences":
            said += differences_caption(evidence, shown)
        elif costs is not None:
            said += volume_caption(costs)
    if numbers and "differences" not in wanted:
        said.append(key(numbers))
    return _finish(sheet, evidence, shown if "quality" in wanted else [], said, wide, height, wanted[0])


def _frames(panels: Sequence[Panel], wide: int, height: int) -> list[Frame]:
    """Where the panels stand: what the axes need in pixels is set aside, the rest is shared out."""
    sides = [_SIDES[panel] + (_GAP if i else 0) for i, panel in enumerate(panels)]
    whole = wide - _SIDES[panels[0]] - _RIGHT
    free = whole - sum(sides[1:])
    shares = sum(_SHARES[panel] for panel in panels)
    found, left = [], 0.0
    for i, panel in enumerate(panels):
        left += sides[i] if i else 0
        own = free * _SHARES[panel] / shares
        found.append(Frame(i + 1, left / whole, min((left + own) / whole, 1.0), own, height))
        left += own
    return found


def _head(sheet: Sheet, frame: Frame, title: str) -> None:
    place = {"xanchor": "left", "yanchor": "bottom", "yshift": 14}
    sheet.write(f"<b>{title}</b>", frame.left, 1, "paper", "paper", size=14, **place)


def _finish(
    sheet: Sheet,
    evidence: Evidence,
    shown: Sequence[Point],
    said: Sequence[str],
    wide: int,
    height: int,
    first: Panel,
) -> go.Figure:
    """The figure, with the banner of simulated numbers above and the caption and the legend below."""
    theme = sheet.theme
    left = _SIDES[first]
    letters = int((wide - left - _RIGHT) / (PER_CHARACTER * 0.92))
    # a number stays with its percent sign
    lines = [line for each in said for line in textwrap.wrap(each.replace(" %", "\u00a0%"), letters)]
    if lines:
        sheet.write(
            "<br>".join(plain(line) for line in lines),
            0,
            0,
            "paper",
            "paper",
            xanchor="left",
            yanchor="top",
            yshift=-_UNDER,
            align="left",
            color=theme.muted,
            name="caption",
        )
    top = float(_TITLE)
    if evidence.simulated:
        banner = broken(evidence.simulated, letters - 6)
        sheet.write(
            f"<b>{banner}</b>",
            0,
            1,
            "paper",
            "paper",
            xanchor="left",
            yanchor="bottom",
            yshift=_TITLE + 6,
            align="left",
            bgcolor=theme.banner[0],
            bordercolor=theme.banner[1],
            borderpad=4,
            name="simulated",
        )
        top += 18 + LINE_HEIGHT * (banner.count("<br>") + 1)
    approaches = list(dict.fromkeys(point.approach for point in shown))
    names = [TITLES[approach] if approach else "Approach not sure" for approach in approaches]
    for approach, name in zip(approaches, names, strict=True):
        marker = {"symbol": SHAPES[approach], "size": 11, "color": theme.colours[approach]}
        sheet.traces.append(
            {"type": "scatter", "x": [None], "y": [None], "mode": "markers", "marker": marker, "name": name}
        )
    rows = math.ceil(sum(len(name) * PER_CHARACTER + 46 for name in names) / (wide - left - _RIGHT))
    bottom = _UNDER + len(lines) * LINE_HEIGHT + rows * _LEGEND_ROW + 22
    layout: dict[str, Any] = {
        "height": int(height + top + bottom),
        "margin": {"l": left, "r": _RIGHT, "t": int(top), "b": int(bottom), "autoexpand": False},
        "paper_bgcolor": theme.paper,
        "plot_bgcolor": theme.paper,
        "font": {"color": theme.text, "size": 12},
        "hoverlabel": {"align": "left"},
        "hovermode": "closest",
        "uirevision": "held",
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 0,
            "yanchor": "bottom",
            "yref": "container",
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {"size": 12},
        },
        "template": "none",
        "shapes": sheet.shapes,
        "annotations": sheet.texts,
        **sheet.axes,
    }
    return go.Figure({"data": sheet.traces, "layout": layout})
