"""The chart of eval results: quality against cost, and beside it the differences that really separate variants."""

from __future__ import annotations

from typing import Any, Final, Literal

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from advisor.report.figure_axes import CostAxis, QualityAxis
from advisor.report.figure_differences import draw_differences
from advisor.report.figure_labels import Spot, place_labels
from advisor.report.figure_points import Point, points
from advisor.report.figure_text import broken, caption, figure_summary, figure_table, hover, label, number
from advisor.schema.evidence import Evidence
from advisor.schema.words import TITLES

__all__ = ["figure_summary", "figure_table", "quality_cost_figure"]

MARKS: Final[dict[str | None, tuple[str, str]]] = {
    "prompting": ("circle", "#0072B2"),
    "rag": ("square", "#009E73"),
    "fine-tuning": ("diamond", "#D55E00"),
    "rag+fine-tuning": ("star", "#CC79A7"),
    "baseline": ("cross", "#767676"),
    None: ("x", "#B07C00"),
}
"""Shape and colour of each approach; colours by Okabe and Ito, the last two darkened for contrast."""

GREY: Final = "#767676"

Panels = Literal["both", "quality", "differences"]

TITLE: Final[dict[Panels, str]] = {
    "quality": "Quality and cost per request",
    "differences": "Difference from the best",
}


def quality_cost_figure(evidence: Evidence, *, monthly_volume: int | None = None, panels: Panels = "both") -> go.Figure:
    """Left quality (95 % interval) against cost per request, right each difference from the best (90 % interval).

    `panels`: both beside each other, or one of them, for a narrow screen.

    A variant whose cost is unknown stands on a rail of its own, never at 0. With `monthly_volume` labels, hover texts
    and the data table also give US dollars a month; the axis stays per request. Simulated numbers are marked so.
    """
    shown = points(evidence)
    titles = [TITLE[panel] for panel in TITLE if panels in (panel, "both")]
    both = len(titles) == 2
    figure = make_subplots(
        rows=1,
        cols=len(titles),
        column_widths=[0.62, 0.38] if both else None,
        horizontal_spacing=0.12,
        subplot_titles=titles,
    )
    if panels != "differences":
        _draw_quality(figure, evidence, shown, monthly_volume)
    if panels != "quality":
        draw_differences(figure, evidence, shown, MARKS, col=2 if both else 1)
    _dress(figure, evidence, shown, with_score=panels != "differences")
    return figure


def _draw_quality(figure: go.Figure, evidence: Evidence, shown: list[Point], monthly_volume: int | None) -> None:
    cost, quality = CostAxis.around(shown), QualityAxis.around(shown, evidence)
    _front(figure, shown, evidence, cost)
    labels = [label(point, monthly_volume, number(shown, point)) for point in shown]
    positions = place_labels(
        [_spot(point, text, cost, quality) for point, text in zip(shown, labels, strict=True)],
        [quality.share(level) for level in (evidence.target, *_front_levels(evidence, shown)) if level is not None],
    )
    for point, text, position in zip(shown, labels, positions, strict=True):
        _mark(figure, point, cost, text, position, monthly_volume)
    _band(figure, shown, evidence)
    _target(figure, evidence)
    if cost.rail:
        _rail(figure, cost)
    figure.update_xaxes(row=1, col=1, **cost.layout())
    figure.update_yaxes(row=1, col=1, **quality.layout(evidence.score))


def _spot(point: Point, text: str, cost: CostAxis, quality: QualityAxis) -> Spot:
    return Spot(
        x=cost.share(point),
        y=quality.share(point.mean),
        low=quality.share(point.mean if point.low is None else point.low),
        high=quality.share(point.mean if point.high is None else point.high),
        label=text,
    )


def _front_levels(evidence: Evidence, shown: list[Point]) -> list[float]:
    return [point.mean for point in shown if point.variant in evidence.front]


