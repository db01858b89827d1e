"""The token prices of one entry of the price list on one day: size of request, batch, hours, dates, what is special."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from advisor.language import N_, _
from advisor.language import day as said
from advisor.schema.prices import PriceTier, TokenPrices

if TYPE_CHECKING:
    from genai_prices.types import ConditionalPrice, ModelInfo, ModelPrice

_BATCH: Final = {"processing": "batch"}
_PAID_BESIDE: Final = {
    "requests_kcount": N_("each 1,000 requests cost another {usd} USD, which is not in these prices"),
    "output_reasoning_mtok": N_("reasoning tokens cost {usd} USD per 1M"),
    "output_citation_mtok": N_("tokens of citations cost {usd} USD per 1M"),
    "cache_write_1h_mtok": N_("a token that is kept in the cache for an hour costs {usd} USD per 1M to write"),
}
"""What `TokenPrices` has no room for, by the list's key."""


def price_request(price: ModelPrice, input_tokens: int = 0) -> TokenPrices | None:
    """The prices of a request of that size, in US dollars per 1M tokens; None where input tokens have no price.

    A model whose output has no price writes no tokens (embeddings): its `output` is 0.
    """
    read, written = _rate(price, "input_mtok", input_tokens), _rate(price, "output_mtok", input_tokens)
    if read is None:
        return None
    return TokenPrices(
        input=read,
        output=written or 0.0,
        cache_read=_rate(price, "cache_read_mtok", input_tokens),
        cache_write=_rate(price, "cache_write_mtok", input_tokens),
    )


def price_tiers(price: ModelPrice) -> tuple[PriceTier, ...]:
    """The prices of larger requests, the smallest first; the list's prices hold for requests above each threshold."""
    starts = {tier.start for each in vars(price).values() for tier in getattr(each, "tiers", ())}
    found = ((start + 1, price_request(price, start + 1)) for start in sorted(starts))
    return tuple(PriceTier(from_tokens=start, prices=prices) for start, prices in found if prices)


def price_standard(entry: ModelInfo, day: datetime.date) -> ModelPrice:
    """What the list asks for at the dearest hour of that day."""
    return entry.get_prices(_dearest_hour(entry, day))


def price_batch(entry: ModelInfo, day: datetime.date) -> TokenPrices | None:
    """The prices of the batch service, where the list has them for this model on that day.

    The list itself answers with standard prices where it has none, so a variant is looked for first.
    """
    now = _dearest_hour(entry, day)
    for variant in entry.price_variants or ():
        if variant.when == _BATCH and (variant.constraint is None or variant.constraint.active(now)):
            return price_request(entry.get_prices(now, _BATCH)) if "input_mtok" in vars(variant.prices) else None
    return None


def list_notes(entry: ModelInfo, day: datetime.date, batch: TokenPrices | None) -> tuple[str, ...]:
    """What one has to know of these prices: their dates and hours, other charges, whether the model is deprecated."""
    now = price_standard(entry, day)
    standard = price_request(now)
    notes = [_("the list calls the model deprecated")] if entry.deprecated else []
    if now.output_mtok is None:
        notes.append(_("input tokens alone are charged"))
    notes += [*_hour_notes(entry, day), *_date_notes(entry, day)]
    rates = {says: _rate(now, key) for key, says in _PAID_BESIDE.items()}
    notes += [_(says, usd=f"{rate:g}") for says, rate in rates.items() if rate is not None]
    if batch and standard and batch.cache_read is not None and batch.cache_read == standard.cache_read:
        notes.append(_("tokens from the cache cost as much in the batch service as outside it"))
    return tuple(notes)


def _rate(price: ModelPrice, key: str, input_tokens: int = 0) -> float | None:
    found: object = getattr(price, key)
    for tier in getattr(found, "tiers", ()):
        if input_tokens > tier.start:
            found = tier.price
    found = getattr(found, "base", found)
    return float(found) if isinstance(found, Decimal) else None


def _hours(entry: ModelInfo, day: datetime.date) -> list[datetime.datetime]:
    """Noon, and the times of the day at which the price changes; those with the highest price first."""
    ends = (getattr(each.constraint, end, None) for each in _conditions(entry) for end in ("start_time", "end_time"))
    times = [datetime.time(12), *(each for each in ends if each)]
    moments = [datetime.datetime.combine(day, each.replace(tzinfo=datetime.UTC)) for each in times]
    return sorted(moments, key=lambda moment: _sum(entry.get_prices(moment)), reverse=True)


def _dearest_hour(entry: ModelInfo, day: datetime.date) -> datetime.datetime:
    return _hours(entry, day)[0]


def _hour_notes(entry: ModelInfo, day: datetime.date) -> list[str]:
    hours = _hours(entry, day)
    dearest, cheapest = entry.get_prices(hours[0]), entry.get_prices(hours[-1])
    if _sum(dearest) == _sum(cheapest):
        return []
    low = _pair(cheapest)
    return [_("these are the prices of the dearest hours; at others they go down to {prices}", prices=low)]


def _date_notes(entry: ModelInfo, day: datetime.date) -> list[str]:
    starts = {start for each in _conditions(entry) if (start := getattr(each.constraint, "start_date", None))}
    notes = [_("in force since {day}", day=said(start)) for start in sorted(starts) if start <= day][-1:]
    for start in sorted(start for start in starts if start > day)[:1]:
        prices = _pair(price_standard(entry, start))
        notes.append(_("from {day} on the prices are {prices}", day=said(start), prices=prices))
    return notes


def _conditions(entry: ModelInfo) -> list[ConditionalPrice]:
    return entry.prices if isinstance(entry.prices, list) else []


def _sum(price: ModelPrice) -> float:
    return sum(_rate(price, key) or 0.0 for key in ("input_mtok", "output_mtok"))


def _pair(price: ModelPrice) -> str:
    read, written = _rate(price, "input_mtok"), _rate(price, "output_mtok")
    if read is None:
        return _("{output} USD output per 1M tokens", output=f"{written:g}") if written is not None else ""
    if written is None:
        return _("{input} USD input per 1M tokens", input=f"{read:g}")
    return _("{input} USD input and {output} USD output per 1M tokens", input=f"{read:g}", output=f"{written:g}")
