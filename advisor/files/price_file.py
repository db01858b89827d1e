"""A team's own prices: read from a YAML file or a mapping, and put in the place of those of the price book."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path as FilePath
from typing import Annotated, Any, Final

from pydantic import Discriminator, Field, Tag, model_validator

from advisor.errors import PriceError
from advisor.files.price_file_checks import implausible
from advisor.files.repairs import Path, nearest, read_model
from advisor.files.small_yaml import read_small_file, small_document
from advisor.language import _
from advisor.schema.amounts import Amount
from advisor.schema.prices import ModelPrices, Price, PriceBook, PriceUnit, TokenPrices
from advisor.schema.rules import SourceRef
from advisor.schema.words import Closed, Line

YOUR_FILE: Final = "your-price-file"
"""The source of every price that a team gave; no key of `sources.yaml`."""

_Usd = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class GivenPrice(Closed):
    """A price with its unit; `low` and `high` are `value` where they are left out."""

    value: _Usd
    unit: PriceUnit
    low: _Usd | None = None
    high: _Usd | None = None
    title: Line | None = None
    as_of: datetime.date | None = None
    note: Line | None = None

    @model_validator(mode="after")
    def _is_in_order(self) -> GivenPrice:
        if not self.range[0] <= self.value <= self.range[1]:
            raise ValueError("write `low`, `value` and `high` in order")
        return self

    @property
    def range(self) -> tuple[float, float]:
        """The low and the high end."""
        return (
            self.value if self.low is None else self.low,
            self.value if self.high is None else self.high,
        )


class GivenModel(TokenPrices):
    """Token prices of a model, and of its batch service."""

    batch: TokenPrices | None = None


def _kind(given: Any) -> str:
    return "[price]" if isinstance(given, Mapping) and {"value", "unit"} & given.keys() else "[amount]"


class PriceFile(Closed):
    """What a team's price file may hold."""

    currency: Line = "USD"
    usd_per_unit: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    """US dollars for one unit of another currency; every figure of money in the file is multiplied by it."""
    as_of: datetime.date | None = None
    """The day the prices are of; the day they are read where it is left out."""
    prices: dict[
        str,
        Annotated[
            Annotated[Amount, Tag("[amount]")] | Annotated[GivenPrice, Tag("[price]")],
            Discriminator(_kind),
        ],
    ] = {}
    models: dict[Line, GivenModel] = {}
    """US dollars per 1M tokens, by the model's name."""


Given = str | FilePath | Mapping[str, Any]
Place = Callable[[Path], str]


def with_price_file(book: PriceBook, given: Given, today: datetime.date | None = None) -> PriceBook:
    """The book with a team's prices in the place of its own.

    `given`: the path of a YAML or JSON file, or what it holds as a mapping. A price that says no day is of today.
    Raises `PriceError` with every mistake, one line each: place, thing, what is wrong, what to write.
    """
    if isinstance(given, Mapping):
        return _laid_on(book, _text_keys(given), _place_in_mapping, today)
    path = FilePath(given)
    return with_prices_in(book, read_small_file(path), path.name, today)


def with_prices_in(book: PriceBook, data: bytes, name: str, today: datetime.date | None = None) -> PriceBook:
    """The same from the content of such a file, as it is uploaded."""
    document = small_document(data, name, "price file", "prices: {h100-hour: 2.5}")
    return _laid_on(book, document.data, document.place, today, document.mistakes)


def _laid_on(
    book: PriceBook,
    data: dict[str, Any],
    place: Place,
    today: datetime.date | None,
    mistakes: Iterable[str] = (),
) -> PriceBook:
    file, wrong = read_model(PriceFile, data, place)
    today = today or datetime.date.today()
    wrong = [*mistakes, *wrong, *_wrong_currency(data, place), *_wrong_prices(book, data, place)]
    wrong += implausible(file, place, today) if file else []
    if file is None or wrong:
        raise PriceError("\n".join(dict.fromkeys(wrong)))
    day = file.as_of or today
    rate = file.usd_per_unit or 1.0
    known = book.prices
    prices = {
        id: _price(id, _with_unit(given, known.get(id)), known.get(id), day, rate) for id, given in file.prices.items()
    }
    models = {name: _model(name, given, day, rate) for name, given in file.models.items()}
    return book.model_copy(
        update={
            "prices": {**book.prices, **prices},
            "models": {**book.models, **models},
            "given": book.given | prices.keys() | models.keys(),
        }
    )


