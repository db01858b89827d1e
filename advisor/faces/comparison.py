"""Eval results summed up, and their faces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from advisor.faces.notebook import folded
from advisor.language import Language, in_its_language
from advisor.schema.evidence import Evidence

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


class Comparison(Evidence):
    """Eval results summed up: each variant with its interval, each pair with its paired difference."""

    lang: Language = "en"
    """What it is said in, whatever is spoken around it."""

    @in_its_language
    def to_text(self) -> str:
        """The figures as plain text for a terminal."""
        from advisor.report.faces import evidence_as_text

        return evidence_as_text(self)

    @in_its_language
    def to_markdown(self) -> str:
        """The figures as Markdown."""
        from advisor.report.faces import evidence_as_markdown

        return evidence_as_markdown(self)

    @in_its_language
    def to_html(self) -> str:
        """The figures as one HTML fragment."""
        from advisor.report.faces import evidence_as_html

        return evidence_as_html(self)

    @in_its_language
    def to_csv(self) -> str:
        """The figures of each variant and score as CSV; no cell acts as a formula in a spreadsheet."""
        from advisor.report.evidence_csv import evidence_as_csv

        return evidence_as_csv(self)

    def to_json(self) -> str:
        """The figures as JSON."""
        return self.model_dump_json(indent=2)

    @in_its_language
    def figure(self, **options: Any) -> Figure:
        """The chart: quality against cost, paired differences, and with a cost plan cost against volume.

        `options` as `advisor.report.figure.quality_cost_figure` takes them: `axis`, `panels`, `theme`, `width`.
        Raises `AdvisorError` without Plotly.
        """
        from advisor.faces.charting import figure_of

        return figure_of(self, **options)

    @in_its_language
    def picture(self, format: Literal["svg", "png"] = "svg", **options: Any) -> bytes:
        """The same as SVG or PNG. Raises `AdvisorError` without kaleido or an installed Chromium or Chrome."""
        from advisor.faces.charting import picture_of

        return picture_of(self, format, **options)

    def _repr_html_(self) -> str:
        return folded(self.to_html(), in_sight=1)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def __repr__(self) -> str:
        return f"<Comparison: {self.choice.sentence}>"

    def __str__(self) -> str:
        return self.to_text()
