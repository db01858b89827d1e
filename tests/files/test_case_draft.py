"""A case on its way: what is open, what is to be mended, and when its coder may look at the outcome."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT

from advisor.files.case_draft import (
    MISSING,
    as_number,
    examine,
    is_coded,
    propose_id,
    value_at,
    with_entry,
)
from advisor.files.case_file import read_draft
from advisor.files.casebook import load_cases

SHOP = read_draft(Path(__file__).parent / "broken_cases/not_broken/a-shop.yaml")
HONEYCOMB = read_draft(ROOT / "case_studies/honeycomb-query-assistant.yaml")
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
)


def test_of_an_empty_draft_everything_is_open_and_nothing_is_wrong() -> None:
    found = examine({})
    assert (found.case, found.mistakes) == (None, ())
    assert {"id", "source", "setting", "approaches", "outcome", "best"} <= {path[0] for path in found.open}
    assert ("compared",) not in found.open


def test_a_case_is_there_once_nothing_is_open_or_wrong() -> None:
    case = examine(HONEYCOMB).case
    assert case == next(case for case in load_cases().cases if case.id == "honeycomb-query-assistant")


def test_whether_approaches_were_compared_follows_from_what_was_tried() -> None:
    one_kind = with_entry({**HONEYCOMB, "compared": True}, ("approaches", 0, "approach"), "fine-tuning")
    case = examine(one_kind).case
    assert case is not None
    assert case.compared is False


def test_an_answer_that_was_not_given_is_open_and_not_unknown() -> None:
    found = examine(with_entry(HONEYCOMB, ("answers", "gap"), MISSING))
    assert (found.case, found.open) == (None, (("answers", "gap"),))


def test_mistakes_are_told_where_they_stand() -> None:
    found = examine({**SHOP, "best": "rag", "year": "twenty"})
    assert found.at(("best",)) == (
        "`rag` is not among the approaches tried (`fine-tuning`, `prompting`); name one of them, or add to "
        "`approaches` the system that used it.",
    )
    assert found.at(("acceptable",)) == ("`rag` is the best but not in `acceptable`; add it.",)
    assert found.at(("year",)) == ("`twenty` is not a whole number; write `year` with digits alone.",)
    assert found.at(("outcome",)) == ()


def test_a_system_that_is_half_entered_is_open_and_no_mistake() -> None:
    found = examine({"approaches": [{"metrics": []}]})
    assert found.mistakes == ()
    assert {("approaches", 0, "label"), ("approaches", 0, "approach")} <= set(found.open)


def test_a_case_that_is_there_already_is_told() -> None:
    found = examine(HONEYCOMB, load_cases().cases)
    assert [each.says for each in found.mistakes] == [
        "`honeycomb-query-assistant` is already the id of another case; choose another.",
        "this `setting` stands in `honeycomb-query-assistant` too, with the same source and task; write into it what "
        "sets this case apart, or leave the case as it is there.",
    ]


def test_the_outcome_opens_when_the_setting_is_written_and_coded() -> None:
    blind = {key: HONEYCOMB[key] for key in ("setting", "sector", "answers")}
    assert is_coded(blind)
    for path in (("setting",), ("sector",), ("answers",), ("answers", "volume")):
        assert not is_coded(with_entry(blind, path, MISSING))
    assert not is_coded(with_entry(blind, ("answers", "scope"), "narow"))


@pytest.mark.parametrize(
    ("org", "title", "id"),
    [
        ("Honeycomb", "Natural-language query assistant", "honeycomb-natural-language-query-assistant"),
        ("Café Müller & Co.", "Menus", "cafe-muller-co-menus"),
        ("Shop", "Shop's messages", "shop-shops-messages"),
        ("楽天", "分類", ""),
        (None, None, ""),
        ("A", "very " * 30 + "long title", "a-very-long-title"),
    ],
)
def test_the_id_is_proposed_from_who_did_it_and_the_title(org: str | None, title: str | None, id: str) -> None:
    assert propose_id({"org": org, "title": title}) == id


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_proposed_id_is_always_a_right_one(org: str, title: str) -> None:
    id = propose_id({"org": org, "title": title})
    assert id == "" or examine({"id": id}).at(("id",)) == ()


def test_an_entry_is_put_into_a_copy_and_taken_out_again() -> None:
    before: dict[str, Any] = {}
    after = with_entry(before, ("approaches", 0, "metrics", 0, "value"), 0.5)
    assert before == {}
    assert after == {"approaches": [{"metrics": [{"value": 0.5}]}]}
    assert with_entry(after, ("approaches", 0), MISSING) == {"approaches": []}
    assert value_at(after, ("approaches", 1)) is MISSING


@given(st.dictionaries(st.sampled_from(["source", "approaches", "answers", "setting", "id"]), JUNK))
def test_whatever_a_draft_holds_can_be_examined_and_mended(entries: dict[str, Any]) -> None:
    for path, value in (
        (("source", "url"), "https://example.org"),
        (("approaches", 0, "metrics", 0, "value"), 0.5),
        (("answers", "scope"), "narrow"),
    ):
        examine(entries)
        entries = with_entry(entries, path, value)
        assert value_at(entries, path) == value


@pytest.mark.parametrize(
    ("typed", "number"), [("61", 61), ("0.61", 0.61), ("1e-3", 0.001), ("0,61", "0,61"), ("61 %", "61 %"), ("", "")]
)
def test_a_number_is_read_and_what_is_none_stays_as_typed(typed: str, number: object) -> None:
    assert as_number(typed) == number
