"""What a price file says that no team means: figures beyond all prices, days to come, one model under two names."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from advisor.files.repairs import Path
from advisor.schema.amounts import Amount

if TYPE_CHECKING:
    from advisor.files.price_file import PriceFile

_MOST_USD: Final = 10**9


def implausible(file: PriceFile, place: Callable[[Path], str], today: datetime.date) -> list[str]:
    """One line for each, with what to write instead."""
    found = [
        f"{place(path)}: `{path[-1]}` is {usd:g} US dollars; write a price below {_MOST_USD:,}."
        for path, usd in _figures(file)
        if usd >= _MOST_USD
    ]
    found += [
        f"{place(path)}: `as_of` is {day}, which is still to come; write the day on which the price was read."
        for path, day in _days(file)
        if day > today + datetime.timedelta(days=1)  # it may be tomorrow already where the file was written
    ]
    first: dict[str, str] = {}
    for name in file.models:
        other = first.setdefault(name.lower(), name)
        if other != name:
            found.append(f"{place(('models', name))}: `{name}` and `{other}` are the same model; keep one of them.")
    return found


def _figures(file: PriceFile) -> Iterator[tuple[Path, float]]:
    """Every figure of money in US dollars, the larger end of a range."""
    rate = file.usd_per_unit or 1.0
    for id, price in file.prices.items():
        yield ("prices", id), rate * (price.high if isinstance(price, Amount) else price.range[1])
    for name, given in file.models.items():
        for at, prices in ((("models", name), given), (("models", name, "batch"), given.batch)):
            for kind in ("input", "output", "cache_read", "cache_write"):
                yield (*at, kind), rate * (getattr(prices, kind, None) or 0.0)


def _days(file: PriceFile) -> Iterator[tuple[Path, datetime.date]]:
    if file.as_of is not None:
        yield ("as_of",), file.as_of
    for id, price in file.prices.items():
        if (day := getattr(price, "as_of", None)) is not None:
            yield ("prices", id, "as_of"), day