def _mark(figure: go.Figure, point: Point, cost: CostAxis, text: str, position: str, volume: int | None) -> None:
    shape, colour = MARKS[point.approach]
    low, high = (
        (point.low, point.high) if point.low is not None and point.high is not None else (point.mean, point.mean)
    )
    figure.add_trace(
        go.Scatter(
            x=[cost.place(point)],
            y=[point.mean],
            mode="markers+text",
            marker={"symbol": shape, "size": 13, "color": colour, "line": {"width": 1, "color": "#ffffff"}},
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [high - point.mean],
                "arrayminus": [point.mean - low],
                "color": colour,
                "thickness": 1.5,
                "width": 5,
            },
            text=[text],
            textposition=position,
            hovertext=[hover(point, volume)],
            hoverinfo="text",
            name=point.title,
            showlegend=False,
            cliponaxis=False,
        ),
        row=1,
        col=1,
    )


def _front(figure: go.Figure, shown: list[Point], evidence: Evidence, cost: CostAxis) -> None:
    """Steps: between two variants one can buy neither, so the line never slopes."""
    by_name = {point.variant: point for point in shown}
    front = [by_name[name] for name in evidence.front if name in by_name and by_name[name].cost is not None]
    if not front or cost.high is None:
        return
    figure.add_trace(
        go.Scatter(
            x=[cost.place(point) for point in front] + [cost.high],
            y=[point.mean for point in front] + [front[-1].mean],
            mode="lines",
            line={"shape": "hv", "color": GREY, "width": 1.5},
            hoverinfo="skip",
            showlegend=False,
            name="front",
        ),
        row=1,
        col=1,
    )


def _target(figure: go.Figure, evidence: Evidence) -> None:
    if evidence.target is not None:
        figure.add_hline(
            y=evidence.target,
            line={"dash": "dash", "color": GREY, "width": 1.5},
            annotation={
                "text": f"target {evidence.target:g}",
                "font": {"size": 12},
                "bgcolor": "rgba(128,128,128,0.15)",
            },
            annotation_position="top left",
            row=1,
            col=1,
        )


def _band(figure: go.Figure, shown: list[Point], evidence: Evidence) -> None:
    if shown and evidence.margin > 0:
        best = max(point.mean for point in shown)
        figure.add_hrect(
            y0=best - evidence.margin,
            y1=best,
            fillcolor="#0072B2",
            opacity=0.10,
            line_width=0,
            layer="below",
            row=1,
            col=1,
            annotation={"text": f"within {evidence.margin:g} of the best", "font": {"size": 11}},
            annotation_position="top right",
        )


def _rail(figure: go.Figure, cost: CostAxis) -> None:
    figure.add_vline(x=cost.rail_edge, line={"dash": "dot", "color": GREY, "width": 1}, row=1, col=1)


def _dress(figure: go.Figure, evidence: Evidence, shown: list[Point], with_score: bool) -> None:
    for approach in dict.fromkeys(point.approach for point in shown if with_score):
        shape, colour = MARKS[approach]
        figure.add_trace(
            go.Scatter(
                x=[None],
                y=[None],
                mode="markers",
                marker={"symbol": shape, "size": 11, "color": colour},
                name=TITLES[approach] if approach else "Approach not sure",
                hoverinfo="skip",
            )
        )
    layout: dict[str, Any] = {
        "template": "plotly_white",
        "height": max(520, 320 + 40 * len(shown)),
        "margin": {"l": 60, "r": 64 if with_score else 20, "t": 158 if evidence.simulated else 90, "b": 100},
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 0, "yanchor": "bottom", "yref": "container"},
        "hoverlabel": {"align": "left"},
        "title": {
            "text": caption(evidence, shown) if with_score else "",
            "font": {"size": 14},
            "x": 0,
            "xanchor": "left",
            "y": 0.985,
            "yanchor": "top",
        },
    }
    figure.update_layout(**layout)
    if evidence.simulated:
        figure.add_annotation(
            text=f"<b>{broken(evidence.simulated, 36 if with_score else 30)}</b>",
            xref="paper",
            yref="paper",
            x=0,
            y=1,
            yshift=34,
            yanchor="bottom",
            xanchor="left",
            showarrow=False,
            font={"size": 13},
            bgcolor="rgba(230,159,0,0.2)",
            bordercolor="#b07c00",
            borderpad=4,
            name="simulated",
        )
