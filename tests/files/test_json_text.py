"""JSON is read as Python reads it, but safe to show and to store; what is broken is said with its line."""

from __future__ import annotations

import gc
import math
from threading import Thread

import pytest

from advisor.errors import EvalFileError
from advisor.files.collection_pause import paused_collection
from advisor.files.json_text import parse_json, parse_json_lines


def _message(text: str | bytes) -> str:
    with pytest.raises(EvalFileError) as raised:
        parse_json(text, "x.json")
    return str(raised.value)


def test_values_are_those_of_pythons_parser() -> None:
    text = '{"a": 1, "a": 2, "big": 123456789012345678901234567890, "text": "表🙂", "none": null}'
    assert parse_json(text, "x") == {
        "a": 2, "big": 123456789012345678901234567890, "text": "表🙂", "none": None,
    }  # fmt: skip
    found = parse_json("[NaN, Infinity, -Infinity, 1e400]", "x")
    assert isinstance(found, list)
    assert [math.isnan(found[0]), found[1:]] == [True, [math.inf, -math.inf, math.inf]]


def test_half_a_surrogate_pair_becomes_a_question_mark_and_a_whole_one_its_sign() -> None:
    assert parse_json('["\\ud800", "\\ud83d\\ude42", "\\\\ud800", {"\\udc00": 1}]', "x") == [
        "?",
        "🙂",
        "\\ud800",
        {"?": 1},
    ]


def test_nesting_of_some_hundred_levels_is_read_and_of_a_thousand_refused() -> None:
    found = parse_json("[" * 300 + "]" * 300, "x")
    for _ in range(299):
        assert isinstance(found, list)
        found = found[0]
    assert found == []
    assert _message("[" * 1_000 + "]" * 1_000) == (
        "`x.json` is nested too deep to be read: no eval tool writes such a file."
    )


def test_the_line_of_a_mistake_is_said() -> None:
    assert _message('{"a": 1,\n"b": }') == "`x.json`, line 2, is not JSON (Expecting value): export it again."
    assert _message(b'{"a": 1,\n"b": "c') == (
        "`x.json` breaks off in line 2: it is not complete, export or copy it again."
    )


def test_a_number_of_ten_thousand_digits_is_refused() -> None:
    assert _message("[" + "9" * 10_000 + "]") == (
        "`x.json` holds a number or a text that cannot be read: export it again."
    )


def test_lines_are_read_up_to_one_that_is_cut_off() -> None:
    found = parse_json_lines('\n{"a": 1}\n\n{"a": 2}\n{"a"', "x")
    assert found is not None
    assert (found.rows, found.cut_off) == (((2, {"a": 1}), (4, {"a": 2})), True)
    assert parse_json_lines('[{"a": 1}]\n', "x") is None
    with pytest.raises(EvalFileError) as raised:
        parse_json_lines('{"a": 1}\n{"a"\n{"a": 2}\n', "x.jsonl")
    assert str(raised.value) == "`x.jsonl`, line 2, is not JSON: mend or delete this line."


def test_the_collector_stands_still_until_the_last_pause_has_ended() -> None:
    seen: list[bool] = []

    def other() -> None:
        with paused_collection():
            seen.append(gc.isenabled())

    with paused_collection():
        thread = Thread(target=other)
        thread.start()
        thread.join()
        seen.append(gc.isenabled())
    assert (seen, gc.isenabled()) == ([False, False], True)


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with paused_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_somebody_froze_stays_frozen_and_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []

    def count() -> int:
        counted.append(7)
        return 7

    monkeypatch.setattr("advisor.files.collection_pause._Pauses.others_freeze", False)
    monkeypatch.setattr("gc.get_freeze_count", count)
    monkeypatch.setattr("gc.unfreeze", lambda: pytest.fail("unfrozen"))
    for _ in range(3):
        with paused_collection():
            pass
    assert (counted, gc.isenabled()) == ([7], True)
