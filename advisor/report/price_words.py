"""The price book as plain text and as data: each price with its range, age and sources, each date with what it ends."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from advisor.costs.availability import notices
from advisor.language import N_, _, day, ngettext
from advisor.schema.prices import Availability, ModelPrices, Price, PriceAge, PriceBook, TokenPrices, price_age
from advisor.schema.rules import Source, SourceRef

AGES: Final[dict[PriceAge, str]] = {
    "fresh": N_("as of {day}, fresh"),
    "amber": N_("as of {day}, amber: three months old or more"),
    "red": N_("as of {day}, red: half a year old or more; check it before you rely on it"),
}
_YOURS: Final = N_("your price file")


@dataclass(frozen=True, slots=True)
class PriceList:
    """What a word brings up in the price book, and the token prices of the models that go by it."""

    word: str
    prices: tuple[Price, ...]
    availability: tuple[Availability, ...]
    models: tuple[ModelPrices, ...]
    given: frozenset[str]
    """What of it a team gave itself."""
    sources: Mapping[str, Source]
    today: datetime.date

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing by that word."""
        return not (self.prices or self.availability or self.models)


def find_prices(
    book: PriceBook,
    sources: Mapping[str, Source],
    today: datetime.date,
    word: str = "",
    models: Sequence[ModelPrices] = (),
) -> PriceList:
    """The rows in whose id, title, note or models the word stands, and the dates that hold for a model of that name.

    Without a word all of them. `models` are token prices that were looked up; those that a team gave are added.
    """
    sought = word.strip().lower()
    about = {row.id for row in notices(book, sought, None, today)} if sought else set()
    own = [model for name, model in book.models.items() if sought in name.lower()]
    return PriceList(
        word=word.strip(),
        prices=tuple(
            price for price in book.prices.values() if sought in f"{price.id} {price.title} {price.note or ''}".lower()
        ),
        availability=tuple(
            row
            for row in book.availability
            if row.id in about or sought in f"{row.id} {row.says} {row.provider or ''} {' '.join(row.models)}".lower()
        ),
        models=(*own, *(model for model in models if model.id not in book.models)),
        given=book.given,
        sources=sources,
        today=today,
    )


def prices_as_text(found: PriceList) -> str:
    """Prices, dates and token prices, each with its age and its sources."""
    return "\n".join(_lines(found)) + "\n"


def prices_as_data(found: PriceList) -> dict[str, Any]:
    """The same for JSON."""
    return {
        "today": found.today.isoformat(),
        "word": found.word or None,
        "prices": [
            {
                **price.model_dump(mode="json", exclude={"source"}),
                "age": price_age(price.as_of, found.today),
                "given": price.id in found.given,
                "sources": [_source_data(each, found) for each in price.source],
            }
            for price in found.prices
        ],
        "availability": [
            {
                **row.model_dump(mode="json", exclude={"source"}),
                "age": price_age(row.as_of, found.today),
                "sources": [_source_data(each, found) for each in row.source],
            }
            for row in found.availability
        ],
        "models": [
            {
                **model.model_dump(mode="json"),
                "age": price_age(model.as_of, found.today) if model.as_of else None,
                "given": model.id in found.given,
            }
            for model in found.models
        ],
    }


def _lines(found: PriceList) -> Iterator[str]:
    cited: dict[str, int] = {}
    told = {"word": found.word, "day": day(found.today)}
    n = len(found.prices)
    if found.word:
        yield _("PRICES with `{word}` on {day}, in US dollars ({n})", n=n, **told)
    else:
        yield _("PRICES on {day}, in US dollars ({n})", n=n, **told)
    for price in found.prices:
        yield from ("", f"  {price.title} [{price.id}]")
        yield f"    {_amount(price)} {_(price.unit)}"
        if price.note:
            yield f"    {price.note}"
        yield f"    {_age(price.as_of, found.today)}{_('; ')}{_cite(price.source, found, cited)}"
    yield ""
    n = len(found.availability)
    yield _("DATES with `{word}` ({n})", n=n, **told) if found.word else _("DATES ({n})", n=n)
    for row in found.availability:
        yield from ("", f"  {row.says} [{row.id}]")
        yield f"    {_('; ').join(_dates(row, found.today))}"
        models = ", ".join(row.models)
        at = _("models: {models} (at {provider})", models=models, provider=row.provider)
        yield f"    {at if row.provider else _('models: {models}', models=models)}"
        if row.replacement:
            yield f"    {_('in their place: {models}', models=row.replacement)}"
        yield f"    {_age(row.as_of, found.today)}{_('; ')}{_cite(row.source, found, cited)}"
    yield from _model_lines(found)
    if cited:
        yield from ("", _("SOURCES"))
    for ref, number in cited.items():
        source = found.sources[ref]
        yield f"  {number:2}  {source.title} ({source.by}) {source.url}"


