"""The price book: `rules/prices.yaml`, which lies in the package or beside it."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from advisor.errors import AdvisorError, PriceError
from advisor.files.compiled import home_of
from advisor.files.repairs import listed, nearest, read_model
from advisor.files.yaml_text import Document, parse
from advisor.schema.prices import Availability, Price, PriceBook, price_age

PRICES = "prices.yaml"
_PARTS = ("prices", "availability")


@cache
def load_price_book() -> PriceBook:
    """The book that comes with the package, read once a process. Raises `PriceError` with every mistake in it."""
    document = _parse(home_of("rules"))
    book, mistakes = read_price_book(document)
    if book is None:
        raise PriceError("\n".join(mistakes))
    return book


def read_price_book(document: Document) -> tuple[PriceBook | None, list[str]]:
    """The book in a document and no mistakes, or None and every mistake, one line each."""
    data = document.data
    if not isinstance(data, dict) or set(data) != set(_PARTS):
        return None, [f"{document.name}:1: the file must hold two lists, {listed(_PARTS)}, and nothing else."]
    mistakes = list(document.mistakes)
    prices, found = read_model(
        TypeAdapter(tuple[Price, ...]), data["prices"] or [], lambda path: document.place(("prices", *path))
    )
    mistakes += found
    rows, found = read_model(
        TypeAdapter(tuple[Availability, ...]),
        data["availability"] or [],
        lambda path: document.place(("availability", *path)),
    )
    mistakes += found
    mistakes += _twice(document)
    for i, row in enumerate(rows or ()):
        place = document.place(("availability", i))
        if row.ends is None and row.tuning_ends is None:
            mistakes.append(f"{place}: `{row.id}` has no date; write `ends`, `tuning_ends` or both.")
        mistakes += [
            f"{place}: `{pattern}` would match no model; write it in small letters."
            for pattern in row.models
            if pattern != pattern.lower()
        ]
    if prices is None or rows is None or mistakes:
        return None, mistakes
    return PriceBook(prices={price.id: price for price in prices}, availability=rows), []


def check_price_book(folder: Path, sources: Collection[str], today: datetime.date) -> tuple[list[str], list[str]]:
    """Every mistake in the `prices.yaml` of a folder of rules, and every price that is to be read again.

    A folder without that file has no mistake: the package's own prices are used.
    """
    if not (folder / PRICES).exists():
        return [], []
    try:
        document = _parse(folder)
    except PriceError as error:
        return list(error.lines), []
    book, mistakes = read_price_book(document)
    if book is None:
        return mistakes, []
    parts = (("prices", tuple(book.prices.values())), ("availability", book.availability))
    for part, rows in parts:
        for i, row in enumerate(rows):
            mistakes += [
                f"{document.place((part, i, 'source', j, 'ref'))}: there is no source `{each.ref}` in sources.yaml."
                f"{nearest(each.ref, sources)}"
                for j, each in enumerate(row.source)
                if each.ref not in sources
            ]
            if row.as_of > today:
                mistakes.append(
                    f"{document.place((part, i, 'as_of'))}: `as_of` of `{row.id}` is still to come ({row.as_of}); "
                    "write the day on which the source said so."
                )
    notes = [
        f"{document.place((part, i))}: note: `{row.id}` was last read on {row.as_of}; read its source again and set "
        "`as_of` anew."
        for part, rows in parts
        for i, row in enumerate(rows)
        if price_age(row.as_of, today) == "red" and not _is_over(row, today)
    ]
    return mistakes, notes


def _is_over(row: Price | Availability, today: datetime.date) -> bool:
    """What has ended does not change any more."""
    return isinstance(row, Availability) and (row.ends or row.tuning_ends or today) < today


def _parse(folder: Path) -> Document:
    try:
        return parse((folder / PRICES).read_text(encoding="utf-8-sig"), PRICES)
    except UnicodeDecodeError:
        raise PriceError(f"{PRICES}: this is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise PriceError(f"{PRICES}: it cannot be read ({error.strerror}).") from None
    except AdvisorError as error:
        raise PriceError(str(error)) from None


def _twice(document: Document) -> list[str]:
    mistakes = []
    for part in _PARTS:
        seen: set[str] = set()
        rows = document.data[part]
        for i, row in enumerate(rows if isinstance(rows, list) else ()):
            id = row.get("id") if isinstance(row, dict) else None
            if id in seen:
                mistakes.append(f"{document.place((part, i, 'id'))}: `{id}` is already the id of another; rename one.")
            if isinstance(id, str):
                seen.add(id)
    return mistakes
