"""The diagram of reliability: the percentage given against the share that was right, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go

from advisor.language import _
from advisor.report.backtest_words import percent, range_of
from advisor.report.figure import GREY
from advisor.report.figure_theme import THEMES, ThemeName
from advisor.schema.backtest import Bin

_TICKS: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_HEIGHT: Final = 400
_ROOM: Final = 0.04


def reliability_figure(bins: Sequence[Bin], theme: ThemeName = "light") -> go.Figure:
    """A dot a group with its 95 % interval and its count, and the line on which a percentage means what it says."""
    figure = go.Figure()
    figure.add_trace(
        go.Scatter(
            x=[0, 1],
            y=[0, 1],
            mode="lines",
            line={"color": GREY, "width": 1.5, "dash": "dash"},
            hoverinfo="skip",
            showlegend=False,
        )
    )
    _side(figure, 0.03, 0.97, "left", _("more cautious than needed"))
    _side(figure, 0.97, 0.03, "right", _("too sure"))
    colour = THEMES[theme].colours["prompting"]
    figure.add_trace(
        go.Scatter(
            x=[each.mean for each in bins],
            y=[each.rate.share for each in bins],
            mode="markers",
            marker={"symbol": "circle", "size": 12, "color": colour, "line": {"width": 1, "color": "#ffffff"}},
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [each.rate.high - each.rate.share for each in bins],
                "arrayminus": [each.rate.share - each.rate.low for each in bins],
                "color": colour,
                "thickness": 1.5,
                "width": 5,
            },
            hovertext=[_hover(each) for each in bins],
            hoverinfo="text",
            showlegend=False,
            cliponaxis=False,
        )
    )
    for each in bins:
        _count(figure, each)
    axis: dict[str, Any] = {
        "range": [-_ROOM, 1 + _ROOM],
        "tickvals": list(_TICKS),
        "ticktext": [percent(tick) for tick in _TICKS],
        "zeroline": False,
        "fixedrange": True,
    }
    figure.update_layout(
        template="plotly_white",
        height=_HEIGHT,
        margin={"l": 64, "r": 12, "t": 8, "b": 56},
        hoverlabel={"align": "left"},
        dragmode=False,
        xaxis={**axis, "title": {"text": _("percentage given (under each bar: cases)")}},
        yaxis={**axis, "title": {"text": _("share that was right")}},
    )
    return figure


def _count(figure: go.Figure, each: Bin) -> None:
    """The number of cases, at the foot of the bar."""
    figure.add_annotation(
        x=each.mean, y=each.rate.low, text=str(each.rate.n), yshift=-11, showarrow=False, font={"size": 11}
    )


def _side(figure: go.Figure, x: float, y: float, anchor: str, text: str) -> None:
    figure.add_annotation(
        x=x, y=y, text=text, xanchor=anchor, showarrow=False, font={"size": 12, "color": GREY}, name="side"
    )


def _hover(each: Bin) -> str:
    given = _("given {percent} on average", percent=percent(each.mean))
    right = _(
        "{right} of {n} were right: {percent}", right=each.rate.right, n=each.rate.n, percent=percent(each.rate.share)
    )
    interval = _("95 % interval {range}", range=range_of(each.rate))
    return f"<b>{given}</b> ({range_of(each)})<br>{right}<br>{interval}"
