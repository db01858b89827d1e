"""Token prices: what genai-prices does on its own, and that its traps are not ours."""

from __future__ import annotations

import datetime
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from genai_prices import Usage, __version__, calc_price
from genai_prices.data import providers
from genai_prices.data_snapshot import DataSnapshot, set_custom_snapshot
from places import ROOT

from advisor.errors import AdvisorError
from advisor.files import model_prices
from advisor.files.model_prices import find_model_prices, known_models, list_date, list_version, nearest_models
from advisor.schema.prices import ModelPrices, PriceBook, PriceTier, TokenPrices

DAY = datetime.date(2026, 11, 28)
NOON = datetime.datetime(2026, 11, 28, 12, tzinfo=datetime.UTC)
VECTORS = [
    case
    for case in json.loads((ROOT / "tests/data/stats_vectors.json").read_text(encoding="utf-8"))["cases"]
    if case["family"] == "genai_prices_call"
]
is_the_list_we_know = pytest.mark.skipif(__version__ != "0.2.3", reason="the numbers are those of genai-prices 0.2.3")


def found(name: str, when: datetime.date = DAY, **known: Any) -> ModelPrices:
    prices = find_model_prices(name, when=when, **known)
    assert prices is not None
    return prices


def said_by_the_package(usage: Usage, model: str, context: dict[str, str] | None = None) -> float:
    said = calc_price(usage, model, provider_id="openai", genai_request_timestamp=NOON, price_context=context)
    return float(said.total_price)


@pytest.fixture
def unread_list() -> Iterator[None]:
    """The list as in a new process."""
    caches = (model_prices._read_list, model_prices._look_up, list_version, list_date)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


# The reference numbers, through the package and through our own prices


@is_the_list_we_know
def test_there_are_eight_reference_calls() -> None:
    assert len(VECTORS) == 8


@is_the_list_we_know
@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["id"])
def test_the_package_gives_the_reference_price(case: dict[str, Any]) -> None:
    given, expected = case["inputs"], case["expected"]
    said = calc_price(
        Usage(**given["usage"]),
        given["model_ref"],
        provider_id=given["provider_id"],
        genai_request_timestamp=datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC),
        price_context=given["price_context"],
    )
    assert (expected["total_price"], expected["model_id"]) == (
        pytest.approx(float(said.total_price), abs=case["abs_tol"]),
        said.model.id,
    )


@is_the_list_we_know
@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["id"])
def test_our_prices_give_the_reference_price(case: dict[str, Any]) -> None:
    given, expected = case["inputs"], case["expected"]
    prices = found(given["model_ref"], datetime.date(2026, 11, 22), provider=given["provider_id"])
    usage = given["usage"]
    read, written = usage.get("cache_read_tokens", 0), usage.get("cache_write_tokens", 0)
    each = prices.batch if given["price_context"] else prices.at(usage["input_tokens"])
    assert each is not None
    plain = usage["input_tokens"] - read - written
    paid_in = (plain * each.input + read * (each.cache_read or 0) + written * (each.cache_write or 0)) / 1e6
    paid_out = usage.get("output_tokens", 0) * each.output / 1e6
    assert (expected["input_price"], expected["output_price"], expected["model_id"]) == (
        pytest.approx(paid_in, abs=case["abs_tol"]),
        pytest.approx(paid_out, abs=case["abs_tol"]),
        prices.id,
    )


# Trap 1: prices go by the size of a request


@is_the_list_we_know
def test_the_package_prices_a_months_tokens_as_one_large_request() -> None:
    one = said_by_the_package(Usage(input_tokens=2_000), "gpt-6-luna")
    all_at_once = said_by_the_package(Usage(input_tokens=1_000_000), "gpt-6-luna")
    assert (pytest.approx(0.10), pytest.approx(0.20)) == (500 * one, all_at_once)


@is_the_list_we_know
def test_our_prices_go_by_the_size_of_one_request() -> None:
    prices = found("gpt-6-luna")
    (tier,) = prices.tiers
    assert (prices.at(2_000).input, prices.at(1_000_000).input) == (0.10, 0.20)
    assert prices.prices == prices.at(tier.from_tokens - 1)
    assert tier.prices == prices.at(tier.from_tokens)


def test_a_tier_begins_with_the_same_token_as_in_the_package() -> None:
    for name in ("gpt-6-luna", "gpt-5.5-pro"):
        prices = found(name)
        for tokens in (prices.tiers[0].from_tokens - 1, prices.tiers[0].from_tokens):
            said = said_by_the_package(Usage(input_tokens=tokens), name)
            assert pytest.approx(said) == tokens * prices.at(tokens).input / 1e6


