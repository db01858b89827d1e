"""The price book: `rules/prices.yaml`, which lies in the package or beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from advisor.errors import AdvisorError, PriceError
from advisor.files.compiled import home_of
from advisor.files.repairs import nearest, read_model
from advisor.files.yaml_text import Document, parse
from advisor.language import Language, in_language, language
from advisor.schema.prices import Availability, Price, PriceBook
from advisor.schema.rules import Source
from advisor.schema.words import Closed

PRICES = "prices.yaml"


class _BookFile(Closed):
    prices: tuple[Price, ...]
    availability: tuple[Availability, ...]


def load_price_book(lang: Language | None = None) -> PriceBook:
    """The book that comes with the package, its texts in that language, else in the one spoken; read once a process.

    Raises `PriceError` with every mistake in it.
    """
    return _load(lang or language())


@cache
def _load(lang: Language) -> PriceBook:
    document = _parse(home_of("rules"), lang)
    book, mistakes = read_price_book(document)
    if book is None:
        raise PriceError("\n".join(mistakes))
    return book


def read_price_book(document: Document) -> tuple[PriceBook | None, list[str]]:
    """The book in a document and no mistakes, or None and every mistake, one line each."""
    file, found = read_model(_BookFile, document.data, document.place)
    mistakes = [*document.mistakes, *found, *_twice(document)]
    mistakes += [
        f"{document.place(('availability', i, 'models'))}: `{pattern}` matches no model; write it in small letters."
        for i, row in enumerate(file.availability if file else ())
        for pattern in row.models
        if pattern != pattern.lower()
    ]
    if file is None or mistakes:
        return None, mistakes
    return PriceBook(prices={price.id: price for price in file.prices}, availability=file.availability), []


def check_price_book(folder: Path, sources: Mapping[str, Source]) -> list[str]:
    """Every mistake in the `prices.yaml` of a folder of rules; none where there is no such file, for then the
    package's own prices hold."""
    if not (folder / PRICES).exists():
        return []
    try:
        document = _parse(folder)
    except PriceError as error:
        return list(error.lines)
    book, mistakes = read_price_book(document)
    if book is None:
        return mistakes
    parts: dict[str, Iterable[Price | Availability]] = {
        "prices": book.prices.values(),
        "availability": book.availability,
    }
    for part, rows in parts.items():
        for i, row in enumerate(rows):
            unknown = [(j, each.ref) for j, each in enumerate(row.source) if each.ref not in sources]
            mistakes += [
                f"{document.place((part, i, 'source', j, 'ref'))}: there is no source `{ref}` in sources.yaml."
                f"{nearest(ref, sources)}"
                for j, ref in unknown
            ]
            if not unknown and row.as_of > max(sources[each.ref].checked for each in row.source):
                mistakes.append(
                    f"{document.place((part, i, 'as_of'))}: `as_of` of `{row.id}` is {row.as_of}, which is after its "
                    "sources were read; write the day on which one of them said so, or set their `checked` anew."
                )
    return mistakes


def _parse(folder: Path, lang: Language = "en") -> Document:
    try:
        read = parse((folder / PRICES).read_text(encoding="utf-8-sig"), PRICES)
        return replace(read, data=in_language(read.data, lang))
    except UnicodeDecodeError:
        raise PriceError(f"{PRICES}: this is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise PriceError(f"{PRICES}: it cannot be read ({error.strerror}).") from None
    except AdvisorError as error:
        raise PriceError(str(error)) from None


def _twice(document: Document) -> list[str]:
    mistakes = []
    for part in _BookFile.model_fields:
        seen: set[str] = set()
        rows = document.data.get(part) if isinstance(document.data, dict) else None
        for i, row in enumerate(rows if isinstance(rows, list) else ()):
            id = row.get("id") if isinstance(row, dict) else None
            if id in seen:
                mistakes.append(f"{document.place((part, i, 'id'))}: `{id}` is already the id of another; rename one.")
            if isinstance(id, str):
                seen.add(id)
    return mistakes
