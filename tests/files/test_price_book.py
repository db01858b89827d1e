"""The price book as it is read and checked, and a team's own prices laid on top."""

from __future__ import annotations

import contextlib
import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT

from advisor.errors import PriceError
from advisor.files.checking import check_knowledge
from advisor.files.price_book import check_price_book, load_price_book, read_price_book
from advisor.files.price_file import with_price_file, with_prices_in
from advisor.files.yaml_text import parse
from advisor.schema.amounts import Amount
from advisor.schema.prices import TokenPrices
from advisor.schema.rules import Source

BROKEN = Path(__file__).parent / "broken_prices"
MESSAGES: dict[str, list[str]] = yaml.safe_load((BROKEN / "messages.yaml").read_text(encoding="utf-8"))
FILES = sorted(path for path in BROKEN.iterdir() if path.name != "messages.yaml")
BOOK = load_price_book()
TODAY = datetime.date(2026, 11, 28)
SOURCES = {
    "a-page": Source(title="A page", by="Us", url="https://example.org", checked=datetime.date(2026, 11, 20)),
}
ROWS = """\
prices:
  - {id: an-hour, title: Hour, value: 2, low: 1, high: 3, unit: USD per hour, source: [{ref: a-page}], as_of: 2026-11-20}
availability:
  - {id: a-model, models: [a-model], ends: 2027-01-14, says: It ends., source: [{ref: a-page}], as_of: 2026-11-20}
"""  # noqa: E501


def _message(given: Any) -> str:
    with pytest.raises(PriceError) as raised:
        with_price_file(BOOK, given, TODAY)
    return str(raised.value)


# The book


def test_the_book_is_read_once() -> None:
    assert load_price_book() is BOOK


def test_a_price_is_an_amount() -> None:
    assert BOOK.prices["label-simple"].amount == Amount(low=0.05, likely=0.08, high=0.15)


@pytest.mark.parametrize(
    ("written", "instead", "mistake"),
    [
        ("high: 3", "high: 1.5", "prices.yaml:2: `prices[0]` is `{'id': 'an-hour', 'title': 'Hour', 'value': 2, "
         "'low': 1, 'h…`: write `low`, `value` and `high` in order."),
        ("high: 3", "high: -3", "prices.yaml:2: `high` is -3, which is below 0.0; write a larger number."),
        ("unit: USD per hour", "unit: EUR per hour", "prices.yaml:2: `EUR per hour` is not a value of `unit`. Did you "
         "mean `USD per hour`? It takes `USD per 1M tokens`, `USD per hour`, `USD per month`, `USD per GB-month`, "
         "`USD per 1M reads`, `USD per 1,000 searches`, `USD per label`, `times the input price`, `tokens`."),
        ("source: [{ref: a-page}], as_of: 2026-11-20}\navail", "source: [], as_of: 2026-11-20}\navail",
         "prices.yaml:2: `source` has too little in it; at least 1 entry."),
        ("ends: 2027-01-14", "ends: 2027-02-31", "prices.yaml:4: `2027-02-31` is not a day; write `ends` as year, "
         "month and day, such as 2027-01-14."),
        ("ends: 2027-01-14", "end: 2027-01-14", "prices.yaml:4: `end` is not a key here. Did you mean `ends`?"),
        ("models: [a-model]", "models: [A-Model]", "prices.yaml:4: `A-Model` matches no model; write it in small "
         "letters."),
        ("[{ref: a-page}], as_of: 2026-11-20}\navail", "[{ref: a-pge}], as_of: 2026-11-20}\navail",
         "prices.yaml:2: there is no source `a-pge` in sources.yaml. Did you mean `a-page`?"),
        ("as_of: 2026-11-20}\navail", "as_of: 2026-11-21}\navail",
         "prices.yaml:2: `as_of` of `an-hour` is 2026-11-21, which is after its sources were read; write the day on "
         "which one of them said so, or set their `checked` anew."),
    ],
)  # fmt: skip
def test_a_mistake_in_the_book_is_told_with_its_line(tmp_path: Path, written: str, instead: str, mistake: str) -> None:
    assert written in ROWS
    (tmp_path / "prices.yaml").write_text(ROWS.replace(written, instead), encoding="utf-8")
    assert check_price_book(tmp_path, SOURCES) == [mistake]


