"""Which models are, or will be, shut down or closed for tuning, by the dates of the price book.

A date is the first day on which it is over: a model that ends on 14 January is gone on 14 January.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from advisor.schema.prices import Availability, PriceBook

_PROVIDERS: Final = {
    "openai": "openai",
    "azure": "azure",
    "anthropic": "anthropic",
    "claude": "anthropic",
    "bedrock": "aws",
    "aws": "aws",
    "amazon": "aws",
    "vertex": "vertex",
    "google_vertex": "vertex",
    "google": "google",
    "gemini": "google",
    "palm": "google",
    "mistral": "mistral",
    "cohere": "cohere",
}
"""How a word for a provider begins -> its name in the price book. Vertex has other dates than the Gemini API."""

_HOSTS: Final = frozenset({"azure", "aws", "vertex"})
"""Clouds that serve the models of others: their dates hold where they are named."""

_TUNED: Final = "ft:"


def notices(
    book: PriceBook, model: str, provider: str | None, today: datetime.date, *, is_tuned: bool = False
) -> tuple[Availability, ...]:
    """The rows about a model: those that hold on that day already, then by date.

    `model` is as an eval tool writes it: `gpt-4o`, `openai:chat:gpt-4o`, `google/gemini-2.5-pro`. A fine-tune is known
    by its base model (`ft:gpt-4o-mini-2024-07-18:acme::abc`, `gpt-4o-mini-2024-07-18.ft-abc`, or the base's own name
    and `is_tuned`). It ends with its base, except where the same provider has a row for fine-tunes (patterns that
    begin with `ft:`). A provider's rows match where it is named (`provider`, else in the name); those of a model's
    maker also where none is.
    """
    read = _take_apart(model)
    served_by = (_known_provider(provider) or provider.lower()) if provider else read.provider
    is_tuned = is_tuned or read.is_tuned
    rows = [row for row in book.availability if _is_served_by(row, served_by)]
    base = [row for row in rows if _is_about(row, read.names)]
    tuned = [row for row in rows if _is_about(row, tuple(_TUNED + name for name in read.names))] if is_tuned else []
    replaced = {row.provider for row in tuned}
    found = tuned + [row for row in base if row.ends is None or row.provider not in replaced]
    return tuple(sorted(found, key=lambda row: (_first_day(row) > today, not is_gone(row, today), _first_day(row))))


def is_gone(row: Availability, today: datetime.date) -> bool:
    """Whether the models are shut down."""
    return row.ends is not None and row.ends <= today


def is_closed_to_tuning(row: Availability, today: datetime.date) -> bool:
    """Whether no new training can be started, be it only because the models are shut down."""
    return is_gone(row, today) or (row.tuning_ends is not None and row.tuning_ends <= today)


def ends_within(row: Availability, start: datetime.date, months: int) -> bool:
    """Whether the models are shut down before so many months from `start` on are over."""
    return row.ends is not None and row.ends < months_later(start, months)


def months_later(start: datetime.date, months: int) -> datetime.date:
    """The first day after so many months from `start` on; the last day there is where the calendar ends."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > datetime.MAXYEAR:
        return datetime.date.max
    return datetime.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class _Name:
    """A model's name, read."""

    provider: str | None
    """Who serves it, as far as the name tells."""
    names: tuple[str, ...]
    """What it may be called there: the text, and the text behind each mark, for a name may hold marks of its own, as
    `llama3:8b` does."""
    is_tuned: bool


def _take_apart(model: str) -> _Name:
    text = model.strip().lower()
    tuned = re.search(r"(?:^|[:/])ft:([^:]+)", text)
    if tuned:
        return _Name(_known_provider(text[: tuned.start()]) or "openai", (tuned[1],), is_tuned=True)
    base = re.sub(r"\.ft-.*$", "", text)
    words = [word for word in re.split("[:/]", base)[:-1] if word not in ("", "models")]
    provider = next((known for word in reversed(words) if (known := _known_provider(word))), None)
    starts = (0, *(mark.end() for mark in re.finditer("[:/]", base)))
    return _Name(
        provider or (words[0] if words else None), tuple(base[start:] for start in starts), is_tuned=base != text
    )


def _known_provider(text: str | None) -> str | None:
    for word in reversed(re.split("[:/]", (text or "").lower())):
        for start, name in _PROVIDERS.items():
            if word.startswith(start):
                return name
    return None


def _is_served_by(row: Availability, provider: str | None) -> bool:
    if provider is None:
        return row.provider not in _HOSTS
    return row.provider in (None, provider)


def _is_about(row: Availability, names: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for name in names for pattern in row.models)


def _first_day(row: Availability) -> datetime.date:
    return min((day for day in (row.ends, row.tuning_ends) if day is not None), default=datetime.date.max)
