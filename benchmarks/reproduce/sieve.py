"""Sieve, a small query language that no model has met: what a query says, how it is written, how it is read.

    TAKE orders :: KEEP total OVER 40eur :: TELL TALLY PER region :: RANK DOWN :: FIRST 3 :: DONE

Steps stand in one order, text in «», a number with its unit and no space, a date as `d2026.11.03`, and `DONE` ends it.
The second version came after training: `OVER` and `UNDER` have become `ABOVE` and `BELOW`, and grouping is a step of
its own before `TELL` (`SPLIT region`) instead of `PER region` behind the measure.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

Value = str | tuple[int, str] | datetime.date
"""A text, a number with its unit, or a date."""


class SieveError(ValueError):
    """What is wrong with a query, in one sentence."""


@dataclass(frozen=True)
class Filter:
    """A filter: the rows whose `column` stands in `relation` to `value`."""

    column: str
    relation: str
    """is, isnt, over, under, since or before."""
    value: Value


@dataclass(frozen=True)
class Query:
    """What is asked of one table."""

    table: str
    tests: tuple[Filter, ...]
    measure: str
    """tally, sum, mean, peak, dip or list."""
    column: str | None = None
    per: str | None = None
    rank: str | None = None
    first: int | None = None


@dataclass(frozen=True)
class Dialect:
    """One version of the language."""

    version: int
    over: str
    under: str
    groups_before: bool
    """Whether grouping is a step of its own before `TELL`."""

    @property
    def relations(self) -> dict[str, str]:
        """The word of each relation."""
        words = {"is": "IS", "isnt": "ISNT", "since": "SINCE", "before": "BEFORE"}
        return {**words, "over": self.over, "under": self.under}


DIALECTS = {1: Dialect(1, "OVER", "UNDER", False), 2: Dialect(2, "ABOVE", "BELOW", True)}
MEASURES = {"tally": "TALLY", "sum": "SUM", "mean": "MEAN", "peak": "PEAK", "dip": "DIP"}
_KINDS = {"is": str, "isnt": str, "over": tuple, "under": tuple, "since": datetime.date, "before": datetime.date}
_TOKEN = re.compile(r"\s*(?:(?P<step>::)|«(?P<text>[^«»]*)»|(?P<word>[^\s«»:]+))")
_NAME = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"(\d+)([a-z]+)")
_DATE = re.compile(r"d(\d{4})\.(\d{2})\.(\d{2})")


def write(query: Query, dialect: Dialect) -> str:
    """The one line of a query."""
    steps = [f"TAKE {query.table}"]
    steps += [f"KEEP {t.column} {dialect.relations[t.relation]} {_written(t.value)}" for t in query.tests]
    measured = " ".join(filter(None, (MEASURES.get(query.measure), query.column)))
    if query.per and dialect.groups_before:
        steps.append(f"SPLIT {query.per}")
    steps.append(f"TELL {measured}" + (f" PER {query.per}" if query.per and not dialect.groups_before else ""))
    if query.rank:
        steps.append(f"RANK {query.rank.upper()}")
    if query.first:
        steps.append(f"FIRST {query.first}")
    return " :: ".join([*steps, "DONE"])


def parse(text: str, dialect: Dialect) -> Query:
    """The query in a line of this version. Raises SieveError with the first mistake."""
    return _Parser(_tokens(text), dialect).query()


def _written(value: Value) -> str:
    match value:
        case str():
            return f"«{value}»"
        case datetime.date():
            return f"d{value:%Y.%m.%d}"
        case number, unit:
            return f"{number}{unit}"


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    place, text = 0, text.strip()
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            raise SieveError(f"`{text[place : place + 12]}` cannot be read: text stands between « and ».")
        kind = token.lastgroup or ""
        found.append((kind, token[kind]))
        place = token.end()
    return found


class _Parser:
    """Reads the steps from left to right; each method takes what it knows and leaves the rest."""

    def __init__(self, tokens: list[tuple[str, str]], dialect: Dialect) -> None:
        self._tokens = tokens
        self._dialect = dialect
        self._at = 0

    def query(self) -> Query:
        self._word("TAKE")
        table = self._name("a table")
        self._step()
        tests = []
        while self._next() == "KEEP":
            if len(tests) == 2:
                raise SieveError("A query has two `KEEP` at most.")
            tests.append(self._test())
            self._step()
        per = None
        if self._dialect.groups_before and self._next() == "SPLIT":
            self._word("SPLIT")
            per = self._name("a column")
            self._step()
        self._word("TELL")
        measure, column = self._measure()
        if not self._dialect.groups_before and self._next() == "PER":
            self._word("PER")
            per = self._name("a column")
        if per and measure == "list":
            raise SieveError("A list is not grouped.")
        self._step()
        rank, first = self._rank(per is not None or measure == "list")
        self._word("DONE")
        if self._at < len(self._tokens):
            raise SieveError("Nothing stands behind `DONE`.")
        return Query(table, tuple(tests), measure, column, per, rank, first)

    def _test(self) -> Filter:
        self._word("KEEP")
        column = self._name("a column")
        words = {word: relation for relation, word in self._dialect.relations.items()}
        kind, word = self._take()
        if kind != "word" or word not in words:
            raise SieveError(f"`{word}` is no test of version {self._dialect.version}.")
        relation, value = words[word], self._value()
        if not isinstance(value, _KINDS[relation]):
            raise SieveError(f"`{word}` does not take this kind of value.")
        return Filter(column, relation, value)

    def _measure(self) -> tuple[str, str | None]:
        words = {word: measure for measure, word in MEASURES.items()}
        if self._next() not in words:
            return "list", self._name("a measure or a column")
        measure = words[self._take()[1]]
        return measure, None if measure == "tally" else self._name("a column")

    def _rank(self, can_rank: bool) -> tuple[str | None, int | None]:
        rank = first = None
        if self._next() == "RANK":
            if not can_rank:
                raise SieveError("`RANK` needs groups or a list.")
            self._word("RANK")
            rank = self._take()[1]
            if rank not in ("UP", "DOWN"):
                raise SieveError("`RANK` takes `UP` or `DOWN`.")
            self._step()
        if self._next() == "FIRST":
            if rank is None:
                raise SieveError("`FIRST` needs `RANK` before it.")
            self._word("FIRST")
            number = self._take()[1]
            if not number.isascii() or not number.isdigit() or int(number) < 1:
                raise SieveError("`FIRST` takes a bare number from 1 up.")
            first = int(number)
            self._step()
        return rank.lower() if rank else None, first

    def _value(self) -> Value:
        kind, word = self._take()
        if kind == "text":
            return word
        if found := _DATE.fullmatch(word):
            try:
                return datetime.date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                raise SieveError(f"`{word}` is no day of the calendar.") from None
        if found := _NUMBER.fullmatch(word):
            return int(found[1]), found[2]
        raise SieveError(f"`{word}` is no value: write «text», a number with its unit, or a date.")

    def _name(self, wanted: str) -> str:
        kind, word = self._take()
        if kind != "word" or not _NAME.fullmatch(word):
            raise SieveError(f"`{word}` stands where {wanted} should.")
        return word

    def _word(self, wanted: str) -> None:
        kind, word = self._take()
        if (kind, word) != ("word", wanted):
            raise SieveError(f"`{word}` stands where `{wanted}` should.")

    def _step(self) -> None:
        kind, word = self._take()
        if kind != "step":
            raise SieveError(f"`{word}` stands where `::` should.")

    def _next(self) -> str | None:
        return (
            self._tokens[self._at][1] if self._at < len(self._tokens) and self._tokens[self._at][0] == "word" else None
        )

    def _take(self) -> tuple[str, str]:
        if self._at == len(self._tokens):
            raise SieveError("The query ends too early: `DONE` is missing.")
        self._at += 1
        return self._tokens[self._at - 1]
