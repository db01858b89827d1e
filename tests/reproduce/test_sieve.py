"""The query language: what is read, what is refused, and that the manual tells the truth about it."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reproduce.scoring import query_in
from benchmarks.reproduce.sieve import DIALECTS, Filter, Query, SieveError, parse, write
from benchmarks.reproduce.sieve_manual import manual

NAMES = st.sampled_from(["price", "weight", "region", "status"])
VALUES = {
    "is": st.text("abc xyz", min_size=1).map(lambda text: text.strip() or "a"),
    "over": st.tuples(st.integers(0, 999), st.sampled_from(["eur", "kg"])),
    "since": st.dates(datetime.date(1000, 1, 1)),
}
VALUES |= {"isnt": VALUES["is"], "under": VALUES["over"], "before": VALUES["since"]}
TESTS = st.sampled_from(sorted(VALUES)).flatmap(
    lambda relation: st.builds(Filter, NAMES, st.just(relation), VALUES[relation])
)


@st.composite
def queries(draw: st.DrawFn) -> Query:
    measure = draw(st.sampled_from(["tally", "sum", "mean", "peak", "dip", "list"]))
    per = draw(st.none() | NAMES) if measure != "list" else None
    rank = draw(st.sampled_from([None, "up", "down"])) if per or measure == "list" else None
    return Query(
        table="orders",
        tests=tuple(draw(st.lists(TESTS, max_size=2))),
        measure=measure,
        column=None if measure == "tally" else draw(NAMES),
        per=per,
        rank=rank,
        first=draw(st.none() | st.integers(1, 99)) if rank else None,
    )


@given(queries(), st.sampled_from([1, 2]))
def test_what_is_written_is_read_again(query: Query, version: int) -> None:
    assert query == parse(write(query, DIALECTS[version]), DIALECTS[version])


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("TAKE orders :: TELL TALLY", "The query ends too early: `DONE` is missing."),
        ("SELECT count FROM orders", "`SELECT` stands where `TAKE` should."),
        ("TAKE orders :: TELL TALLY :: KEEP status IS «late» :: DONE", "`KEEP` stands where `DONE` should."),
        ("TAKE orders :: KEEP status IS late :: TELL TALLY :: DONE", "`late` is no value"),
        ("TAKE orders :: KEEP price OVER 40 :: TELL TALLY :: DONE", "`40` is no value"),
        ("TAKE orders :: KEEP price OVER 40 eur :: TELL TALLY :: DONE", "`40` is no value"),
        ("TAKE orders :: KEEP placed SINCE d2026.02.30 :: TELL TALLY :: DONE", "is no day of the calendar"),
        ("TAKE orders :: KEEP price SINCE 40eur :: TELL TALLY :: DONE", "`SINCE` does not take this kind of value."),
        ("TAKE orders :: TELL TALLY PER region :: FIRST 3 :: DONE", "`FIRST` needs `RANK` before it."),
        ("TAKE orders :: TELL TALLY :: RANK UP :: DONE", "`RANK` needs groups or a list."),
        ("TAKE orders :: TELL TALLY :: DONE and more", "Nothing stands behind `DONE`."),
        ("TAKE orders :: KEEP status IS «late :: TELL TALLY :: DONE", "text stands between « and »"),
        ("", "The query ends too early"),
        (
            "TAKE a :: KEEP b IS «c» :: KEEP b IS «d» :: KEEP b IS «e» :: TELL TALLY :: DONE",
            "A query has two `KEEP` at most.",
        ),
    ],
)
def test_a_broken_rule_is_named(text: str, mistake: str) -> None:
    with pytest.raises(SieveError, match=re.escape(mistake)):
        parse(text, DIALECTS[1])


def test_the_second_version_refuses_what_it_changed_and_takes_what_it_kept() -> None:
    grouped = parse("TAKE orders :: SPLIT region :: TELL TALLY :: DONE", DIALECTS[2])
    assert grouped == parse("TAKE orders :: TELL TALLY PER region :: DONE", DIALECTS[1])
    for old in ("TELL TALLY PER region", "KEEP price OVER 4eur :: TELL TALLY"):
        with pytest.raises(SieveError):
            parse(f"TAKE orders :: {old} :: DONE", DIALECTS[2])
    kept = "TAKE orders :: KEEP status IS «late» :: TELL SUM price :: DONE"
    assert parse(kept, DIALECTS[2]) == parse(kept, DIALECTS[1])


@pytest.mark.parametrize("version", [1, 2])
def test_the_example_of_the_manual_is_a_query_and_every_word_of_the_language_is_explained(version: int) -> None:
    dialect = DIALECTS[version]
    text = manual(dialect)
    example = text.rsplit("Example: ", 1)[1]
    assert example == write(parse(example, dialect), dialect)
    words = {"TAKE", "KEEP", "TELL", "RANK", "FIRST", "DONE", "TALLY", "SUM", "MEAN", "PEAK", "DIP", "UP", "DOWN"}
    words |= {*dialect.relations.values(), "SPLIT" if dialect.groups_before else "PER"}
    assert words == set(re.findall(r"\b[A-Z]{2,}\b", text)) - {"PER", "SPLIT"} | (words & {"PER", "SPLIT"})
    assert len(text.split()) < 200


def test_the_first_line_that_begins_as_a_query_is_taken_whatever_stands_before_it() -> None:
    assert query_in("Here is the query:\n```\nTAKE a :: TELL TALLY :: DONE\n```") == "TAKE a :: TELL TALLY :: DONE"
    assert query_in("The query is:\nSELECT 1") == "SELECT 1"
    assert query_in("") == ""
