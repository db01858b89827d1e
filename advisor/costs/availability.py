"""Which models are, or will be, shut down or closed for tuning, by the dates of the price book.

A date is the first day on which it is over: a model that ends on 14 January is gone on 14 January.
"""

from __future__ import annotations

import calendar
import datetime
import re
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
"""How a word for a provider begins -> the provider's name in the price book; Vertex has dates of its own."""


def notices(book: PriceBook, model: str, provider: str | None, today: datetime.date) -> tuple[Availability, ...]:
    """The rows about a model: those that hold on that day already, then by date.

    `model` is as an eval tool writes it: `gpt-4o`, `openai:chat:gpt-4o`, `google/gemini-2.5-pro`. A fine-tune is known
    by its base model (`ft:gpt-4o-mini-2024-07-18:acme::abc`, `gpt-4o-mini-2024-07-18.ft-abc`): both end on the same
    day. Rows of a provider match where that one is named (`provider`, else in the name), or none is.
    """
    named, names = _take_apart(model)
    served_by = _known_provider(provider) or provider.lower() if provider else named
    found = [
        row
        for row in book.availability
        if (row.provider is None or served_by is None or row.provider == served_by)
        and any(fnmatchcase(name, pattern) for name in names for pattern in row.models)
    ]
    return tuple(sorted(found, key=lambda row: (_first_day(row) > today, not is_gone(row, today), _first_day(row))))


def is_gone(row: Availability, today: datetime.date) -> bool:
    """Whether the models are shut down."""
    return row.ends is not None and row.ends <= today


def is_closed_to_tuning(row: Availability, today: datetime.date) -> bool:
    """Whether no new training can be started, be it only because the models are shut down."""
    return is_gone(row, today) or (row.tuning_ends is not None and row.tuning_ends <= today)


def ends_within(row: Availability, start: datetime.date, months: int) -> bool:
    """Whether the models are shut down before so many months from `start` on are over."""
    if row.ends is None:
        return False
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return row.ends < datetime.date(year, month + 1, day)


def _first_day(row: Availability) -> datetime.date:
    return min((day for day in (row.ends, row.tuning_ends) if day is not None), default=datetime.date.max)


def _take_apart(model: str) -> tuple[str | None, tuple[str, ...]]:
    """Who serves it, as far as the name tells, and what the model may be called: the text, and the text behind each
    mark, for a name may hold marks of its own (`llama3:8b`)."""
    text = model.strip().lower()
    tuned = re.search(r"(?:^|[:/])ft:([^:]+)", text)
    if tuned:
        return _known_provider(text[: tuned.start()]) or "openai", (tuned[1],)
    text = re.sub(r"\.ft-.*$", "", text)
    starts = [0, *(mark.end() for mark in re.finditer("[:/]", text))]
    words = [word for word in re.split("[:/]", text)[:-1] if word not in ("", "models")]
    served_by = next((known for word in reversed(words) if (known := _known_provider(word))), None)
    return served_by or (words[0] if words else None), tuple(text[start:] for start in starts)


def _known_provider(text: str | None) -> str | None:
    words = re.split("[:/]", (text or "").lower())
    return next(
        (name for word in reversed(words) for start, name in _PROVIDERS.items() if word.startswith(start)), None
    )