def _wrong_currency(data: Mapping[str, Any], place: Place) -> list[str]:
    currency, here = data.get("currency", "USD"), place(("currency",))
    if not isinstance(currency, str) or not currency.strip():
        return []
    is_dollars = currency.strip().upper() in ("USD", "US$", "$")
    if is_dollars and "usd_per_unit" in data:
        return [
            f"{place(('usd_per_unit',))}: `usd_per_unit` only goes with another currency; take it out, or name yours "
            "in `currency`."
        ]
    if not is_dollars and "usd_per_unit" not in data:
        return [
            f"{here}: `currency` is `{currency}`, but prices here are in US dollars; convert them and write `USD`, or "
            f"add `usd_per_unit`, the dollars that one {currency} is, such as 1.08."
        ]
    return []


def _wrong_prices(book: PriceBook, data: Mapping[str, Any], place: Place) -> list[str]:
    given = data.get("prices")
    mistakes = []
    written = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
    for id, price in given.items() if isinstance(given, Mapping) else ():
        here, known = place(("prices", str(id))), book.prices.get(str(id))
        unit = price.get("unit") if isinstance(price, Mapping) else None
        if known is None and unit is None:
            hint = nearest(str(id), book.prices) or " See `advisor prices` for their ids."
            mistakes.append(
                f"{here}: there is no price `{id}` in the price book.{hint} A price of your own needs `value` and "
                "`unit`."
            )
        elif not written.fullmatch(str(id)):
            mistakes.append(
                f"{here}: `{id}` is no id; write small letters and digits, with single hyphens between them."
            )
        if known is not None and isinstance(unit, str) and unit != known.unit:
            mistakes.append(
                f"{place(('prices', str(id), 'unit'))}: `unit` of `{id}` is `{known.unit}`, not `{unit}`; convert the "
                "figures, or give your price another id."
            )
    return mistakes


def _price(id: str, given: GivenPrice, known: Price | None, day: datetime.date, rate: float) -> Price:
    times = rate if given.unit.startswith("USD") else 1.0
    low, high = given.range
    return Price(
        id=id,
        title=given.title or (known.title if known else id),
        value=given.value * times,
        low=low * times,
        high=high * times,
        unit=given.unit,
        source=(SourceRef(ref=YOUR_FILE),),
        as_of=given.as_of or day,
        note=given.note,
    )


def _with_unit(given: Amount | GivenPrice, known: Price | None) -> GivenPrice:
    if isinstance(given, GivenPrice):
        return given
    assert known is not None  # noqa: S101  (`_wrong_prices` has seen to it)
    return GivenPrice(value=given.likely, low=given.low, high=given.high, unit=known.unit)


def _model(name: str, given: GivenModel, as_of: datetime.date | None, rate: float) -> ModelPrices:
    return ModelPrices(
        model=name,
        id=name,
        provider=None,
        prices=_times(given, rate),
        batch=_times(given.batch, rate) if given.batch else None,
        origin=_("your price file"),
        as_of=as_of,
    )


def _times(prices: TokenPrices, rate: float) -> TokenPrices:
    read, write = prices.cache_read, prices.cache_write
    return TokenPrices(
        input=prices.input * rate,
        output=prices.output * rate,
        cache_read=None if read is None else read * rate,
        cache_write=None if write is None else write * rate,
    )


def _place_in_mapping(path: Path) -> str:
    return ": ".join(("your prices", *map(str, path[:-1])))


def _text_keys(given: Any) -> Any:
    """A mapping with texts for keys, as YAML has them."""
    return {str(key): _text_keys(value) for key, value in given.items()} if isinstance(given, Mapping) else given