def test_two_rows_may_not_share_an_id(tmp_path: Path) -> None:
    row = ROWS.splitlines()[1]
    (tmp_path / "prices.yaml").write_text(ROWS.replace(row, f"{row}\n{row}"), encoding="utf-8")
    assert check_price_book(tmp_path, SOURCES) == [
        "prices.yaml:3: `an-hour` is already the id of another; rename one."
    ]  # fmt: skip


def test_a_book_without_mistakes_has_none(tmp_path: Path) -> None:
    (tmp_path / "prices.yaml").write_text(ROWS, encoding="utf-8")
    assert check_price_book(tmp_path, SOURCES) == []
    book, mistakes = read_price_book(parse(ROWS, "prices.yaml"))
    assert mistakes == []
    assert book is not None
    assert [*book.prices, *(row.id for row in book.availability)] == ["an-hour", "a-model"]


def test_a_whole_book_of_rules_needs_no_prices_and_those_it_has_are_checked(tmp_path: Path) -> None:
    for path in (ROOT / "rules").glob("*.yaml"):
        if path.name != "prices.yaml":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    assert check_knowledge(tmp_path, today=TODAY).mistakes == ()
    (tmp_path / "prices.yaml").write_text(ROWS, encoding="utf-8")
    assert check_knowledge(tmp_path, today=TODAY).mistakes == (
        "prices.yaml:2: there is no source `a-page` in sources.yaml.",
        "prices.yaml:4: there is no source `a-page` in sources.yaml.",
    )


def test_a_misspelt_list_is_told_by_its_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "prices.yaml").write_text(ROWS.replace("availability:", "availabilty:"), encoding="utf-8")
    assert check_price_book(tmp_path, SOURCES) == [
        "prices.yaml:1: `availability` is missing; add it.",
        "prices.yaml:3: `availabilty` is not a key here. Did you mean `availability`?",
    ]


@pytest.mark.parametrize("text", ["", "- a", "prices", "prices:\navailability:"])
def test_a_file_that_is_no_book_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "prices.yaml").write_text(text, encoding="utf-8")
    assert check_price_book(tmp_path, SOURCES) != []


# A team's own


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_broken_price_file_is_answered_with_every_repair(path: Path) -> None:
    assert _message(path).splitlines() == MESSAGES[path.name]
    with pytest.raises(PriceError) as raised:
        with_prices_in(BOOK, path.read_bytes(), path.name, TODAY)
    assert str(raised.value).splitlines() == MESSAGES[path.name]


def test_every_message_has_its_file() -> None:
    assert sorted(MESSAGES) == [path.name for path in FILES]


def test_a_file_that_is_not_there_is_told() -> None:
    assert _message("nowhere/prices.yaml") == "prices.yaml: there is no such file; check the name and the folder."


def test_a_file_that_is_too_long_is_told() -> None:
    with pytest.raises(PriceError) as raised:
        with_prices_in(BOOK, b"#" * 1_000_001, "long.yaml")
    assert str(raised.value) == "long.yaml: larger than 1 MB; a price file is a few lines of YAML."


def test_mistakes_in_a_mapping_are_told_with_their_keys() -> None:
    assert _message({"curency": "EUR", "prices": {"h100-hor": 1}, "models": {"ours": {"input": float("inf")}}}) == (
        "your prices: models: ours: `input` is wrong: input should be a finite number; it is `inf`.\n"
        "your prices: models: ours: `output` is missing; add it.\n"
        "your prices: `curency` is not a key here. Did you mean `currency`?\n"
        "your prices: prices: there is no price `h100-hor` in the price book. Did you mean `h100-hour`? A price of "
        "your own needs `value` and `unit`."
    )


