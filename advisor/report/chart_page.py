"""The chart in a report: a picture that needs no network, or a line that says why there is none; the numbers beneath.

A picture takes kaleido and a Chromium or Chrome that is installed; the table has every number either way.
"""

from __future__ import annotations

import base64
from html import escape

from advisor.errors import AdvisorError
from advisor.language import _
from advisor.report.faces import ticked_html
from advisor.report.figure import figure_methods, figure_summary, figure_table, quality_cost_figure
from advisor.report.figure_columns import cell_words, heading, shown_columns
from advisor.report.figure_picture import picture
from advisor.schema.evidence import Evidence


def chart_html(evidence: Evidence, numbers: bool = True) -> str:
    """An HTML fragment without scripts, with or without the table; text from files is escaped."""
    table = _table(evidence) if numbers else ""
    return f"<section><h2>{escape(_('The chart'))}</h2>{_picture(evidence)}{table}{_methods(evidence)}</section>"


def numbers_html(evidence: Evidence) -> str:
    """The numbers of the chart as an HTML table; nothing where there are none."""
    return _table(evidence)


def _picture(evidence: Evidence) -> str:
    try:
        drawn = picture(quality_cost_figure(evidence), "svg")
    except AdvisorError as error:
        return f"<p>{escape(_('No {problem}', problem=error))}</p>"
    data, alt = base64.b64encode(drawn).decode(), escape(figure_summary(evidence), quote=True)
    return f'<img style="max-width:100%" alt="{alt}" src="data:image/svg+xml;base64,{data}">'


def _table(evidence: Evidence) -> str:
    """A row a number and a column a variant: that fits a page."""
    rows = figure_table(evidence)
    names = [name for name in shown_columns(rows) if any(row[name] is not None for row in rows)]
    lines = [
        "".join(f"<td>{ticked_html(cell_words(name, row[name], digits=4))}</td>" for row in rows) for name in names
    ]
    body = "".join(f"<tr><th>{escape(heading(name))}</th>{line}</tr>" for name, line in zip(names, lines, strict=True))
    return f"<table>{body}</table>" if rows else ""


def _methods(evidence: Evidence) -> str:
    """How the figures were worked out, folded away."""
    told = "".join(f"<li>{escape(each)}</li>" for each in figure_methods(evidence))
    return f"<details><summary>{escape(_('How computed'))}</summary><ul>{told}</ul></details>" if told else ""