def _model_lines(found: PriceList) -> Iterator[str]:
    if found.models:
        yield ""
        n = len(found.models)
        if found.word:
            yield _("TOKEN PRICES with `{word}`, in US dollars per 1M tokens ({n})", word=found.word, n=n)
        else:
            yield _("TOKEN PRICES, in US dollars per 1M tokens ({n})", n=n)
    for model in found.models:
        yield from ("", f"  {model.model}" + (f" [{model.id}]" if model.id != model.model else ""))
        yield f"    {_tokens(model.prices)}"
        for tier in model.tiers:
            prices = _tokens(tier.prices)
            yield "    " + _("from {n} input tokens on: {prices}", n=f"{tier.from_tokens:,}", prices=prices)
        yield "    " + _("batch: {prices}", prices=_tokens(model.batch) if model.batch else _("no price known"))
        yield f"    {_age(model.as_of, found.today)}{_('; ')}{model.origin}"
        if model.note:
            yield f"    {model.note}"


def _cite(source: Sequence[SourceRef], found: PriceList, cited: dict[str, int]) -> str:
    """`source 3 (the table), 4`, each source numbered where it is first named."""
    marks = []
    for each in source:
        if each.ref not in found.sources:
            return _(_YOURS)
        number = cited.setdefault(each.ref, len(cited) + 1)
        marks.append(f"{number} ({each.at})" if each.at else f"{number}")
    return _("source {numbers}", numbers=_(", ").join(marks))


def _amount(price: Price) -> str:
    if price.low == price.high:
        return _number(price.value)
    return _(
        "{amount} ({low} to {high})",
        amount=_number(price.value), low=_number(price.low), high=_number(price.high),
    )  # fmt: skip


def _tokens(prices: TokenPrices) -> str:
    parts = [_("input {usd}", usd=_number(prices.input)), _("output {usd}", usd=_number(prices.output))]
    if prices.cache_read is not None:
        parts.append(_("read from the cache {usd}", usd=_number(prices.cache_read)))
    if prices.cache_write is not None:
        parts.append(_("written to the cache {usd}", usd=_number(prices.cache_write)))
    return _(", ").join(parts)


def _number(number: float) -> str:
    return f"{number:,.10g}"


def _age(as_of: datetime.date | None, today: datetime.date) -> str:
    return _(AGES[price_age(as_of, today)], day=day(as_of)) if as_of else _("no day is known")


def _dates(row: Availability, today: datetime.date) -> Iterator[str]:
    if row.ends is not None and row.ends <= today:
        yield _("shut down since {day}", day=day(row.ends))
    elif row.ends is not None:
        yield ngettext(
            "shut down from {day} on, in {n} day",
            "shut down from {day} on, in {n} days",
            (row.ends - today).days,
            day=day(row.ends),
        )
    if row.tuning_ends is not None and row.tuning_ends <= today:
        yield _("no new training since {day}", day=day(row.tuning_ends))
    elif row.tuning_ends is not None:
        yield ngettext(
            "no new training from {day} on, in {n} day",
            "no new training from {day} on, in {n} days",
            (row.tuning_ends - today).days,
            day=day(row.tuning_ends),
        )
    if row.ends is None and row.tuning_ends is None:
        yield _("no date is known")


def _source_data(each: SourceRef, found: PriceList) -> dict[str, Any]:
    known = found.sources.get(each.ref)
    if known is None:
        return {"title": _(_YOURS), "by": None, "url": None, "at": None}
    return {"title": known.title, "by": known.by, "url": known.url, "at": each.at}
