"""What is made of a rule book once, and kept for as long as the book lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

from advisor.schema.rules import Book

Made = TypeVar("Made")


class PerBook(Generic[Made]):
    """Book -> what `make` makes of it, made when it is first asked for. A copy of a book is another book."""

    def __init__(self, make: Callable[[Book], Made]) -> None:
        self._make = make
        self._kept: dict[int, tuple[weakref.ref[Book], Made]] = {}

    def __call__(self, book: Book) -> Made:
        key, kept = id(book), self._kept
        found = kept.get(key)
        if found is None or found[0]() is not book:
            found = kept[key] = weakref.ref(book, lambda _: kept.pop(key, None)), self._make(book)
        return found[1]
