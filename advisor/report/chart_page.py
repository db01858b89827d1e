"""The chart in a report: a picture that needs no network, or a line that says why there is none; the numbers beneath.

A picture takes kaleido and a Chromium or Chrome that is installed; the table has every number either way.
"""

from __future__ import annotations

import base64
from html import escape
from typing import Any

from advisor.errors import AdvisorError
from advisor.report.figure import figure_summary, figure_table, quality_cost_figure
from advisor.report.figure_picture import picture
from advisor.schema.evidence import Evidence

_NOT_KNOWN = "not known"


def chart_html(evidence: Evidence, numbers: bool = True) -> str:
    """An HTML fragment without scripts, with or without the table; text from files is escaped."""
    return f"<section><h2>The chart</h2>{_picture(evidence)}{_table(evidence) if numbers else ''}</section>"


def numbers_html(evidence: Evidence) -> str:
    """The numbers of the chart as an HTML table; nothing where there are none."""
    return _table(evidence)


def _picture(evidence: Evidence) -> str:
    try:
        drawn = picture(quality_cost_figure(evidence), "svg")
    except AdvisorError as error:
        return f"<p>No {escape(str(error))}</p>"
    data, alt = base64.b64encode(drawn).decode(), escape(figure_summary(evidence), quote=True)
    return f'<img style="max-width:100%" alt="{alt}" src="data:image/svg+xml;base64,{data}">'


def _table(evidence: Evidence) -> str:
    """A row a number and a column a variant: that fits a page."""
    rows = figure_table(evidence)
    if not rows:
        return ""
    names = [name for name in rows[0] if any(row[name] is not None for row in rows)]
    lines = ["".join(_cell(row[name]) for row in rows) for name in names]
    body = "".join(
        f"<tr><th>{escape(name.replace('_', ' '))}</th>{line}</tr>" for name, line in zip(names, lines, strict=True)
    )
    return f"<table>{body}</table>"


def _cell(value: Any) -> str:
    if value is None:
        return f"<td>{_NOT_KNOWN}</td>"
    if isinstance(value, bool):
        return f"<td>{'yes' if value else 'no'}</td>"
    return f"<td>{escape(f'{value:.4g}' if isinstance(value, float) else str(value))}</td>"
