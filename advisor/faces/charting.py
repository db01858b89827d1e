"""The chart of eval results as a Plotly figure and as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from advisor.errors import AdvisorError
from advisor.schema.evidence import Evidence

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def figure_of(evidence: Evidence, **options: Any) -> Figure:
    """The chart; `options` as `advisor.report.figure.quality_cost_figure` takes them.

    Raises `AdvisorError` where Plotly is missing.
    """
    _require_plotly()
    from advisor.report.figure import quality_cost_figure

    return quality_cost_figure(evidence, **options)


def picture_of(evidence: Evidence, format: Literal["svg", "png"] = "svg", **options: Any) -> bytes:
    """The chart as SVG or PNG, by kaleido and an installed Chromium, as wide as `width` says.

    Raises `AdvisorError` where one is missing.
    """
    figure = figure_of(evidence, **options)
    from advisor.report.figure_picture import picture

    return picture(figure, format, options.get("width"))


def chart_html_of(evidence: Evidence, numbers: bool = True) -> str:
    """The chart and its numbers as an HTML fragment; a line in the picture's place where none can be drawn."""
    _require_plotly()
    from advisor.report.chart_page import chart_html

    return chart_html(evidence, numbers)


def _require_plotly() -> None:
    try:
        import plotly  # noqa: F401
    except ImportError:
        raise AdvisorError(
            'The chart needs the extra `app`; install it with: python -m pip install "llm-approach-advisor[app]"'
        ) from None
