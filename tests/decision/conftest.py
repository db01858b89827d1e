"""Random situations and the rule book that ships."""

from __future__ import annotations

import pytest

from advisor.files.rulebook import RuleBook
from advisor.schema.rules import Book


@pytest.fixture(scope="session")
def book() -> Book:
    return RuleBook.load()
