"""The prices of a visitor: those that come with the package, with those of a price file laid on top."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import streamlit as st

from advisor.errors import AdvisorError
from advisor.files.price_book import load_price_book
from advisor.files.price_file import with_prices_in
from advisor.language import Language, language
from advisor.schema.prices import PriceBook
from advisor.ui.parts.visit import Visit


@dataclass(frozen=True, slots=True)
class PriceFile:
    """A price file as it was uploaded."""

    name: str
    digest: str
    data: bytes = field(repr=False, compare=False)


def price_file(name: str, data: bytes) -> PriceFile:
    """A file ready to be read."""
    return PriceFile(name, hashlib.sha256(name.encode() + data).hexdigest(), data)


def price_book(visit: Visit) -> PriceBook:
    """The book, with the visitor's prices where their file can be read."""
    return _read(visit.price_file, language())[0]


def price_mistakes(visit: Visit) -> tuple[str, ...]:
    """What is wrong with the price file, a line each; it then counts as not given."""
    return _read(visit.price_file, language())[1]


@st.cache_resource(
    max_entries=12, ttl=3600, show_spinner=False, hash_funcs={PriceFile: lambda file: (file.name, file.digest)}
)
def _read(file: PriceFile | None, lang: Language) -> tuple[PriceBook, tuple[str, ...]]:
    book = load_price_book(lang)
    if file is None:
        return book, ()
    try:
        return with_prices_in(book, file.data, file.name), ()
    except AdvisorError as error:
        return book, error.lines
