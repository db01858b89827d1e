"""YAML as authors mean it: numbers, words, emoji of JSON; no nesting that could crash the parser."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from advisor.errors import AdvisorError
from advisor.files.yaml_text import parse


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1.0e+6", 1_000_000.0),
        ('"1e6"', "1e6"),
        ("20_000", 20_000),
        ("0", 0),
        ("010", "010"),
        ("1:30", "1:30"),
        ("yes", "yes"),
        ("true", True),
        (".nan", ".nan"),
        ("2027-01-14", datetime.date(2027, 1, 14)),
    ],
)
def test_a_value_is_read_as_its_author_means_it(written: str, meant: Any) -> None:
    found = parse(f"volume: {written}", "plan.yaml").data["volume"]
    assert (type(found), found) == (type(meant), meant)


def test_an_emoji_that_json_writes_in_two_halves_is_one_character() -> None:
    assert parse(r'{"rag \ud83d\ude80": 1}', "plan.json").data == {"rag 🚀": 1}


def test_a_backslash_before_such_halves_keeps_them_as_they_are() -> None:
    assert parse(r'{"a": "\\ud83d\\ude80"}', "plan.json").data == {"a": r"\ud83d\ude80"}


def test_half_an_emoji_is_no_yaml() -> None:
    with pytest.raises(AdvisorError) as found:
        parse(r'{"a": "\ud83d"}', "plan.json")
    assert str(found.value) == (
        "plan.json:1: this is not YAML (found invalid Unicode character escape code); mend the line or quote the text"
        " in it."
    )


@pytest.mark.parametrize("depth", [41, 100_000])
def test_nesting_that_would_crash_the_parser_is_one_sentence(depth: int) -> None:
    with pytest.raises(AdvisorError) as found:
        parse("\n" + "[" * depth + "]" * depth, "plan.yaml")
    assert str(found.value) == "plan.yaml:2: nested more than 40 levels deep; write it flatter."


def test_forty_levels_are_read() -> None:
    assert parse("[" * 40 + "]" * 40, "plan.yaml").mistakes == ()
