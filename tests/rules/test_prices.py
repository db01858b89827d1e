"""The prices that ship: no mistake, every row sourced, the dates that everything hangs on as they were read."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest
from places import ROOT

from advisor.costs.availability import is_closed_to_tuning, is_gone, notices
from advisor.files.price_book import check_price_book, load_price_book
from advisor.files.rulebook import RuleBook

BOOK = load_price_book()
SOURCES = RuleBook.load().sources
TODAY = datetime.date(2026, 11, 28)


def test_there_is_no_mistake_in_the_prices() -> None:
    assert check_price_book(ROOT / "rules", SOURCES) == []


def test_every_kind_of_price_is_there() -> None:
    kinds = Counter(price.unit for price in BOOK.prices.values())
    assert kinds.keys() == {
        "USD per 1M tokens", "USD per hour", "USD per month", "USD per GB-month", "USD per 1M reads",
        "USD per 1,000 searches", "USD per label", "times the input price", "tokens",
    }  # fmt: skip


def test_every_price_that_comes_with_a_range_says_where_it_is_from() -> None:
    silent = [
        id for id, price in BOOK.prices.items() if price.low < price.high and len(price.source) < 2 and not price.note
    ]
    assert silent == []


def test_no_row_is_younger_than_the_day_it_was_written() -> None:
    assert max(row.as_of for row in (*BOOK.prices.values(), *BOOK.availability)) <= TODAY


def _says(model: str, *, is_tuned: bool = False) -> dict[str, tuple[bool, bool]]:
    """Row -> whether the model is gone, and whether it is closed to tuning, today."""
    return {
        row.id: (is_gone(row, TODAY), is_closed_to_tuning(row, TODAY))
        for row in notices(BOOK, model, None, TODAY, is_tuned=is_tuned)
    }


# https://developers.openai.com/api/docs/deprecations and copies of it, read in November 2026
@pytest.mark.parametrize(
    ("model", "ends"),
    [
        ("openai:gpt-4o", "2027-01-14"),
        ("gpt-4o-mini", "2027-01-14"),
        ("ft:gpt-4.1-mini-2025-04-14:acme::abc", "2027-01-14"),
        ("openai/gpt-5-mini", "2026-12-11"),
        ("o3", "2026-12-11"),
        ("gpt-3.5-turbo", "2026-10-23"),
        ("ft:gpt-3.5-turbo-0125:acme::abc", "2026-10-23"),
        ("gpt-4o-2024-05-13", "2026-10-23"),
        ("gpt-5.1", "2027-04-01"),
    ],
)
def test_an_openai_model_ends_when_openai_says_so(model: str, ends: str) -> None:
    days = [row.ends for row in notices(BOOK, model, None, TODAY) if row.ends]
    assert days == [datetime.date.fromisoformat(ends)]


def test_self_serve_tuning_at_openai_ends_on_6_january_2027() -> None:
    assert _says("gpt-4.1") == {"openai-self-serve-tuning": (False, False), "openai-gpt-4o-and-4-1": (False, False)}
    (row,) = (row for row in BOOK.availability if row.id == "openai-self-serve-tuning")
    assert row.tuning_ends == datetime.date(2027, 1, 6)


def test_azure_serves_a_tuned_model_after_its_base_is_gone() -> None:
    assert _says("azureopenai:gpt-4o") == {"azure-gpt-4o": (True, True)}
    assert _says("azureopenai:gpt-4o", is_tuned=True) == {"azure-gpt-4o-tuned": (False, False)}


def test_newer_models_and_open_weights_have_no_end() -> None:
    for model in ("gpt-6-luna", "claude-sonnet-5-5", "gpt-oss-120b", "ollama:llama3:8b", "vertex:gemini-3.8-flash"):
        assert [row.id for row in notices(BOOK, model, None, TODAY) if row.ends] == [], model


def test_gemini_can_be_tuned_on_google_cloud_and_not_in_the_gemini_api() -> None:
    assert _says("google/gemini-3.8-flash") == {"gemini-api-no-tuning": (False, True)}
    assert _says("vertex:gemini-3.8-flash") == {}