# Trap 2: a context that no variant matches is passed over in silence


@is_the_list_we_know
def test_the_package_passes_over_a_misspelt_context() -> None:
    usage = Usage(input_tokens=1_000_000)
    standard = said_by_the_package(usage, "gpt-4o-mini")
    assert standard == said_by_the_package(usage, "gpt-4o-mini", {"processing": "bathc"})
    assert standard == 2 * said_by_the_package(usage, "gpt-4o-mini", {"processing": "batch"})


@is_the_list_we_know
def test_the_package_gives_standard_prices_where_it_has_none_for_batch() -> None:
    usage = Usage(input_tokens=1_000_000)
    tuned = "ft:gpt-4o-2024-08-06:org::abc"
    assert 3.75 == said_by_the_package(usage, tuned) == said_by_the_package(usage, tuned, {"processing": "batch"})


@is_the_list_we_know
def test_we_have_batch_prices_only_where_the_list_has_them() -> None:
    assert TokenPrices(input=0.075, output=0.3, cache_read=0.075) == found("gpt-4o-mini").batch
    assert TokenPrices(input=0.5, output=2.5, cache_read=0.05, cache_write=0.625) == found("claude-haiku-4-5").batch
    assert found("ft:gpt-4o-2024-08-06:org::abc").batch is None
    # Its variant for batch holds no price at all.
    assert found("gpt-3.5-turbo-1106").batch is None
    # The list has its batch prices from 14 October 2026 on.
    assert found("gpt-4o-mini", datetime.date(2026, 10, 13)).batch is None


def test_where_cached_tokens_have_no_batch_price_the_note_says_so() -> None:
    assert found("gpt-4o-mini").note == "tokens from the cache cost as much in the batch service as outside it"


# Trap 3: input tokens include the cached ones


def test_the_package_refuses_more_cached_tokens_than_input() -> None:
    message = r"Invalid usage data: cache_read_tokens \(2000\) cannot exceed input_tokens \(1000\)"
    with pytest.raises(ValueError, match=message):
        said_by_the_package(Usage(input_tokens=1_000, cache_read_tokens=2_000), "gpt-4o-mini")
    with pytest.raises(ValueError, match="Missing usage for input_tokens"):
        said_by_the_package(Usage(cache_read_tokens=2_000), "gpt-4o-mini")


def test_our_prices_are_rates_so_that_no_count_of_tokens_can_break_them() -> None:
    each = found("claude-haiku-4-5").prices
    assert (each.input, each.cache_read, each.cache_write) == (1.0, 0.1, 1.25)


# Trap 4: an unknown model raises, one that was shut down does not


def test_the_package_raises_for_an_unknown_model_and_not_for_one_that_was_shut_down() -> None:
    with pytest.raises(LookupError, match="Unable to find model with model_ref='gpt-99' in openai"):
        said_by_the_package(Usage(input_tokens=1), "gpt-99")
    assert said_by_the_package(Usage(input_tokens=1_000_000), "text-davinci-003") == 20.0


@pytest.mark.parametrize("tuned", ["ft:gpt-4.1-2025-04-14:o::x", "ft:gpt-4.1-mini-2025-04-14:o::x", "ft:gpt-4.1"])
def test_tuned_models_of_the_gpt_4_1_family_have_no_price(tuned: str) -> None:
    with pytest.raises(LookupError):
        said_by_the_package(Usage(input_tokens=1), tuned)
    assert find_model_prices(tuned, when=DAY) is None


@pytest.mark.parametrize(
    "name",
    ["gpt-99", "openai:gpt-99", "mockllm/model", "echo", "python:stub.py", "python:gpt-4o", "file://gpt-4o", "", ":"],
)
def test_an_unknown_model_has_no_price(name: str) -> None:
    assert find_model_prices(name, when=DAY) is None


def test_what_the_list_holds_without_a_price_of_tokens_has_no_price() -> None:
    free = next(
        entry for each in providers if each.id == "openrouter" for entry in each.models if not vars(entry.prices)
    )
    nothing = calc_price(Usage(input_tokens=1_000_000), free.id, provider_id="openrouter")
    assert nothing.total_price == 0
    assert find_model_prices(f"openrouter:{free.id}", when=DAY) is None
    # By the hour of sound, and by the character.
    assert find_model_prices("openai:whisper-1", when=DAY) is None
    assert find_model_prices("openai:tts-1", when=DAY) is None


