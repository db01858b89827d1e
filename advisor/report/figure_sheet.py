"""The sheet that the panels draw on: plain lists, so that Plotly checks and copies everything once."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from advisor.report.figure_theme import Theme

PER_CHARACTER = 6.9
"""Pixels that a letter of a 12-pixel text is wide, on the generous side."""
_WIDE = 1.9
"""How many letters a character of Chinese, Japanese or Korean takes."""


Range = tuple[float, float]


def letters(text: str) -> float:
    """How many letters wide a text is."""
    return sum(_WIDE if unicodedata.east_asian_width(each) in "WF" else 1.0 for each in text)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where one panel stands: its axes, its share of the sheet, and its size in pixels on a screen of usual width."""

    number: int
    left: float
    right: float
    width: float
    height: float

    @property
    def x(self) -> str:
        """The name of its x-axis."""
        return "x" if self.number == 1 else f"x{self.number}"

    @property
    def y(self) -> str:
        """The name of its y-axis."""
        return "y" if self.number == 1 else f"y{self.number}"


@dataclass(slots=True)
class Sheet:
    """Traces, shapes and texts of all panels."""

    theme: Theme
    traces: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)
    axes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def draw(self, frame: Frame, **trace: Any) -> None:
        """Adds a trace to a panel."""
        self.traces.append({"type": "scatter", "xaxis": frame.x, "yaxis": frame.y, "showlegend": False, **trace})

    def rule(self, frame: Frame, across: Range, *, x: float | None = None, y: float | None = None, **line: Any) -> None:
        """Adds a line across a panel, at an x or at a y; `across` is the range of the other axis."""
        # with a reference to a whole axis Plotly cannot draw between the grid and the marks
        places: dict[str, Any] = {"x0": x, "x1": x, "y0": across[0], "y1": across[1]}
        if x is None:
            places = {"x0": across[0], "x1": across[1], "y0": y, "y1": y}
        style = {"color": self.theme.muted, "width": 1.5, **line}
        self.shapes.append(
            {"type": "line", "layer": "between", "line": style, "xref": frame.x, "yref": frame.y, **places}
        )

    def write(self, text: str, x: float, y: float, xref: str, yref: str, **more: Any) -> None:
        """Adds a text."""
        size, colour = more.pop("size", 12), more.pop("color", self.theme.text)
        self.texts.append(
            {
                "text": text,
                "x": x,
                "y": y,
                "xref": xref,
                "yref": yref,
                "showarrow": False,
                "borderpad": 1,
                "font": {"size": size, "color": colour},
                **more,
            }
        )

    def set_axes(self, frame: Frame, x: dict[str, Any], y: dict[str, Any]) -> None:
        """Sets the axes of a panel; both have lines and ticks in the colours of the theme."""
        suffix = "" if frame.number == 1 else str(frame.number)
        for letter, place, other, given in (
            ("x", [frame.left, frame.right], frame.y, x),
            ("y", [0, 1], frame.x, y),
        ):
            title = {"text": given.pop("title", ""), "font": {"size": 13, "color": self.theme.text}, "standoff": 8}
            self.axes[f"{letter}axis{suffix}"] = {
                "domain": place,
                "anchor": other,
                "title": title,
                "gridcolor": self.theme.grid,
                "linecolor": self.theme.muted,
                "showline": True,
                "zeroline": False,
                "tickfont": {"size": 12, "color": self.theme.text},
                **given,
            }


@dataclass(frozen=True, slots=True)
class LogPlane:
    """A panel with two log axes."""

    sheet: Sheet
    frame: Frame
    across: Range
    up: Range

    def x(self, value: float) -> float:
        """Pixels from the left."""
        return _log_share(value, self.across) * self.frame.width

    def y(self, value: float) -> float:
        """Pixels from the bottom."""
        return _log_share(value, self.up) * self.frame.height


def _log_share(value: float, ends: Range) -> float:
    return math.log(value / ends[0]) / math.log(ends[1] / ends[0])
