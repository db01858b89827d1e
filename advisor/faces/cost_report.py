"""The costs of all variants, and their faces."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import PrivateAttr

from advisor.errors import AdvisorError
from advisor.faces.notebook import folded
from advisor.language import Language, _, in_its_language, language
from advisor.schema.costs import Costs
from advisor.schema.evidence import Evidence

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


class CostReport(Costs):
    """What each variant costs, with its range, its parts, what is missing, and break-evens between any two."""

    _evidence: Evidence | None = PrivateAttr(default=None)
    _lang: Language = PrivateAttr(default="en")

    @classmethod
    def of(cls, costs: Costs | None, evidence: Evidence | None = None) -> CostReport:
        """The report on these costs, in the language spoken now; `evidence`: the results that they rest on."""
        if costs is None:
            raise AdvisorError("There are no costs: give a `plan`, or a `volume` and a `horizon`.")
        found = cls.model_construct(**dict(costs))
        found._evidence, found._lang = evidence, language()
        return found

    @property
    def lang(self) -> Language:
        """The language that the costs were worked out in, and that all faces speak."""
        return self._lang

    @property
    def evidence(self) -> Evidence | None:
        """The results that the costs rest on; None where they rest on a plan alone."""
        return self._evidence

    @in_its_language
    def to_text(self) -> str:
        """The costs as plain text for a terminal."""
        from advisor.report.faces import costs_as_text

        return costs_as_text(self, self._similar_models, self._caveat)

    @in_its_language
    def to_markdown(self) -> str:
        """The costs as Markdown."""
        from advisor.report.faces import costs_as_markdown

        return costs_as_markdown(self, self._similar_models, self._caveat)

    @in_its_language
    def to_html(self) -> str:
        """The costs as one HTML fragment without scripts."""
        from advisor.report.faces import costs_as_html

        return costs_as_html(self, self._similar_models, self._caveat)

    @in_its_language
    def to_csv(self) -> str:
        """The figures of each variant as CSV; no cell acts as a formula in a spreadsheet."""
        from advisor.report.cost_csv import costs_as_csv

        return costs_as_csv(self)

    def to_json(self) -> str:
        """The costs as JSON."""
        return self.model_dump_json(indent=2)

    @in_its_language
    def to_xlsx(self) -> bytes:
        """A workbook of inputs and of formulas that follow them. Raises `AdvisorError` without the extra `costs`."""
        from advisor.report.cost_workbook import costs_as_workbook

        return costs_as_workbook(self, caveat=self._caveat)

    @in_its_language
    def figure(self, **options: Any) -> Figure:
        """The chart: quality against cost, paired differences, cost against volume; `options` as
        `advisor.report.figure.quality_cost_figure` takes them. Raises `AdvisorError` without eval results or Plotly."""
        from advisor.faces.charting import figure_of

        return figure_of(self._charted, **options)

    @in_its_language
    def picture(self, format: Literal["svg", "png"] = "svg", **options: Any) -> bytes:
        """The same as SVG or PNG. Raises `AdvisorError` without kaleido or an installed Chromium or Chrome."""
        from advisor.faces.charting import picture_of

        return picture_of(self._charted, format, **options)

    @in_its_language
    def to_page(self) -> str:
        """The costs and the chart as one HTML page without scripts, which needs no network.

        Where no picture can be drawn a line says why; the numbers stand beneath either way.
        """
        from advisor.faces.charting import chart_html_of

        chart = chart_html_of(self._evidence) if self._evidence else ""
        return (
            f'<!doctype html><html lang="{self.lang}"><head><meta charset="utf-8">'
            f"<title>{_('What it costs')}</title></head><body>{self.to_html()}{chart}</body></html>\n"
        )

    @property
    def _charted(self) -> Evidence:
        if self._evidence is None:
            raise AdvisorError(
                "The chart shows quality against cost: give eval results too, `work_out_costs(results)`."
            )
        return self._evidence

    @property
    def _caveat(self) -> str | None:
        """What of the results is no measurement."""
        return self._evidence.caveat if self._evidence else None

    @cached_property
    def _similar_models(self) -> dict[str, list[str]]:
        """Model that nobody knows -> names of the price list that look like it."""
        asked = {each.variant for each in self.missing if each.field == "model"}
        names = [own.model for own in self.variants if own.variant in asked and own.model]
        if not names:
            return {}
        from advisor.files.model_prices import nearest_models

        try:
            return {name: nearest_models(name) for name in names}
        except AdvisorError:  # no price list is installed
            return {}

    def _repr_html_(self) -> str:
        return folded(self.to_html(), in_sight=1)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def __repr__(self) -> str:
        return f"<CostReport: {len(self.variants)} variants over {self.horizon_months} months>"

    def __str__(self) -> str:
        return self.to_text()