# Who serves it


@pytest.mark.parametrize(
    ("name", "served_by", "listed"),
    [
        ("openai:chat:gpt-4o", "openai", "gpt-4o"),
        ("anthropic:messages:claude-haiku-4-5-20251001", "anthropic", "claude-haiku-4-5"),
        ("vertex:gemini-2.5-pro", "google", "gemini-2.5-pro"),
        ("together/meta-llama/Llama-3.3-70B-Instruct-Turbo", "together", "meta-llama/Llama-3.3-70B-Instruct-Turbo"),
        ("openrouter/openai/gpt-4o", "openrouter", "openai/gpt-4o"),
        (
            "bedrock:us.anthropic.claude-haiku-4-5-20251001-v1:0",
            "aws",
            "regional.anthropic.claude-haiku-4-5-20251001-v1:0",
        ),
        ("gpt-4o-mini-2024-07-18", "openai", "gpt-4o-mini"),
        ("ft:gpt-4o-mini-2024-07-18:org::abc", "openai", "ft:gpt-4o-mini"),
    ],
)
def test_names_of_eval_tools_lead_to_the_provider_that_they_name(name: str, served_by: str, listed: str) -> None:
    prices = found(name)
    assert (name, served_by, listed) == (prices.model, prices.provider, prices.id)


def test_every_entry_of_the_list_is_found_under_its_provider_and_id() -> None:
    entries = [(provider.id, entry) for provider in providers for entry in provider.models]
    lost = []
    for provider, entry in entries:
        prices = find_model_prices(f"{provider}:{entry.id}", when=DAY)
        has_price = entry.get_prices(NOON).input_mtok is not None
        if (prices and (prices.provider, prices.id)) != ((provider, entry.id) if has_price else None):
            lost.append((provider, entry.id))
    assert lost == []


def test_a_provider_that_the_list_does_not_know_is_said() -> None:
    prices = found("acme:gpt-4o-mini")
    assert (prices.provider, prices.batch) == ("openai", None)
    assert prices.note == "the list does not know the provider `acme`: the prices are OpenAI's"
    assert prices.prices == found("github/openai/gpt-4o-mini").prices
    assert prices.prices == found("gpt-4o-mini", provider="acme").prices


def test_a_name_that_only_sounds_like_a_provider_is_not_taken_for_it() -> None:
    note = found("openai-compatible:gpt-4o").note
    assert note == "the list does not know the provider `openai-compatible`: the prices are OpenAI's"


def test_a_provider_that_serves_anothers_model_without_a_listed_price_is_said() -> None:
    prices = found("azureopenai:chat:gpt-4o-mini")
    assert (prices.provider, prices.batch) == ("azure", None)
    assert prices.note == "the list has no price of Microsoft Azure for it: this is what the model's maker asks for"


def test_a_known_provider_without_the_model_is_not_replaced_by_another() -> None:
    assert find_model_prices("groq:gpt-4o-mini", when=DAY) is None


def test_a_bare_name_that_tells_no_maker_is_taken_only_where_one_maker_has_it() -> None:
    prices = found("text-embedding-3-small")
    assert TokenPrices(input=0.02, output=0) == prices.prices
    assert prices.note == "the name tells no provider: the prices are OpenAI's; input tokens alone are charged"
    # An open model: served by many, at many prices.
    assert find_model_prices("llama3.1-8b", when=DAY) is None


def test_a_given_provider_comes_before_the_one_that_the_name_looks_like() -> None:
    assert found("openai/gpt-4o", provider="openrouter").provider == "openrouter"
    assert found("openai:chat:gpt-4o", provider="OpenAI").provider == "openai"


# Dates, hours, other charges


@is_the_list_we_know
def test_a_price_that_changes_is_that_of_the_day_and_the_change_is_said() -> None:
    before, after = found("gemini-4-argon"), found("gemini-4-argon", datetime.date(2026, 12, 1))
    assert (before.prices.input, after.prices.input) == (2.0, 4.0)
    assert before.note == "from 2026-12-01 on the prices are 4 USD input and 20 USD output per 1M tokens"
    assert after.note == "in force since 2026-12-01"


@is_the_list_we_know
def test_of_prices_by_the_hour_the_dearest_are_taken_and_said() -> None:
    prices = found("deepseek:deepseek-chat")
    assert TokenPrices(input=0.27, output=1.1, cache_read=0.07) == prices.prices
    cheaper = "they go down to 0.135 USD input and 0.55 USD output per 1M tokens"
    assert f"these are the prices of the dearest hours; at others {cheaper}" == prices.note