def test_own_prices_stand_in_the_place_of_the_book_s(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "as_of: 2026-11-20\n"
        "prices:\n"
        "  h100-hour: 2.5\n"
        "  label-simple: [0.05, 0.1, 0.2]\n"
        "  label-expert: {low: 4, likely: 5, high: 6}\n"
        "  our-hosting: {title: Our machines, value: 3, high: 4, unit: USD per hour, as_of: 2026-11-01}\n"
        "models:\n"
        "  our-llama: {input: 0.2, output: 0.6, cache_read: 0.02, batch: {input: 0.1, output: 0.3}}\n",
        encoding="utf-8",
    )
    book = with_price_file(BOOK, path, TODAY)
    assert book.prices["h100-hour"].amount == Amount(low=2.5, likely=2.5, high=2.5)
    assert book.prices["h100-hour"].title == BOOK.prices["h100-hour"].title
    assert book.prices["h100-hour"].note is None  # it was about the book's figure
    assert book.prices["h100-hour"].as_of == datetime.date(2026, 11, 20)
    assert book.prices["label-simple"].amount == Amount(low=0.05, likely=0.1, high=0.2)
    assert book.prices["label-expert"].amount == Amount(low=4, likely=5, high=6)
    assert book.prices["our-hosting"].amount == Amount(low=3, likely=3, high=4)
    assert book.prices["our-hosting"].as_of == datetime.date(2026, 11, 1)
    llama = book.models["our-llama"]
    assert llama.prices == TokenPrices(input=0.2, output=0.6, cache_read=0.02)
    assert llama.batch == TokenPrices(input=0.1, output=0.3)
    assert (llama.origin, llama.as_of) == ("your price file", datetime.date(2026, 11, 20))
    assert book.given == {"h100-hour", "label-simple", "label-expert", "our-hosting", "our-llama"}
    assert book.prices["a100-hour"] == BOOK.prices["a100-hour"]
    assert book.availability == BOOK.availability


def test_the_book_itself_stays_as_it_is() -> None:
    before = BOOK.model_dump()
    with_price_file(BOOK, {"prices": {"h100-hour": 1}}, TODAY)
    assert BOOK.model_dump() == before


def test_prices_without_a_day_are_of_today() -> None:
    book = with_price_file(BOOK, {"prices": {"h100-hour": 1}, "models": {"m": {"input": 1, "output": 2}}}, TODAY)
    assert (book.prices["h100-hour"].as_of, book.models["m"].as_of) == (TODAY, TODAY)


def test_another_currency_is_converted_and_what_is_no_money_is_not() -> None:
    book = with_price_file(
        BOOK,
        {
            "currency": "EUR",
            "usd_per_unit": 1.25,
            "prices": {"h100-hour": [2, 4, 8], "cache-minimum-tokens": 512, "cache-read-openai": 0.2},
            "models": {"m": {"input": 1, "output": 2, "cache_write": 4, "batch": {"input": 0.5, "output": 1}}},
        },
        TODAY,
    )
    assert book.prices["h100-hour"].amount == Amount(low=2.5, likely=5, high=10)
    assert book.prices["cache-minimum-tokens"].value == 512
    assert book.prices["cache-read-openai"].value == 0.2
    assert book.models["m"].prices == TokenPrices(input=1.25, output=2.5, cache_write=5)
    assert book.models["m"].batch == TokenPrices(input=0.625, output=1.25)


def test_one_file_is_laid_on_another() -> None:
    first = with_price_file(BOOK, {"prices": {"h100-hour": 1, "a100-hour": 1}}, TODAY)
    second = with_price_file(first, {"prices": {"h100-hour": 2}}, TODAY)
    assert [second.prices[id].value for id in ("h100-hour", "a100-hour")] == [2, 1]
    assert second.given == {"h100-hour", "a100-hour"}


def test_an_empty_mapping_changes_nothing() -> None:
    assert with_price_file(BOOK, {}, TODAY) == BOOK


@given(st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(["h100-hour", "USD per hour"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["prices", "models", "currency", "h100-hour", "unit", "value", "input"]), inner),
    max_leaves=8,
).filter(lambda given: isinstance(given, dict)))  # fmt: skip
def test_whatever_is_given_is_read_or_answered_with_lines(given: dict[str, Any]) -> None:
    with contextlib.suppress(PriceError):
        assert with_price_file(BOOK, given, TODAY).prices.keys() >= BOOK.prices.keys()
