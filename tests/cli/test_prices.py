"""`advisor prices`: each price with its range, age and sources, each date with what it ends."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from typer.testing import CliRunner

from advisor.cli.main import cli
from advisor.errors import AdvisorError
from advisor.report.price_words import find_prices, prices_as_data, prices_as_text
from advisor.schema.prices import Availability, ModelPrices, Price, PriceBook, TokenPrices
from advisor.schema.rules import Source, SourceRef

TODAY = datetime.date(2026, 11, 28)
SOURCES = {
    id: Source(title=title, by=by, url=f"https://example.org/{id}", checked=TODAY)
    for id, title, by in (("list", "Price list", "A cloud"), ("news", "Notices", "A maker"))
}


def _price(id: str, as_of: str, note: str | None = None, ref: str = "list", high: float = 3) -> Price:
    return Price(
        id=id, title=id.replace("-", " ").capitalize(), value=2, low=min(2.0, high), high=high, unit="USD per hour",
        source=(SourceRef(ref=ref),), as_of=datetime.date.fromisoformat(as_of), note=note,
    )  # fmt: skip


def _row(id: str, ends: str | None, tuning_ends: str | None = None) -> Availability:
    return Availability(
        id=id, models=(f"{id}*",), provider="openai", says=f"{id.capitalize()} ends.", as_of=TODAY,
        ends=datetime.date.fromisoformat(ends) if ends else None,
        tuning_ends=datetime.date.fromisoformat(tuning_ends) if tuning_ends else None,
        source=(SourceRef(ref="news", at="the table"), SourceRef(ref="list")),
    )  # fmt: skip


BOOK = PriceBook(
    prices={
        price.id: price
        for price in (
            _price("big-gpu", "2026-11-01"),
            _price("old-gpu", "2026-08-30", note="At one cloud."),
            _price("older-gpu", "2026-06-01", high=2),
            _price("our-gpu", "2026-11-28", ref="your-price-file"),
        )
    },
    availability=(_row("gpt", "2026-11-29", "2026-11-28"), _row("old", "2026-01-01"), _row("vague", None)),
    models={
        "our-gpt": ModelPrices(
            model="our-gpt", id="our-gpt", provider=None, prices=TokenPrices(input=0.2, output=1), as_of=TODAY,
            origin="your price file",
        )
    },
    given=frozenset({"our-gpu", "our-gpt"}),
)  # fmt: skip


def test_the_whole_list_as_text() -> None:
    assert prices_as_text(find_prices(BOOK, SOURCES, TODAY)) == (
        "PRICES on 2026-11-28, in US dollars (4)\n"
        "\n"
        "  Big gpu [big-gpu]\n"
        "    2 (2 to 3) USD per hour\n"
        "    as of 2026-11-01, fresh; source 1\n"
        "\n"
        "  Old gpu [old-gpu]\n"
        "    2 (2 to 3) USD per hour\n"
        "    At one cloud.\n"
        "    as of 2026-08-30, amber: three months old or more; source 1\n"
        "\n"
        "  Older gpu [older-gpu]\n"
        "    2 USD per hour\n"
        "    as of 2026-06-01, red: half a year old or more; check it before you rely on it; source 1\n"
        "\n"
        "  Our gpu [our-gpu]\n"
        "    2 (2 to 3) USD per hour\n"
        "    as of 2026-11-28, fresh; your price file\n"
        "\n"
        "DATES (3)\n"
        "\n"
        "  Gpt ends. [gpt]\n"
        "    shut down from 2026-11-29 on, in 1 day; no new training since 2026-11-28\n"
        "    models: gpt* (at openai)\n"
        "    as of 2026-11-28, fresh; source 2 (the table), 1\n"
        "\n"
        "  Old ends. [old]\n"
        "    shut down since 2026-01-01\n"
        "    models: old* (at openai)\n"
        "    as of 2026-11-28, fresh; source 2 (the table), 1\n"
        "\n"
        "  Vague ends. [vague]\n"
        "    no date is known\n"
        "    models: vague* (at openai)\n"
        "    as of 2026-11-28, fresh; source 2 (the table), 1\n"
        "\n"
        "TOKEN PRICES, in US dollars per 1M tokens (1)\n"
        "\n"
        "  our-gpt\n"
        "    input 0.2, output 1\n"
        "    batch: no price known\n"
        "    as of 2026-11-28, fresh; your price file\n"
        "\n"
        "SOURCES\n"
        "   1  Price list (A cloud) https://example.org/list\n"
        "   2  Notices (A maker) https://example.org/news\n"
    )


def test_a_word_filters_prices_and_dates() -> None:
    found = find_prices(BOOK, SOURCES, TODAY, "OLD")
    assert [price.id for price in found.prices] == ["old-gpu", "older-gpu"]
    assert [row.id for row in found.availability] == ["old"]
    assert found.models == ()


def test_the_name_of_a_model_finds_its_dates_however_it_is_written() -> None:
    found = find_prices(BOOK, SOURCES, TODAY, "ft:gpt-4o-2024-08-06:acme::abc")
    assert [row.id for row in found.availability] == ["gpt"]


def test_nothing_by_a_word_is_empty() -> None:
    assert find_prices(BOOK, SOURCES, TODAY, "nowhere").is_empty


def test_data_carry_age_and_sources() -> None:
    data = prices_as_data(find_prices(BOOK, SOURCES, TODAY, "gpu"))
    assert [(each["id"], each["age"], each["given"]) for each in data["prices"]] == [
        ("big-gpu", "fresh", False),
        ("old-gpu", "amber", False),
        ("older-gpu", "red", False),
        ("our-gpu", "fresh", True),
    ]
    assert [each["sources"] for each in data["prices"][2:]] == [
        [{"title": "Price list", "by": "A cloud", "url": "https://example.org/list", "at": None}],
        [{"title": "your price file", "by": None, "url": None, "at": None}],
    ]


def test_the_verb_prints_the_book() -> None:
    run = CliRunner().invoke(cli, ["prices"])
    assert run.exit_code == 0, run.output
    assert "  An H100 (80 GB) at a GPU cloud [h100-hour]\n    3.99 (1.99 to 4.29) USD per hour\n" in run.stdout
    assert "[openai-self-serve-tuning]" in run.stdout
    assert "TOKEN PRICES" not in run.stdout


def test_the_verb_shows_the_token_prices_of_a_model() -> None:
    run = CliRunner().invoke(cli, ["prices", "openai:gpt-4o-mini", "--format", "json"])
    data = json.loads(run.stdout)
    assert [each["prices"]["input"] for each in data["models"]] == [0.15]
    assert "openai-gpt-4o-and-4-1" in [each["id"] for each in data["availability"]]


def test_own_prices_stand_in_the_list(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("prices: {h100-hour: 2.5}\nmodels: {our-llama: {input: 0.2, output: 0.6}}\n", encoding="utf-8")
    data = json.loads(
        CliRunner().invoke(cli, ["prices", "our-llama", "--prices", str(path), "--format", "json"]).stdout
    )
    assert [(each["model"], each["given"]) for each in data["models"]] == [("our-llama", True)]
    run = CliRunner().invoke(cli, ["prices", "h100-hour", "--prices", str(path)])
    assert "    2.5 USD per hour\n" in run.stdout
    assert "; your price file\n" in run.stdout


def test_a_broken_price_file_ends_with_its_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("prices: {h100-hor: 2.5}\n", encoding="utf-8")
    run = CliRunner().invoke(cli, ["prices", "--prices", str(path)])
    assert isinstance(run.exception, AdvisorError)
    assert str(run.exception) == (
        "ours.yaml:1: there is no price `h100-hor` in the price book. Did you mean `h100-hour`? A price of your own "
        "needs `value` and `unit`."
    )


def _complaint(word: str) -> str:
    run = CliRunner().invoke(cli, ["prices", word])
    assert isinstance(run.exception, AdvisorError)
    return str(run.exception)


def test_an_unknown_word_is_answered_with_what_to_do() -> None:
    assert _complaint("nosuchthing") == (
        "prices: nothing is known of `nosuchthing`. Leave the word out to see everything."
    )  # fmt: skip


def test_a_misspelt_model_is_answered_with_the_nearest() -> None:
    assert _complaint("claud-sonnet-5-5").startswith(
        "prices: nothing is known of `claud-sonnet-5-5`. Did you mean `anthropic:claude-sonnet-5-5`"
    )


def test_a_misspelt_model_of_which_there_are_dates_is_told_beside_them() -> None:
    run = CliRunner().invoke(cli, ["prices", "gpt-4o-mni"])
    assert run.exit_code == 0
    assert run.stderr.startswith("No token prices go by `gpt-4o-mni`. Did you mean `openai:gpt-4o-mini`")