@is_the_list_we_know
def test_charges_beside_tokens_and_deprecated_models_are_said() -> None:
    assert found("perplexity:sonar").note == "each 1,000 requests cost another 12 USD, which is not in these prices"
    hour = "a token that is kept in the cache for an hour costs 2 USD per 1M to write"
    assert hour == found("claude-haiku-4-5").note
    deprecated = next(
        (provider.id, entry.id)
        for provider in providers
        for entry in provider.models
        if entry.deprecated and entry.get_prices(NOON).input_mtok is not None
    )
    assert (found(":".join(deprecated)).note or "").startswith("the list calls the model deprecated")


@is_the_list_we_know
def test_prices_say_which_list_and_of_which_day() -> None:
    prices = found("gpt-4o")
    # The wheel has no date: its newest price that was dated on the day of checking is of 9 November 2026.
    assert ("genai-prices 0.2.3", datetime.date(2026, 11, 9)) == (prices.origin, prices.as_of)


# The team's own


def own_book(name: str) -> PriceBook:
    own = ModelPrices(
        model=name,
        id=name,
        provider=None,
        prices=TokenPrices(input=7, output=8),
        tiers=(PriceTier(from_tokens=10, prices=TokenPrices(input=9, output=9)),),
        origin="your price file",
        as_of=None,
    )
    return PriceBook(prices={}, availability=(), models={name: own})


@pytest.mark.parametrize("name", ["gpt-4o-mini", "openai:chat:gpt-4o-mini", "GPT-4o-mini"])
def test_a_teams_own_price_stands_before_the_list(name: str) -> None:
    prices = found(name, book=own_book("gpt-4o-mini"))
    assert (name, "your price file", 7) == (prices.model, prices.origin, prices.prices.input)


def test_a_teams_own_price_needs_no_list(monkeypatch: pytest.MonkeyPatch, unread_list: None) -> None:
    monkeypatch.setitem(sys.modules, "genai_prices.data", None)
    assert found("python:stub.py", book=own_book("python:stub.py")).prices.input == 7


# Listing and repairing


def test_a_listing_begins_with_the_makers_and_ends_after_fifty() -> None:
    listed = known_models("gpt-4o-mini", when=DAY)
    assert listed[0].model == "openai:ft:gpt-4o-mini"
    assert all(prices == find_model_prices(prices.model, when=DAY) for prices in listed)
    assert len(known_models("", when=DAY)) == 50
    assert known_models("no such model", when=DAY) == []


def test_an_unknown_model_has_neighbours() -> None:
    assert nearest_models("openai:chat:gpt4o-mini")[0] == "openai:gpt-4o-mini"
    assert nearest_models("claude-haiku-4.5")[0] == "anthropic:claude-haiku-4-5"
    assert nearest_models("python:gpt-4o.py") == []
    assert nearest_models("zzz") == []


# Nothing else happens


def test_a_missing_package_is_an_error_that_names_the_extra(monkeypatch: pytest.MonkeyPatch, unread_list: None) -> None:
    monkeypatch.setitem(sys.modules, "genai_prices.data", None)
    with pytest.raises(AdvisorError) as caught:
        find_model_prices("gpt-4o", when=DAY)
    assert (
        str(caught.value) == "Token prices of models need the extra `costs`; install it with: "
        'python -m pip install "llm-approach-advisor[costs]", or give the prices in a price file'
    )


def test_prices_are_read_without_network_and_without_a_thread(
    monkeypatch: pytest.MonkeyPatch, unread_list: None
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    threads = threading.active_count()
    assert found("gpt-4o").prices.input == 2.5
    assert threads == threading.active_count()


def test_prices_that_another_library_downloaded_are_not_taken(unread_list: None) -> None:
    set_custom_snapshot(DataSnapshot(providers=[], from_auto_update=True))
    try:
        assert found("gpt-4o").prices.input == 2.5
    finally:
        set_custom_snapshot(None)


def test_the_price_list_is_not_read_until_a_price_is_asked_for() -> None:
    code = (
        "import sys, datetime; from advisor.files.model_prices import find_model_prices as find; "
        "assert 'genai_prices' not in sys.modules; "
        "assert find('python:stub.py', when=datetime.date(2026, 11, 28)) is None; "
        "assert 'genai_prices' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
