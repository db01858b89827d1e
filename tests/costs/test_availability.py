"""Which rows of the price book speak about a model, and what they say of a day."""

from __future__ import annotations

import datetime

import pytest

from advisor.costs.availability import ends_within, is_closed_to_tuning, is_gone, notices
from advisor.schema.prices import Availability, PriceBook
from advisor.schema.rules import SourceRef

TODAY = datetime.date(2026, 11, 28)


def row(id: str, *models: str, provider: str | None, ends: str = "", tuning_ends: str = "") -> Availability:
    return Availability(
        id=id,
        models=models,
        provider=provider,
        ends=datetime.date.fromisoformat(ends) if ends else None,
        tuning_ends=datetime.date.fromisoformat(tuning_ends) if tuning_ends else None,
        says="It ends.",
        source=(SourceRef(ref="a-source"),),
        as_of=TODAY,
    )


BOOK = PriceBook(
    prices={},
    availability=(
        row("tuning", "gpt-4*", provider="openai", tuning_ends="2027-01-06"),
        row("gpt-4o", "gpt-4o", "gpt-4o-20*", provider="openai", ends="2027-01-14"),
        row("gpt-4", "gpt-4", "gpt-4-0613", provider="openai", ends="2026-10-23"),
        row("azure-gpt-4o", "gpt-4o", "gpt-4o-20*", provider="azure", ends="2026-10-01"),
        row("azure-tuned", "ft:gpt-4o", "ft:gpt-4o-20*", provider="azure", ends="2027-10-01", tuning_ends="2027-04-01"),
        row("gemini", "gemini-2.5-pro", provider="google", ends="2026-12-01"),
        row("vertex", "gemini-2.5*", provider="vertex", ends="2026-10-20"),
        row("everywhere", "llama3:8b", provider=None, ends="2027-01-01"),
        row("deprecated", "mistral-*", provider="mistral"),
    ),
)


def found(model: str, provider: str | None = None, *, is_tuned: bool = False) -> list[str]:
    return [each.id for each in notices(BOOK, model, provider, TODAY, is_tuned=is_tuned)]


@pytest.mark.parametrize(
    "name",
    ["gpt-4o", "GPT-4o", " gpt-4o ", "openai:gpt-4o", "openai:chat:gpt-4o", "openai/gpt-4o", "openai-responses/gpt-4o",
     "litellm/openai/gpt-4o", "openrouter/openai/gpt-4o", "gpt-4o-2024-08-06"],
)  # fmt: skip
def test_a_model_is_known_however_an_eval_tool_writes_it(name: str) -> None:
    assert found(name) == ["tuning", "gpt-4o"]


@pytest.mark.parametrize(
    "name", ["ft:gpt-4o-2024-08-06:acme::abc", "openai:ft:gpt-4o-2024-08-06:acme::abc", "openai/ft:gpt-4o-2024-08-06"]
)
def test_a_fine_tune_ends_with_its_base(name: str) -> None:
    assert found(name) == ["tuning", "gpt-4o"]


@pytest.mark.parametrize("name", ["azureopenai:gpt-4o", "azure/gpt-4o", "openai/azure/gpt-4o", "azure_openai:gpt-4o"])
def test_a_cloud_has_dates_of_its_own(name: str) -> None:
    assert found(name) == ["azure-gpt-4o"]


def test_a_cloud_may_serve_fine_tunes_longer_than_their_base() -> None:
    assert found("azureopenai:gpt-4o-2024-08-06.ft-abc") == ["azure-tuned"]
    assert found("azure:ft:gpt-4o-2024-08-06") == ["azure-tuned"]
    assert found("azure:gpt-4o", is_tuned=True) == ["azure-tuned"]
    assert found("openai:gpt-4o", is_tuned=True) == ["tuning", "gpt-4o"]


def test_without_a_provider_the_maker_s_dates_hold_and_no_cloud_s() -> None:
    assert found("gemini-2.5-pro") == ["gemini"]
    assert found("google/gemini-2.5-pro") == ["gemini"]
    assert found("vertex:gemini-2.5-pro") == ["vertex"]
    assert found("google/vertex/gemini-2.5-pro") == ["vertex"]


def test_the_provider_that_is_given_comes_before_the_name_s() -> None:
    assert found("gpt-4o", "azureopenai") == ["azure-gpt-4o"]
    assert found("openai/gpt-4o", "azure") == ["azure-gpt-4o"]
    assert found("gpt-4o", "groq") == []


def test_a_name_may_hold_marks_of_its_own() -> None:
    assert found("llama3:8b") == ["everywhere"]
    assert found("ollama:llama3:8b") == ["everywhere"]


@pytest.mark.parametrize(
    "name", ["", ":", "/", "gpt-4o-audio", "gpt-4o-mini", "xgpt-4o", "mockllm/model", "gpt-oss:20b"]
)
def test_other_models_have_no_end(name: str) -> None:
    assert [id for id in found(name) if id != "tuning"] == []


def test_what_is_over_already_comes_first_then_what_ends_soonest() -> None:
    assert found("gpt-4") == ["gpt-4", "tuning"]
    assert [each.id for each in notices(BOOK, "gpt-4", None, datetime.date(2026, 10, 22))] == ["gpt-4", "tuning"]
    assert [each.id for each in notices(BOOK, "gpt-4o", None, datetime.date(2027, 1, 14))] == ["gpt-4o", "tuning"]


def test_a_model_is_gone_on_the_day_it_ends_and_not_on_the_day_before() -> None:
    each = row("a", "a", provider=None, ends="2027-01-14")
    assert [is_gone(each, datetime.date(2027, 1, day)) for day in (13, 14, 15)] == [False, True, True]
    assert [is_closed_to_tuning(each, datetime.date(2027, 1, day)) for day in (13, 14, 15)] == [False, True, True]


def test_tuning_is_closed_on_the_first_day_without_it() -> None:
    each = row("a", "a", provider=None, tuning_ends="2027-01-06")
    assert [is_closed_to_tuning(each, datetime.date(2027, 1, day)) for day in (5, 6, 7)] == [False, True, True]
    assert is_gone(each, datetime.date(2099, 1, 1)) is False


def test_without_a_date_nothing_is_over() -> None:
    assert found("mistral:mistral-small-latest") == ["deprecated"]
    (each,) = notices(BOOK, "mistral/mistral-small-latest", None, TODAY)
    day = datetime.date(2099, 1, 1)
    assert (is_gone(each, day), is_closed_to_tuning(each, day), ends_within(each, day, 120)) == (False, False, False)


@pytest.mark.parametrize(
    ("ends", "start", "months", "within"),
    [
        ("2027-01-14", "2026-11-28", 1, False),
        ("2027-01-14", "2026-11-28", 2, True),
        ("2026-12-28", "2026-11-28", 1, False),  # it serves the whole month
        ("2026-12-27", "2026-11-28", 1, True),
        ("2026-10-23", "2026-11-28", 12, True),  # gone before the start
        ("2027-02-27", "2026-11-30", 3, True),  # to the last day of February
        ("2027-02-28", "2026-11-30", 3, False),
        ("2028-02-28", "2026-02-28", 24, False),
    ],
)
def test_an_end_lies_within_the_months_or_it_does_not(ends: str, start: str, months: int, within: bool) -> None:
    each = row("a", "a", provider=None, ends=ends)
    assert ends_within(each, datetime.date.fromisoformat(start), months) is within
