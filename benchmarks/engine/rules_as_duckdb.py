"""DuckDB: rules as one SQL statement of nested stages, over a table of its own with one UTINYINT column a fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import duckdb
from plain_book import APPROACHES, UNKNOWN, PlainBook, conditions_of
from scoring import Decision, Scoring
from sums import Sums, sums_of
from text import expression

if TYPE_CHECKING:
    import numpy as np

_NOT_KNOWN = 255
_WIDTHS = {16: "smallint", 32: "integer", 64: "bigint"}
_EVERY = range(len(APPROACHES))


class DuckdbBatch:
    """A prepared query over a table in memory; the answer comes back as NumPy columns.

    Measured: preparing saves a fifth; smaller row groups, which would give a second thread work at 100,000 rows, and
    reading the NumPy columns in place save nothing.
    """

    label = "DuckDB SQL, UTINYINT columns"

    def __init__(self, book: PlainBook, parts: Iterable[str] = ("approach", "probabilities")) -> None:
        self.connection = duckdb.connect()
        self.sql = batch_sql(book, tuple(parts))

    def table(self, codes: Mapping[str, np.ndarray]) -> str:
        """A table of DuckDB's own and the query on it; the name to call it by."""
        self.connection.register("given", {fact: column.astype("uint8") for fact, column in codes.items()})
        self.connection.execute("create or replace table answers as select * from given")
        self.connection.unregister("given")
        self.connection.execute("prepare decide as " + self.sql)
        return "execute decide"

    def decide(self, call: str) -> dict[str, np.ndarray]:
        """The answers as columns: `approach` (0 to 3; 255 where all are ruled out), `p0` to `p3` and what was asked."""
        return self.connection.execute(call).fetchnumpy()

    def read(self, answer: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """The same."""
        return answer


class DuckdbRow:
    """One decision: a prepared statement over NumPy columns of one row, written anew; the rest by the shared scoring.

    Measured: a statement with parameters takes three to five times as long, prepared or not; so does a table of one
    row that is updated.
    """

    label = "DuckDB SQL, one row, prepared"

    def __init__(self, book: PlainBook, sql: str | None = None) -> None:
        import numpy as np

        self.scoring = Scoring(book)
        self.codes = {
            fact: {value: i for i, value in enumerate(legal)} | {UNKNOWN: _NOT_KNOWN}
            for fact, legal in book["values"].items()
        }
        self.row = {fact: np.zeros(1, dtype=np.uint8) for fact in book["values"]}
        self.connection = duckdb.connect()
        self.connection.register("given", self.row)
        self.connection.execute("prepare decide as " + (sql or row_sql(book)))

    def decide(self, facts: Mapping[str, str]) -> Decision:
        row = self.row
        for fact, codes in self.codes.items():
            row[fact][0] = codes[facts[fact]]
        held = self.connection.execute("execute decide").fetchone() or ()
        return self.scoring.decide([i for i, holds in enumerate(held) if holds])


def row_sql(book: PlainBook) -> str:
    """One Boolean column a condition, from a table named `given`."""
    return f"select {_conditions(book)} from given"


def batch_sql(book: PlainBook, parts: tuple[str, ...]) -> str:
    """The statement for a table named `answers`."""
    sums = sums_of(book)
    sql = f"select {_conditions(book)} from answers"
    fired = [
        (f"h{i}", f'"fired:{each.rule["id"]}"')
        for i, each in enumerate(sums.held)
        if "fired" in parts and not each.stops
    ]
    asked = set(parts) - {"fired"}
    if not asked:
        return f"select {', '.join(f'{old} as {new}' for old, new in fired)} from ({sql})"
    kept = [new for _, new in fired]
    sql = _select([*_counts(sums), *_vetoes(sums), *[f"{old} as {new}" for old, new in fired]], sql)
    sql = _select([*_totals(sums), *_names(sums), *kept], sql)
    sql = _select(["s0", *_capped(sums), *_names(sums), *kept], sql)
    sql = _select([*_settled(sums), *_names(sums, "out"), *kept], sql)
    ranked = [f"{_unless_out(sums, a, f's{a}', _lowest(sums))} as r{a}" for a in _EVERY]
    sql = _select([*ranked, *(f"s{a}" for a in _EVERY), *_names(sums, "out"), *kept], sql)
    sql = _select(["*", "greatest(r0, r1, r2, r3) as top"], sql)
    winner = "case when r0 = top then 0 when r1 = top then 1 when r2 = top then 2 else 3 end"
    if all(sums.rules_out):
        winner = f"case when {' and '.join(f'out{a}' for a in _EVERY)} then {_NOT_KNOWN} else ({winner}) end"
    answer = [f"({winner})::utinyint as approach"]
    if "scores" in asked:
        answer += [f"s{a} / {sums.unit}::double as score{a}" for a in _EVERY]
    if "probabilities" in asked:
        shares = [_unless_out(sums, a, f"exp((r{a} - top) / {sums.unit}::double)", "0.0::double") for a in _EVERY]
        sql = _select(["*", *(f"{share} as e{a}" for a, share in enumerate(shares))], sql)
        total = "greatest(e0 + e1 + e2 + e3, 1e-300)" if all(sums.rules_out) else "(e0 + e1 + e2 + e3)"
        answer += [f"e{a} / {total} as p{a}" for a in _EVERY]
    return _select([*answer, *kept], sql)


def _conditions(book: PlainBook) -> str:
    def atom(fact: str, values: list[str]) -> str:
        legal = [*book["values"][fact], UNKNOWN]
        codes = [_NOT_KNOWN if value == UNKNOWN else legal.index(value) for value in values]
        if len(codes) == 1:
            return f'"{fact}" = {codes[0]}'
        if sorted(codes) == list(range(len(codes))):
            return f'"{fact}" <= {max(codes)}'
        return f'"{fact}" in ({", ".join(map(str, codes))})'

    conditions = [expression(each.clauses, atom, "and", "or") for each in conditions_of(book)]
    return ", ".join(f"({condition}) as h{i}" for i, condition in enumerate(conditions))


def _select(columns: list[str], inner: str) -> str:
    return f"select {', '.join(columns)} from ({inner})"


def _names(sums: Sums, *words: str) -> list[str]:
    lists = {"sup": sums.supports, "out": sums.rules_out, "set": sums.settles}
    return [f"{word}{a}" for word in words or lists for a in _EVERY if lists[word][a]]


def _counts(sums: Sums) -> list[str]:
    return [
        "(" + " + ".join(f"(case when h{i} then 1 else 0 end)::smallint" for i in places) + f")::smallint as c{j}"
        for j, (places, _) in enumerate(sums.groups)
    ]


def _vetoes(sums: Sums) -> list[str]:
    return [
        f"({' or '.join(f'h{i}' for i in places)}) as {word}{a}"
        for word, lists in (("sup", sums.supports), ("out", sums.rules_out), ("set", sums.settles))
        for a, places in enumerate(lists)
        if places
    ]


def _totals(sums: Sums) -> list[str]:
    kind = _WIDTHS[sums.bits]
    return [
        "("
        + " + ".join(
            [f"({sums.priors[a]})::{kind}"]
            + [f"c{j} * ({effect[a]})::{kind}" for j, (_, effect) in enumerate(sums.groups) if effect[a]]
        )
        + f")::{kind} as s{a}"
        for a in _EVERY
    ]


def _capped(sums: Sums) -> list[str]:
    """What no rule supports never stands above the simplest approach that is left."""
    base = "s3"
    for a in (2, 1, 0):
        base = f"case when out{a} then {base} else s{a} end" if sums.rules_out[a] else f"s{a}"
    found = []
    for a in _EVERY[1:]:
        free = [f"{word}{a}" for word, lists in (("sup", sums.supports), ("out", sums.rules_out)) if lists[a]]
        lowered = f"least(s{a}, {base})"
        found.append(
            f"case when {' or '.join(free)} then s{a} else {lowered} end as s{a}" if free else f"{lowered} as s{a}"
        )
    return found


def _settled(sums: Sums) -> list[str]:
    """The best of the settled approaches leads by at least the given number."""
    able = [a for a in _EVERY if sums.settles[a]]
    acts = {a: f"(set{a} and not out{a})" if sums.rules_out[a] else f"set{a}" for a in able}
    found = []
    for a in _EVERY:
        if a not in able:
            found.append(f"s{a}")
            continue
        first = [acts[a]]
        first += [f"(not {acts[b]} or s{a} {'>=' if a < b else '>'} s{b})" for b in able if b != a]
        others = ", ".join(_unless_out(sums, b, f"s{b}", _lowest(sums)) for b in _EVERY if b != a)
        led = f"greatest(s{a}, greatest({others}) + ({sums.lead})::{_WIDTHS[sums.bits]})"
        found.append(f"case when {' and '.join(first)} then {led} else s{a} end as s{a}")
    return found


def _lowest(sums: Sums) -> str:
    return f"({-(1 << sums.bits - 2)})::{_WIDTHS[sums.bits]}"


def _unless_out(sums: Sums, a: int, then: str, otherwise: str) -> str:
    return f"(case when out{a} then {otherwise} else {then} end)" if sums.rules_out[a] else then
