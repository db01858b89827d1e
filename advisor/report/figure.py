"""The chart: quality against cost, the differences that really separate variants, and total cost against volume."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from advisor.language import _
from advisor.report.figure_axes import FigureAxes, axes_of, expanded
from advisor.report.figure_caption import (
    differences_caption,
    differences_methods,
    key,
    numbers_for,
    quality_caption,
    quality_methods,
    volume_caption,
)
from advisor.report.figure_changes import changes
from advisor.report.figure_differences import draw_differences
from advisor.report.figure_plane import Plane
from advisor.report.figure_points import Axis, axes_with_data, default_axis, points
from advisor.report.figure_quality import draw_quality
from advisor.report.figure_room import Panel, Room, finish, name_panel
from advisor.report.figure_sheet import Sheet
from advisor.report.figure_table import figure_csv, figure_table
from advisor.report.figure_text import PANEL_TITLES, figure_summary
from advisor.report.figure_theme import GREY, MARKS, THEMES, ThemeName
from advisor.report.figure_volume import draw_volume
from advisor.schema.evidence import Evidence

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
    "figure_caption",
    "figure_csv",
    "figure_methods",
    "figure_summary",
    "figure_table",
    "quality_cost_figure",
]

ALL_PANELS: Final[tuple[Panel, ...]] = ("quality", "differences", "volume")


def quality_cost_figure(
    evidence: Evidence,
    *,
    axis: Axis | None = None,
    panels: Sequence[Panel] = ALL_PANELS,
    axes: FigureAxes | None = None,
    ghost: Evidence | None = None,
    theme: ThemeName = "light",
    width: int | None = None,
    has_caption: bool = True,
    monthly_volume: int | None = None,
) -> go.Figure:
    """Quality (95 % interval) against cost or latency, differences from the best (90 %), total cost against volume.

    `axis`: what stands across; left out, what `default_axis` finds. `panels`: beside each other in this order; that of
    volume only with costs. `axes`: ranges to hold, which still grow where something would fall outside. `ghost`: what
    was shown before, drawn faintly behind. `width`: the pixels for which labels are placed and lines
    broken; the figure itself fits its place. `has_caption`: whether `figure_caption` stands below it.
    `monthly_volume`: without costs, US dollars a month in the hover texts, as the eval tool told.

    A variant whose cost is unknown stands on a rail of its own, never at 0. A caveat stands above.
    """
    chosen, costs = axis or default_axis(evidence), evidence.costs
    shown = points(evidence, chosen)
    needed = axes_of(evidence, chosen)
    held = needed if axes is None else expanded(axes, needed)
    wanted = _shown_panels(panels, evidence)
    room = Room.of(wanted, width, max(340, 40 * len(shown) + 20))
    sheet = Sheet(THEMES[theme])
    numbers = numbers_for(shown, room.width)
    for panel, frame in zip(wanted, room.frames(), strict=True):
        if panel == "quality":
            before = points(ghost, chosen) if ghost else []
            draw_quality(Plane(sheet, frame, held), evidence, shown, numbers, before, monthly_volume)
            name_panel(sheet, frame, _(PANEL_TITLES[chosen]))
        elif panel == "differences":
            draw_differences(sheet, frame, evidence, shown, held, numbers)
            name_panel(sheet, frame, _("Difference from the best"))
        elif costs is not None:
            draw_volume(sheet, frame, costs, held, numbers)
            name_panel(sheet, frame, _("Total cost and volume"))
    said = list(figure_caption(evidence, axis=chosen, panels=wanted)) if has_caption else []
    if numbers and "differences" not in wanted:
        said.append(key(numbers))
    approaches = dict.fromkeys(point.approach for point in shown if "quality" in wanted)
    return finish(sheet, room, said, evidence.caveat, tuple(approaches))


def figure_caption(
    evidence: Evidence, *, axis: Axis | None = None, panels: Sequence[Panel] = ALL_PANELS
) -> tuple[str, ...]:
    """The sentences below these panels, as plain text: n, what bars and marks are, what is not drawn."""
    axis = axis or default_axis(evidence)
    shown = points(evidence, axis)
    said: list[str] = []
    for panel in _shown_panels(panels, evidence):
        if panel == "quality":
            said += quality_caption(evidence, shown, axis)
        elif panel == "differences":
            said += differences_caption(evidence, shown)
        elif evidence.costs is not None:
            said += volume_caption(evidence.costs)
    return tuple(said)


def figure_methods(
    evidence: Evidence, *, axis: Axis | None = None, panels: Sequence[Panel] = ALL_PANELS
) -> tuple[str, ...]:
    """How what these panels show was worked out, a sentence each."""
    axis = axis or default_axis(evidence)
    shown = points(evidence, axis)
    said: list[str] = []
    for panel in _shown_panels(panels, evidence):
        if panel == "quality":
            said += quality_methods(evidence, shown, axis)
        elif panel == "differences":
            said += differences_methods(evidence, shown)
    return tuple(said)


def _shown_panels(panels: Sequence[Panel], evidence: Evidence) -> list[Panel]:
    return [panel for panel in panels if panel != "volume" or evidence.costs is not None or len(panels) == 1]
