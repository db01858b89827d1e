"""Case studies: published teams or papers that had to choose, with an outcome that was measured or stated."""

from __future__ import annotations

import datetime
from typing import Annotated, Final, Literal, get_args
from urllib.parse import urlsplit, urlunsplit

from pydantic import Field

from advisor.language import N_
from advisor.schema.answers import QUESTIONS, Answers
from advisor.schema.words import Approach, Closed, Line, Slug

Sector = Literal[
    "software",
    "finance",
    "health",
    "law",
    "commerce",
    "industry",
    "media",
    "education",
    "public",
    "science",
    "general",
]
"""The line of business that a setting belongs to; `general` is a value: a setting of no particular sector."""

SECTORS: Final[tuple[Sector, ...]] = get_args(Sector)

SECTOR_TITLES: Final[dict[str | None, str]] = {
    "software": N_("Software and IT"),
    "finance": N_("Finance"),
    "health": N_("Health"),
    "law": N_("Law"),
    "commerce": N_("Commerce"),
    "industry": N_("Industry"),
    "media": N_("Media and leisure"),
    "education": N_("Education"),
    "public": N_("Public sector"),
    "science": N_("Science"),
    "general": N_("No particular sector"),
    None: N_("Not coded"),
}
"""What a sector is called on screen; `None` for a case whose file names none."""

SECTOR_COVERS: Final[dict[Sector, str]] = {
    "software": N_("software, developer tools, IT operations, data platforms"),
    "finance": N_("finance, insurance, accounting"),
    "health": N_("health care, life sciences, pharma"),
    "law": N_("law, compliance, patents"),
    "commerce": N_("retail, e-commerce, marketing, customer service of shops"),
    "industry": N_("manufacturing, energy, telecoms, transport, logistics, property, agriculture"),
    "media": N_("media, publishing, entertainment, travel, social platforms, consumer apps"),
    "education": N_("schools, universities, courses, training"),
    "public": N_("government, public services, politics, defence"),
    "science": N_("chemistry, materials, physics and other research fields"),
    "general": N_("no particular sector"),
}
"""What each sector takes in, for those who code a case."""

GATES: Final[tuple[str, ...]] = ("erasure", "tuning_route")
"""The questions that no published case is coded for: what is allowed or possible at all."""

CODED: Final[tuple[str, ...]] = tuple(question for question in QUESTIONS if question not in GATES)
"""The questions that every case is coded for, from its setting alone."""


Publisher = Literal["paper", "industry", "own"]

OWN_RUN: Final = "own-run"
"""The kind of a source that is a run of our own: it is shown as a precedent, and counts for no weight and no record."""


class CaseSource(Closed):
    """Where a case was published; a run of our own has no address."""

    title: Line
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    kind: Literal["paper", "engineering-blog", "vendor-case-study", "talk", "llmops-db", "own-run"]
    read_via: Line | None = None

    @property
    def publisher(self) -> Publisher:
        """A paper, somebody in industry, or we ourselves."""
        return "paper" if self.kind == "paper" else "own" if self.kind == OWN_RUN else "industry"

    @property
    def page(self) -> str:
        """The same for all addresses of one page: cases of one page are cases of one source."""
        return plain_address(self.url or self.title)


def plain_address(url: str) -> str:
    """The address without what leads to the same page: http or https, a last slash, a fragment, a host in capitals."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # such as an unclosed bracket
        return url.strip()
    scheme = "https" if parts.scheme.lower() == "http" else parts.scheme.lower()
    return urlunsplit((scheme, parts.netloc.lower(), parts.path.rstrip("/"), parts.query, ""))


class Metric(Closed):
    """A published figure."""

    name: Line
    value: Annotated[float, Field(allow_inf_nan=False)]
    higher_is_better: bool = True


class TriedApproach(Closed):
    """One system that the source tried, with its published figures."""

    label: Line
    approach: Approach
    base_model: Line | None = None
    metrics: tuple[Metric, ...] = ()
    cost: Line | None = None


class Case(Closed):
    """One published case. `answers` were coded from `setting` alone, blind to the outcome.

    A run of our own is a case too; its answers were given before its first result, by those who made it.
    """

    id: Slug
    title: Line
    org: Line
    year: Annotated[int, Field(ge=1990, le=2100)]
    sector: Sector | None = None
    """Coded from `setting` alone, like the answers; None where nobody has coded it."""
    source: CaseSource
    setting: Line
    answers: Answers
    approaches: Annotated[tuple[TriedApproach, ...], Field(min_length=1)]
    outcome: Line
    best: Approach
    acceptable: Annotated[tuple[Approach, ...], Field(min_length=1)]
    best_basis: Literal["measured", "stated"]
    compared: bool
    """Approaches of at least two kinds were tried. If not, the case is no evidence that one beats the others."""
    confidence: Literal["high", "medium", "low"]
    review_by: datetime.date | None = None
    """The day after which what it says is to be read again, where it says something that ages."""

    @property
    def is_own(self) -> bool:
        """Whether it is a run of our own."""
        return self.source.kind == OWN_RUN

    @property
    def counts(self) -> bool:
        """Whether weights are fitted to it and the track record counts it: others published it, and it compared."""
        return self.compared and not self.is_own


class CaseBook(Closed):
    """All case studies, by id."""

    fingerprint: str
    cases: tuple[Case, ...]
