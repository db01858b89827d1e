"""What a report is made of, gathered once."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.decision.verdict import Verdict
from advisor.report.prospects import Prospects
from advisor.schema.recommendation import Precedent
from advisor.schema.report import Decision, PageOne


@dataclass(frozen=True, slots=True)
class ReportSource:
    """A recommendation with all that a report on it says."""

    verdict: Verdict
    precedents: tuple[Precedent, ...]
    prospects: Prospects | None
    page: PageOne
    decision: Decision
