"""What people type is kept without what cannot be seen, and never longer than there is room for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import WorkshopError
from advisor.workshop.plain_text import name_key, plain_line, plain_text


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Ana  ", "Ana"),
        ("Ana\x00 Maria", "Ana Maria"),
        ("An\x1b[31ma", "An[31ma"),
        ("one\ttwo\nthree\r\nfour\vfive", "one two three four five"),
        ("\u202eevil\u202c", "evil"),
        ("\u2066isolated\u2069", "isolated"),
        ("A\u200bn\u2060a\ufeff", "Ana"),
        ("soft\u00adhyphen", "softhyphen"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("private \ue000 use", "private use"),
        ("tag \U000e0041", "tag"),
        ("wide\u3000space\u00a0and\u2028line", "wide space and line"),
        ("Ame\u0301lie", "Amélie"),
        ("<b>*Ana*</b> & `x`", "<b>*Ana*</b> & `x`"),
        ("", ""),
        ("\u200d\u200c", ""),
        (" \u200d \u200c ", ""),
        ("\x00\u202e", ""),
        ("\u3164 \u2800\ufe0f", ""),
        ("A\x02\u0300", "À"),
    ],
)
def test_a_line_keeps_what_can_be_seen(typed: str, expected: str) -> None:
    assert plain_line(typed, 60, "name") == expected


@pytest.mark.parametrize("typed", ["👩‍👩‍👧‍👦", "👍🏽", "❤️", "نامه‌ای", "क्‍ष", "🇯🇵", "Ōta 太田", "عربي"])
def test_emoji_with_joiners_and_scripts_that_need_them_stay_whole(typed: str) -> None:
    assert plain_line(typed, 60, "name") == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("one\r\ntwo", "one\ntwo"),
        ("one\rtwo", "one\ntwo"),
        ("one  \n\n  two\t\n", "one\n\n  two"),
        ("one\u2028two\u2029three", "one\ntwo\nthree"),
        ("\n\n\u200d\n", ""),
        ("a\x00b\u202ec", "abc"),
    ],
)
def test_a_text_keeps_its_lines(typed: str, expected: str) -> None:
    assert plain_text(typed, 1000, "reason") == expected


@pytest.mark.parametrize("clean", [plain_line, plain_text])
def test_ten_thousand_characters_are_refused_with_what_to_write_instead(clean: object) -> None:
    with pytest.raises(WorkshopError) as error:
        clean("x" * 10_000, 60, "name")  # type: ignore[operator]
    assert str(error.value) == "`name` is 10,000 characters long; write 60 at most."


def test_what_cannot_be_seen_takes_no_room() -> None:
    assert plain_line("x" * 60 + "\u202e\x00 " * 5_000, 60, "name") == "x" * 60


@pytest.mark.parametrize(("one", "other"), [("Ana", "ANA"), ("Ｊｏ", "jo"), ("Straße", "STRASSE"), ("ﬁn", "fin")])
def test_names_that_look_the_same_are_one(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_names_that_differ_are_two() -> None:
    assert len({name_key(name) for name in ("Ana", "Anna", "Aná")}) == 3


def test_a_joiner_that_nobody_sees_makes_no_other_name() -> None:
    assert name_key("An\u200da") == name_key("Ana")


anything = st.text(st.characters(), max_size=80) | st.text(
    "ae\u0301\u0308 \n\r\t\u200d\u200c\u202e\x00\ud800👩\u2028", max_size=40
)


@given(anything)
def test_what_was_kept_is_kept_as_it_is_the_next_time(typed: str) -> None:
    for clean in (plain_line, plain_text):
        once = clean(typed, 10_000, "text")
        assert clean(once, 10_000, "text") == once


@given(anything, st.integers(1, 40))
def test_nothing_that_is_kept_is_longer_than_there_is_room_or_invisible(typed: str, most: int) -> None:
    for clean in (plain_line, plain_text):
        try:
            kept = clean(typed, most, "text")
        except WorkshopError:
            continue
        assert len(kept) <= most
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and c not in "\n\t" for c in kept)
        assert clean is plain_text or "\n" not in kept
        kept.encode()
        assert unicodedata.is_normalized("NFC", kept)
