"""The published figures of a case as a chart: a small plot for each metric, so that no two scales share an axis."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from advisor.language import _
from advisor.report.case_metrics import DOUBT, PublishedFigure, PublishedMetric, model_words
from advisor.report.figure import GREY, MARKS
from advisor.report.figure_numbers import plain
from advisor.schema.words import Approach, approach_title

_LINE: Final = 16
_MARK: Final = 26
_GAP: Final = 6
_AXIS: Final = 40
_LEGEND: Final = 40
_TITLE_WIDTH: Final = 44
_LABEL_WIDTH: Final = 50
"""Characters that fit beside each other on a narrow screen."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One system in a plot; all places in pixels from the top of the figure."""

    figure: PublishedFigure
    label: tuple[str, ...]
    top: int

    @property
    def mark(self) -> float:
        """Where the mark stands, below the label."""
        return self.top + _LINE * len(self.label) + _MARK / 2

    @property
    def bottom(self) -> int:
        """Where the next row begins."""
        return self.top + _LINE * len(self.label) + _MARK


@dataclass(frozen=True, slots=True)
class _Panel:
    """One metric: its title, a plot of its own, and the axis below."""

    metric: PublishedMetric
    title: tuple[str, ...]
    top: int
    rows: tuple[_Row, ...]

    @property
    def bottom(self) -> int:
        """Where the plot ends and its axis begins."""
        return self.rows[-1].bottom


def case_figure(metrics: tuple[PublishedMetric, ...]) -> go.Figure:
    """A dot plot for each metric, the systems below each other, coloured by approach.

    The marks are hollow because none of these figures comes with an interval. An axis begins at 0 and is never cut.
    """
    panels: list[_Panel] = []
    for metric in metrics:
        panels.append(_panel(metric, panels[-1].bottom + _AXIS if panels else 0))
    height = panels[-1].bottom + _AXIS + _LEGEND
    figure = go.Figure()
    for i, panel in enumerate(panels, 1):
        _draw(figure, panel, "" if i == 1 else str(i), height)
    _legend(figure, metrics)
    figure.update_layout(
        template="plotly_white",
        height=height,
        # each plot says itself how high it stands, as a share of the whole height
        margin={"l": 8, "r": 8, "t": 0, "b": 0, "autoexpand": False},
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 0, "yanchor": "bottom", "yref": "container"},
        hoverlabel={"align": "left"},
        dragmode=False,
    )
    return figure


def axis_range(values: Sequence[float]) -> tuple[float, float]:
    """From 0 to 1 where all are shares, else from 0 to the highest; below 0 where a value is."""
    low, high = min(0.0, *values), max(0.0, *values)
    return low, 1.0 if low >= 0 and high <= 1 else high


def _panel(metric: PublishedMetric, top: int) -> _Panel:
    title = tuple(textwrap.wrap(metric.title, _TITLE_WIDTH))
    rows: list[_Row] = []
    for each in metric.figures:
        label = tuple(textwrap.wrap(each.system, _LABEL_WIDTH, max_lines=2, placeholder=" …"))
        rows.append(_Row(each, label, rows[-1].bottom if rows else top + _LINE * len(title) + _GAP))
    return _Panel(metric, title, top, tuple(rows))


def _draw(figure: go.Figure, panel: _Panel, number: str, height: int) -> None:
    low, high = axis_range([row.figure.value for row in panel.rows])
    room = (high - low or 1.0) * 0.14  # for the numbers beside the marks
    x, y = f"x{number}", f"y{number}"
    layout: dict[str, Any] = {
        f"xaxis{number}": {
            "range": [low - room if low < 0 else 0.0, high + room if high > 0 else 0.0],
            "anchor": y,
            "zeroline": low < 0,
            "zerolinecolor": GREY,
            "nticks": 5,
            "fixedrange": True,
        },
        f"yaxis{number}": {
            "range": [panel.bottom, panel.rows[0].top],
            "domain": [1 - panel.bottom / height, 1 - panel.rows[0].top / height],
            "anchor": x,
            "visible": False,
            "fixedrange": True,
        },
    }
    figure.update_layout(**layout)
    _text(figure, panel.title, 1 - panel.top / height, "paper", size=13, bold=True)
    for row in panel.rows:
        _text(figure, row.label, row.top, y, size=12)
        _mark(figure, panel.metric, row, x, y)


def _text(figure: go.Figure, lines: Sequence[str], top: float, reference: str, size: int, bold: bool = False) -> None:
    text = "<br>".join(plain(line) for line in lines)
    figure.add_annotation(
        text=f"<b>{text}</b>" if bold else text,
        x=0,
        xref="paper",
        y=top,
        yref=reference,
        xanchor="left",
        yanchor="top",
        align="left",
        showarrow=False,
        borderpad=0,
        font={"size": size},
    )


def _mark(figure: go.Figure, metric: PublishedMetric, row: _Row, x: str, y: str) -> None:
    each = row.figure
    line = {"color": GREY, "width": 1}
    figure.add_shape(type="line", x0=0, x1=each.value, y0=row.mark, y1=row.mark, xref=x, yref=y, line=line)
    figure.add_trace(
        go.Scatter(
            x=[each.value],
            y=[row.mark],
            xaxis=x,
            yaxis=y,
            mode="markers+text",
            marker=_hollow(each.approach, 12),
            text=[f"  {each.value:g}" if each.value >= 0 else f"{each.value:g}  "],
            textposition="middle right" if each.value >= 0 else "middle left",
            hovertext=[_hover(metric, each)],
            hoverinfo="text",
            name=approach_title(each.approach),
            showlegend=False,
            cliponaxis=False,
        )
    )


def _hollow(approach: Approach, size: int) -> dict[str, Any]:
    """The mark of an approach, not filled."""
    shape, colour = MARKS[approach]
    return {"symbol": f"{shape}-open", "size": size, "color": colour, "line": {"width": 2.5, "color": colour}}


def _hover(metric: PublishedMetric, each: PublishedFigure) -> str:
    lines = [f"<b>{'<br>'.join(plain(line) for line in textwrap.wrap(each.system, _TITLE_WIDTH))}</b>"]
    lines.append(
        plain(approach_title(each.approach))
        + (_(", {base_model}", base_model=plain(model_words(each.base_model))) if each.base_model else "")
    )
    lines += [*(plain(line) for line in textwrap.wrap(f"{metric.title}: {each.value:g}", _TITLE_WIDTH)), _(DOUBT)]
    return "<br>".join(lines)


def _legend(figure: go.Figure, metrics: tuple[PublishedMetric, ...]) -> None:
    for approach in dict.fromkeys(each.approach for metric in metrics for each in metric.figures):
        figure.add_trace(
            go.Scatter(
                x=[None],
                y=[None],
                mode="markers",
                marker=_hollow(approach, 11),
                name=approach_title(approach),
                hoverinfo="skip",
            )
        )
