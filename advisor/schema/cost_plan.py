"""What a team enters about its costs. All of it may be left open: then it is asked for, and never taken as 0.

Every amount is a number, or `[low, likely, high]`; where a price is asked for, the id of one in the price book will do.
Money is in US dollars.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag, field_validator

from advisor.schema.amounts import Amount, is_power_of_ten
from advisor.schema.words import Closed, Place

MOST_A_MONTH: Final = 10_000_000_000
"""A volume above it is a slip of the pen; break-evens are looked for up to it."""

LEAST_A_MONTH: Final = 0.001
"""So is a volume below it that is not 0."""

PriceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


def _kind(given: Any) -> str:
    return "[price]" if isinstance(given, str) and not is_power_of_ten(given) else "[amount]"


Priced = Annotated[
    Annotated[Amount, Tag("[amount]")] | Annotated[PriceId, Tag("[price]")],
    Discriminator(_kind),
]
"""An amount, or the id of a price in `rules/prices.yaml`, which has a range, a source and a date."""


def _check_months(given: Any) -> Any:
    is_months = isinstance(given, int | float) and not isinstance(given, bool) and given >= 1
    if not is_months and given != "never":
        raise ValueError("write months from 1 up, such as 6, or `never`")
    return given


Months = Annotated[float | Literal["never"], BeforeValidator(_check_months)]
LastDay = Annotated[
    Annotated[datetime.date, Tag("[day]")] | Annotated[Literal["never"], Tag("[never]")],
    Discriminator(lambda given: "[never]" if given == "never" else "[day]"),
]


class VariantPlan(Closed):
    """One variant. What results tell (tokens, cost, failed calls) needs not be entered; what is entered comes first."""

    approach: Place | None = None
    model: str | None = None
    """Such as `openai:gpt-4o-mini`, or the name of a model in your price file; `none` where no tokens are paid, as on
    machines of your own."""

    static_tokens: Amount | None = None
    """Tokens of a call that are the same every time: system prompt, examples, tools."""
    context_tokens: Amount | None = None
    """Tokens of a call that were looked up."""
    query_tokens: Amount | None = None
    """Tokens of a call that the request itself brings."""
    output_tokens: Amount | None = None
    """Tokens of a call that are written, reasoning included."""
    calls_per_request: Amount | None = None
    """Model calls until a piece of work is finished, without tries that failed."""
    retry_rate: Amount | None = None
    """Calls that have to be made again, as a share."""
    batch_share: Amount | None = None
    """Requests that can wait for the batch service, as a share."""
    batch_multiplier: Amount | None = None
    """What the batch service costs as a share of the ordinary price; looked up where the model is known."""
    usd_per_request: Amount | None = None
    """A price for a finished piece of work that you know; then tokens and model are not needed."""
    minutes_per_request: Amount | None = None
    """Minutes of a person for each piece of work: today's process, or a check by people."""

    embedding_model: str | None = None
    """Such as `openai:text-embedding-3-small`; `none` for a search by words."""
    rerank_usd_per_request: Priced | None = None
    vector_read_usd_per_request: Amount | None = None
    corpus_tokens: Amount | None = None
    corpus_change_per_month: Amount | None = None
    """The share of the corpus that is indexed anew each month."""
    vector_store_usd_per_month: Priced | None = None

    labels: Amount | None = None
    """Examples that people write or check."""
    usd_per_label: Priced | None = None
    label_overlap: Amount | None = None
    """People who label each example; 1 where it is left out."""
    training_tokens: Amount | None = None
    """Tokens of the whole training set."""
    epochs: Amount | None = None
    validation_tokens: Amount | None = None
    """Tokens of the validation set times how often it is run, where they are billed."""
    training_runs: Amount | None = None
    """Runs until one is kept."""
    usd_per_1m_training_tokens: Priced | None = None
    gpu_hours_per_run: Amount | None = None
    usd_per_gpu_hour: Priced | None = None
    usd_per_training_run: Amount | None = None
    """A price for a run that you know; then tokens and GPU hours are not needed."""
    retraining_hours: Amount | None = None
    """Engineering each time it is trained again."""
    retrain_every_months: Months | None = None
    base_model_ends: LastDay | None = None
    """The day on which the base model is shut down; looked up where the model is known."""

    hosting_usd_per_hour: Priced | None = None
    """For one replica that is always on; 0 where tokens are all that is paid."""
    replicas: Amount | None = None
    """The fewest that run; 1 where it is left out."""
    tokens_per_second: Amount | None = None
    """Output tokens that one replica can write."""
    utilisation: Amount | None = None
    """The share of that which is used at the peak."""
    peak_factor: Amount | None = None
    """The busiest hour as a multiple of the average."""

    engineering_hours: Amount | None = None
    """To build it once."""
    eval_usd: Amount | None = None
    """To evaluate it once: runs, judges, human marks."""
    upkeep_hours_per_month: Amount | None = None
    other_usd_once: Amount | None = None
    other_usd_per_month: Amount | None = None
    other_usd_per_request: Amount | None = None


class CostPlan(Closed):
    """The job's volume, horizon and rates, and what each variant needs."""

    volume: Amount | None = None
    """Finished pieces of work a month."""
    horizon_months: int | None = Field(default=None, ge=1, le=120)
    hourly_rate_usd: Amount | None = None
    """What an hour of engineering costs."""
    person_hourly_rate_usd: Amount | None = None
    """What an hour of those who do the work today costs; the engineers' where it is left out."""
    cost_of_a_failure_usd: Amount | None = None
    cache_hit_rate: float | None = Field(default=None, ge=0, le=1)
    """Worked out from the volume where it is left out."""
    cache_minutes: float = Field(default=5, gt=0)
    """How long a prompt stays in the cache after its last use."""
    price_decline_per_year: float = Field(default=0.0, ge=0, lt=1)
    """The share by which token prices fall each year."""
    cost_limit_usd: float | None = Field(default=None, gt=0)
    """The most that a finished piece of work may cost, running costs alone."""
    latency_limit_s: float | None = Field(default=None, gt=0)
    """The most seconds that 95 % of the requests may take."""
    start: datetime.date | None = None
    """The first day of the horizon; today where it is left out."""
    variants: dict[str, VariantPlan] = {}
    prices: dict[str, Amount] = {}
    """Prices in the place of those in the price book, by their ids."""

    @field_validator(
        "horizon_months",
        "cache_hit_rate",
        "cache_minutes",
        "price_decline_per_year",
        "cost_limit_usd",
        "latency_limit_s",
        mode="before",
    )
    @classmethod
    def _is_a_number(cls, given: Any) -> Any:
        if isinstance(given, bool):
            raise ValueError("write a number")
        return given

    @field_validator("volume")
    @classmethod
    def _is_no_slip(cls, volume: Amount | None) -> Amount | None:
        if volume is not None and volume.high > MOST_A_MONTH:
            raise ValueError(f"write at most {MOST_A_MONTH:,} finished pieces of work a month")
        if volume is not None and any(0 < each < LEAST_A_MONTH for each in (volume.low, volume.likely, volume.high)):
            raise ValueError(f"write 0, or at least {LEAST_A_MONTH} finished pieces of work a month")
        return volume
