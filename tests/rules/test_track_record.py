"""The track record that ships is that of the rules, weights and cases that ship."""

from __future__ import annotations

from advisor import load_cases
from advisor.files.rulebook import RuleBook
from advisor.files.track_record import held_out_cases, load_held_out_record, load_track_record


def test_the_track_record_is_that_of_this_book_and_these_cases() -> None:
    book, cases = RuleBook.load(), load_cases()
    found = load_track_record(book, cases)
    assert found is not None, "rules, weights or cases have changed: run `advisor backtest --write`"
    assert (found.rules, found.seed) == (len(book.rules), 0)
    assert found.n == sum(case.counts for case in cases.cases)


def test_the_record_on_the_cases_kept_apart_is_that_of_this_book_and_those_cases() -> None:
    folder, found = held_out_cases(), load_held_out_record(RuleBook.load())
    assert folder is not None
    assert found is not None, "rules or weights have changed: run `advisor backtest --write`"
    assert found.cases_fingerprint == load_cases(folder).fingerprint, "run `advisor backtest --write`"
    assert (found.weights, found.seen) == ("shipped", 0)
