"""The panel of differences: each variant minus the best one on the same items, with lines at 0 and at the margin."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from advisor.report.figure_points import Point, best
from advisor.report.figure_text import number, plain, shortened
from advisor.schema.evidence import Evidence, Interval, PairedDifference

_GREY = "#767676"


Marks = Mapping[str | None, tuple[str, str]]
"""Approach -> shape and colour."""


def draw_differences(figure: go.Figure, evidence: Evidence, shown: list[Point], marks: Marks, col: int) -> None:
    """A row per variant in a column of the figure; the best one is the line at 0."""
    if not shown:
        return
    top = best(shown)
    rows = [(point, from_best(evidence, point.variant, top.variant)) for point in shown if point is not top]
    rows.sort(key=lambda row: row[0].mean)
    names = [_name(shown, point) for point, _ in rows] + [f"{_name(shown, top)} (best)"]
    for place, (point, found) in enumerate(rows):
        _row(figure, place, point, found, marks, col)
    figure.add_trace(
        go.Scatter(
            x=[0],
            y=[len(rows)],
            mode="markers",
            marker={"symbol": marks[top.approach][0], "size": 11, "color": marks[top.approach][1]},
            hovertext=[f"{plain(top.variant)}: the best mean, all others are compared with it"],
            hoverinfo="text",
            showlegend=False,
        ),
        row=1,
        col=col,
    )
    figure.add_vline(x=0, line={"color": _GREY, "width": 1.5}, row=1, col=col)
    if evidence.margin > 0:
        figure.add_vline(
            x=-evidence.margin,
            line={"color": _GREY, "width": 1.5, "dash": "dash"},
            annotation={"text": f"margin {evidence.margin:g}", "font": {"size": 11}},
            annotation_position="bottom left",
            row=1,
            col=col,
        )
    figure.update_yaxes(
        row=1,
        col=col,
        tickvals=list(range(len(names))),
        ticktext=names,
        range=[-0.7, len(names) - 0.4],
        zeroline=False,
        showgrid=False,
        automargin=True,
    )
    figure.update_xaxes(row=1, col=col, title={"text": "score units, same items, 90 % interval"}, zeroline=False)


def from_best(evidence: Evidence, variant: str, top: str) -> PairedDifference | None:
    """Variant minus best, whichever way round the pair is kept; None where they share no item."""
    for pair in evidence.pairs:
        if (pair.a, pair.b) == (variant, top):
            return pair
        if (pair.b, pair.a) == (variant, top):
            return pair.model_copy(
                update={
                    "a": variant,
                    "b": top,
                    "difference": -pair.difference,
                    "interval95": _mirrored(pair.interval95),
                    "interval90": _mirrored(pair.interval90),
                    "verdict": {"a better": "b better", "b better": "a better"}.get(pair.verdict, pair.verdict),
                }
            )
    return None


def verdict_words(found: PairedDifference | None) -> str:
    """What is shown about a variant beside the best one."""
    if found is None:
        return "no shared items"
    return {
        "a better": "shown better",
        "b better": "shown worse",
        "within margin": "within the margin",
        "not settled": "not settled",
    }[found.verdict]


def _row(figure: go.Figure, place: int, point: Point, found: PairedDifference | None, marks: Marks, col: int) -> None:
    shape, colour = marks[point.approach]
    words = verdict_words(found)
    if found is None:
        figure.add_annotation(x=0, y=place, text=words, showarrow=False, xanchor="center", row=1, col=col)
        return
    bar = found.interval90
    figure.add_trace(
        go.Scatter(
            x=[found.difference],
            y=[place],
            mode="markers",
            marker={"symbol": shape, "size": 11, "color": colour},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [bar.high - found.difference if bar else 0],
                "arrayminus": [found.difference - bar.low if bar else 0],
                "color": colour,
                "thickness": 1.5,
                "width": 5,
            },
            hovertext=[_hover(found)],
            hoverinfo="text",
            showlegend=False,
            name=words,
        ),
        row=1,
        col=col,
    )
    figure.add_annotation(
        x=found.difference, y=place, text=words, showarrow=False, yshift=17, font={"size": 12}, row=1, col=col
    )


def _name(shown: list[Point], point: Point) -> str:
    place = number(shown, point)
    return shortened(point.variant) if place is None else f"{place} {shortened(point.variant)}"


def _hover(found: PairedDifference) -> str:
    bar = found.interval90
    between = (
        f"{bar.level:.0%} interval {bar.low:+.3g} to {bar.high:+.3g} ({plain(bar.method)})" if bar else "no interval"
    )
    return (
        f"<b>{plain(found.a)}</b> minus {plain(found.b)}: {found.difference:+.3g}<br>{between}<br>"
        f"n = {found.n_shared} shared items, {found.n_dropped} not shared<br>{verdict_words(found)}"
    )


def _mirrored(bar: Interval | None) -> Interval | None:
    return bar.model_copy(update={"low": -bar.high, "high": -bar.low}) if bar else None
