"""The chart of a report: a picture a panel, wide enough to be read in print; its numbers stand at the end."""

from __future__ import annotations

import base64
from html import escape
from typing import Final

from advisor.errors import AdvisorError
from advisor.language import _
from advisor.report.chart_page import numbers_html
from advisor.report.figure import quality_cost_figure
from advisor.report.figure_picture import picture
from advisor.report.figure_room import Panel
from advisor.report.figure_text import figure_summary
from advisor.schema.evidence import Evidence

_WIDTH: Final = 760
"""Pixels: about the width of a page, so that letters come out at their own size."""


def chart_pictures(evidence: Evidence) -> str:
    """The pictures, or a line that says why there is none; an HTML fragment without scripts."""
    second: Panel = "volume" if evidence.costs is not None else "differences"
    panels: tuple[Panel, ...] = ("quality", second)
    try:
        drawn = [picture(quality_cost_figure(evidence, panels=[each], width=_WIDTH), "svg", _WIDTH) for each in panels]
    except AdvisorError as error:
        return f"<p>{escape(_('No {picture}', picture=str(error)))}</p>"
    alt = escape(figure_summary(evidence), quote=True)
    images = "".join(
        f'<img alt="{alt if i == 0 else ""}" src="data:image/svg+xml;base64,{base64.b64encode(each).decode()}">'
        for i, each in enumerate(drawn)
    )
    return f"<h2>{escape(_('The chart'))}</h2>{images}"


def chart_numbers(evidence: Evidence) -> str:
    """Every number of the chart, as an HTML fragment."""
    return f'<section class="numbers"><h2>{escape(_("Numbers of the chart"))}</h2>{numbers_html(evidence)}</section>'
