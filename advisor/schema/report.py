"""A report on one decision: page one for whoever decides, what it rests on, and what is needed to check it anew."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from advisor.language import Language
from advisor.schema.answers import Job
from advisor.schema.decision_record import Trigger
from advisor.schema.recommendation import PathStep
from advisor.schema.words import Approach, Closed, Place

Way = Annotated[str, Field(min_length=1, pattern=r"^[^\x00]+$")]
"""Where a file lies, seen from the decision file."""


class EvalFile(Closed):
    """A file of eval results as it was when the decision was made."""

    name: Way
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Quality(Closed):
    """What a variant scored: the mean with its 95 % interval, and on how many items."""

    variant: str
    mean: float
    low: float | None
    high: float | None
    n: int


class YearlyCost(Closed):
    """US dollars a year, one-off costs spread over the horizon: the median and the middle 80 % of the draws."""

    variant: str
    median: float
    low: float
    high: float


class PersonDays(Closed):
    """Work of the steps that a source gives an effort for."""

    low: float | None
    high: float | None
    steps: int
    steps_without: int
    """The steps whose effort nobody has published."""


class OptionRow(Closed):
    """One row of page one: today's process, or one of the four approaches; what is not known is None."""

    place: Place
    is_recommended: bool
    is_ruled_out: bool
    quality: Quality | None
    usd_a_year: YearlyCost | None
    person_days: PersonDays | None
    """None for today's process, which takes none."""


class PageOne(Closed):
    """What stands alone for whoever decides."""

    decision: str
    how_sure: str
    caveat: str | None
    """Says what to bear in mind of the numbers; None for nothing."""
    options: tuple[OptionRow, ...]
    next_step: PathStep | None
    owner: str | None
    """Who takes the next step; None: not named yet."""
    due: datetime.date | None
    largest_risk: str
    changes: tuple[str, ...]
    """What would change our mind, a sentence each: answers and figures first, then days."""
    changes_left_out: int


class PriceUsed(Closed):
    """A price that went in, as it was then."""

    usd: float
    unit: str
    as_of: datetime.date | None = None


class ModelEnd(Closed):
    """The days from which on a model is shut down or closed for tuning, as they were known."""

    model: str
    ends: datetime.date | None = None
    tuning_ends: datetime.date | None = None


class Versions(Closed):
    """With what the decision was made."""

    advisor: str
    rules: str
    """SHA-256 of the rules."""
    cases: str
    """SHA-256 of the published cases."""
    newest_source: datetime.date
    """The day on which a source of the rules was last read."""


class Recommended(Closed):
    """What was decided, by ids."""

    approach: Approach | None
    now: str | None
    """The step to take now."""
    path: tuple[str, ...]


def _names_what_it_is_about(trigger: Trigger) -> Trigger:
    needed = {"volume passes": 2, "model ends": 1, "rule is dated": 1}.get(trigger.kind, len(trigger.about))
    if len(trigger.about) != needed:
        raise ValueError(f"`about` must name {needed} and names {len(trigger.about)}; name the rule, model or variants")
    return trigger


class Decision(Closed):
    """A decision in a few lines, kept in a repository: what it was made from, and what to check it by."""

    decision: Literal[1] = 1
    """The form of this file."""
    title: str
    made_on: datetime.date
    lang: Language = "en"
    job: Job | None = None
    answers: dict[str, str]
    """Question -> option; what is left out is unknown."""
    evals: tuple[EvalFile, ...] = ()
    approaches: dict[str, str] = {}
    """Variant -> approach, where the names don't tell."""
    columns: dict[str, str | tuple[str, ...]] = {}
    """Our name of a column -> theirs, where a table names them otherwise."""
    score: str | None = None
    target: float | None = None
    margin: float = 0.03
    plan: Way | None = None
    """The file of the cost plan, seen from this file; the volume stands in it."""
    prices_file: Way | None = None
    """Prices of one's own, seen from this file."""
    rules: tuple[Way, ...] = ()
    """Folders of rules of one's own, seen from this file."""
    volume: float | None = None
    """Finished pieces of work a month that were reckoned with."""
    recommended: Recommended
    prices: dict[str, PriceUsed] = {}
    """Prices of the price list and the price book that went in, by their ids."""
    model_ends: tuple[ModelEnd, ...] = ()
    triggers: tuple[Annotated[Trigger, AfterValidator(_names_what_it_is_about)], ...] = ()
    versions: Versions
