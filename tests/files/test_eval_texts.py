"""Texts of a tool are shown without the folders of the machine it ran on; marks and labels mean the same everywhere."""

from __future__ import annotations

import pytest

from advisor.files.eval_source import base_name
from advisor.files.sample_texts import shown_text
from advisor.files.score_values import amount, count, label, score_value
from advisor.files.without_folders import one_line, plain_text, without_folders


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/srv/team/evals/provider.py", "provider.py"),
        ("file:///srv/team/provider.py", "file://provider.py"),
        ("python:/srv/team/provider.py:call", "python:provider.py:call"),
        ("C:\\Users\\ana\\evals\\run.json", "run.json"),
        ("cannot open '/srv/a/b.txt' or \"/srv/c/d.txt\"", "cannot open 'b.txt' or \"d.txt\""),
        ("hf/meta-llama/Llama-3", "hf/meta-llama/Llama-3"),
        ("https://host/v1/chat", "https://host/v1/chat"),
        ("and/or 3/4", "and/or 3/4"),
    ],
)
def test_an_absolute_path_is_cut_to_its_last_part(text: str, shown: str) -> None:
    assert without_folders(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("red\x1b[31m", "red�[31m"),
        ("two\nlines\tand\x00", "two lines and�"),
        ("turned \u202egpj.exe", "turned �gpj.exe"),
        ("half \ud800", "half �"),
        ("検索\u3000🧑\u200d🍳 =cmd|' /C calc'!A0", "検索\u3000🧑\u200d🍳 =cmd|' /C calc'!A0"),
    ],
)
def test_terminal_codes_line_breaks_and_turned_text_are_not_shown(text: str, shown: str) -> None:
    assert plain_text(text) == shown


def test_texts_for_a_person_are_bounded_and_structures_are_json() -> None:
    assert [shown_text(value) for value in (None, "", [], {}, 0, "a\nb", ["ü", {"a": 1}])] == [
        None, None, None, None, "0", "a\nb", '["ü", {"a": 1}]',
    ]  # fmt: skip
    assert shown_text("x" * 20_001) == "x" * 19_999 + "…"


def test_an_error_text_becomes_one_short_line() -> None:
    assert one_line("Error: 504\n  at /srv/x.js") == "Error: 504"
    assert one_line("\n \n") == ""
    assert one_line("x" * 500) == "x" * 199 + "…"


@pytest.mark.parametrize("name", ["/srv/a/run.csv", "a\\b\\run.csv", "run.csv", "C:\\a/run.csv"])
def test_the_base_name_is_found_in_either_notation(name: str) -> None:
    assert base_name(name) == "run.csv"


@pytest.mark.parametrize(
    "blank", [None, "", "  ", "NaN", "null", "N/A", "inf", "-Infinity", float("nan"), float("inf")]
)
def test_blank_nan_and_infinite_marks_are_unscored(blank: object) -> None:
    assert score_value(blank) is None


@pytest.mark.parametrize("value", ["1,5", "0x10", "1_000", [1], {"a": 1}, b"1", "1e13", 10**400, -(10**400)])
def test_other_values_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="which is"):
        score_value(value)


def test_amounts_and_counts_begin_at_zero() -> None:
    assert (amount("0.5"), count(3.0), count("")) == (0.5, 3, None)
    with pytest.raises(ValueError, match="below 0"):
        amount(-1)
    with pytest.raises(ValueError, match="no whole number"):
        count(1.5)


def test_labels_of_numbers_are_those_of_their_text() -> None:
    assert [label(value) for value in (7, 7.0, "7", " 7 ", True, 7.5)] == ["7", "7", "7", "7", "True", "7.5"]
