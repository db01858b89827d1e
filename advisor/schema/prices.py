"""Prices with their range, source and date; token prices of models; until when a model is served and can be tuned.

All prices are in US dollars. What is not known is None, never 0.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Final, Literal

from pydantic import Field, model_validator

from advisor.schema.amounts import Amount
from advisor.schema.rules import SourceRef
from advisor.schema.words import Closed, Line, Slug

PriceUnit = Literal[
    "USD per 1M tokens",
    "USD per hour",
    "USD per month",
    "USD per GB-month",
    "USD per 1M reads",
    "USD per 1,000 searches",
    "USD per label",
    "times the input price",
    "tokens",
]

PriceAge = Literal["fresh", "amber", "red"]
AMBER_DAYS: Final = 90
RED_DAYS: Final = 180


def price_age(as_of: datetime.date, today: datetime.date) -> PriceAge:
    """How old a price is: `amber` from 90 days on, `red` from 180."""
    days = (today - as_of).days
    return "red" if days >= RED_DAYS else "amber" if days >= AMBER_DAYS else "fresh"


class Price(Closed):
    """One price that no price package has: training, hosting, GPU hours, vector stores, labels."""

    id: Slug
    title: Line
    value: float = Field(ge=0, allow_inf_nan=False)
    """The likely price."""
    low: float = Field(ge=0, allow_inf_nan=False)
    high: float = Field(ge=0, allow_inf_nan=False)
    unit: PriceUnit
    source: Annotated[tuple[SourceRef, ...], Field(min_length=1)]
    as_of: datetime.date
    """The day on which the source said so."""
    note: Line | None = None

    @model_validator(mode="after")
    def _is_in_order(self) -> Price:
        if not self.low <= self.value <= self.high:
            raise ValueError("write `low`, `value` and `high` in order")
        return self

    @property
    def amount(self) -> Amount:
        """The price with its range."""
        return Amount(low=self.low, likely=self.value, high=self.high)


class TokenPrices(Closed):
    """What a model costs, in US dollars per 1M tokens."""

    input: float = Field(ge=0, allow_inf_nan=False)
    output: float = Field(ge=0, allow_inf_nan=False)
    cache_read: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """A token of the prompt that is read from the cache; None where there is no such price."""
    cache_write: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """One that is written to it; None where that costs no more than an ordinary token."""


class PriceTier(Closed):
    """The prices of requests with at least so many input tokens; all of the request is charged at them."""

    from_tokens: int
    prices: TokenPrices


class ModelPrices(Closed):
    """The token prices of one model, with where they come from."""

    model: Line
    """As it was asked for, such as `openai:gpt-4o-mini`."""
    id: Line
    """As the price list calls it."""
    provider: Line | None
    prices: TokenPrices
    """Of an ordinary request."""
    tiers: tuple[PriceTier, ...] = ()
    """Of larger requests, the smallest first."""
    batch: TokenPrices | None = None
    """Of the batch service; None where the list has no such prices."""
    origin: Line
    """Who says so, such as `genai-prices 0.2.3`, `prices.yaml`, `your price file`."""
    as_of: datetime.date | None
    note: Line | None = None

    def at(self, input_tokens: float) -> TokenPrices:
        """The prices of a request of that size."""
        found = self.prices
        for tier in self.tiers:
            if input_tokens >= tier.from_tokens:
                found = tier.prices
        return found


class Availability(Closed):
    """Until when models are served, and whether they can still be tuned."""

    id: Slug
    models: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Patterns with `*`, matched against the model's name in small letters without its provider."""
    provider: Line | None = None
    """Only as served by this provider; None for all."""
    ends: datetime.date | None = None
    """The day on which it is shut down."""
    tuning_ends: datetime.date | None = None
    """The day from which no new training can be started."""
    replacement: Line | None = None
    says: Line
    source: Annotated[tuple[SourceRef, ...], Field(min_length=1)]
    as_of: datetime.date


class PriceBook(Closed):
    """All that is known beside the price package, and what a team puts in its place."""

    prices: dict[str, Price]
    availability: tuple[Availability, ...]
    models: dict[str, ModelPrices] = {}
    """Token prices that a team gave itself, by the model's name; they stand before the price package."""
    given: frozenset[str] = frozenset()
    """Prices and models that a team gave or changed."""
