"""A report on one decision, and its faces: for whoever decides, for a repository, for a calendar."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.report.report_source import ReportSource
from advisor.schema.report import Decision, PageOne


@dataclass(frozen=True)
class Report:
    """A report on a recommendation. The same inputs on the same day give the same bytes."""

    source: ReportSource

    @property
    def page_one(self) -> PageOne:
        """What stands alone for whoever decides."""
        return self.source.page

    @property
    def decision(self) -> Decision:
        """What to keep, so that the decision can be checked anew."""
        return self.source.decision

    def to_markdown(self) -> str:
        """A decision record in the form of MADR 4; text that was entered is escaped."""
        from advisor.report.report_faces import report_as_markdown

        return report_as_markdown(self.source)

    def to_html(self) -> str:
        """One page that needs no network, runs nothing, and prints on A4 and Letter; text that was entered is escaped.

        The chart is in it as a picture where Plotly, kaleido and a Chromium are there, else a line says why not; its
        numbers are in it either way.
        """
        from advisor.report.report_faces import report_as_html

        return report_as_html(self.source, *self._chart())

    def to_json(self) -> str:
        """The decision, page one, and the whole recommendation."""
        from advisor.report.report_faces import report_as_json

        return report_as_json(self.source)

    def to_yaml(self) -> str:
        """The decision as `advisor recheck` reads it."""
        from advisor.files.decision_file import decision_text

        return decision_text(self.decision)

    def to_ics(self) -> bytes:
        """The days on which to look again, as a calendar file. Raises `AdvisorError` without the extra `app`."""
        from advisor.report.review_dates import review_dates

        return review_dates(self.decision, self.source.verdict.book)

    def _chart(self) -> tuple[str, str]:
        """The pictures and their numbers; nothing without results or without Plotly."""
        evidence = self.source.verdict.evidence
        if evidence is None:
            return "", ""
        from advisor.language import speaking

        with speaking(self.decision.lang):
            try:
                from advisor.report.report_chart import chart_numbers, chart_pictures
            except ImportError:  # without Plotly: the figures stand in the tables
                return "", ""
            return chart_pictures(evidence), chart_numbers(evidence)

    def _repr_html_(self) -> str:
        return self.to_html()
