"""Polars: rules as lazy expressions in stages, on columns of codes, of an Enum, or of texts.

Stages: atoms, conditions, counts and vetoes, scores, the decision; their expressions are built once. Measured: stages
are faster than one flat list of expressions; `when/then` counts booleans three times as fast as a cast to integers;
a `min_horizontal` inside `when/then` is seventy times slower than a comparison.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import polars as pl
from plain_book import APPROACHES, UNKNOWN, Held, PlainBook, atoms_of, conditions_of
from scoring import Decision, Scoring
from sums import Sums, sums_of

if TYPE_CHECKING:
    import numpy as np

_NOT_KNOWN = 255
_WIDTHS = {16: pl.Int16, 32: pl.Int32, 64: pl.Int64}
_EVERY = range(len(APPROACHES))


class PolarsBatch:
    """A lazy query over a table with one column a fact."""

    def __init__(
        self, book: PlainBook, kind: str = "codes", parts: Iterable[str] = ("approach", "probabilities")
    ) -> None:
        self.book, self.kind, self.parts = book, kind, tuple(parts)
        self.label = {
            "codes": "Polars expressions, UInt8 columns",
            "enum": "Polars expressions, Enum columns",
            "text": "Polars expressions, String columns",
        }[kind]
        self.stages = _stages(book, kind, self.parts)

    def table(self, codes: Mapping[str, np.ndarray]) -> pl.DataFrame:
        """Columns as Polars likes them best."""
        table = pl.DataFrame({fact: column.astype("uint8") for fact, column in codes.items()})
        if self.kind == "codes":
            return table
        columns = []
        for fact, legal in self.book["values"].items():
            kind = pl.Enum([*legal, UNKNOWN]) if self.kind == "enum" else pl.String
            columns.append(
                pl.col(fact).replace_strict([*range(len(legal)), _NOT_KNOWN], [*legal, UNKNOWN], return_dtype=kind)
            )
        return table.select(columns)

    def query(self, table: pl.DataFrame) -> pl.LazyFrame:
        """All stages."""
        query = table.lazy()
        for stage in self.stages:
            query = query.select(stage)
        return query

    def decide(self, table: pl.DataFrame) -> pl.DataFrame:
        """The answers as columns: `approach` (0 to 3; 255 where all are ruled out), `p0` to `p3` and what was asked."""
        return self.query(table).collect()

    def read(self, answer: pl.DataFrame) -> dict[str, np.ndarray]:
        """The same as NumPy columns."""
        return {name: answer[name].to_numpy() for name in answer.columns}


class PolarsRow:
    """One decision: a table of one row, its conditions by Polars, the rest by the shared scoring."""

    label = "Polars expressions, one row"

    def __init__(self, book: PlainBook) -> None:
        self.scoring = Scoring(book)
        self.atoms, self.conditions = _conditions(book, "codes", conditions_of(book))
        self.schema = dict.fromkeys(book["values"], pl.UInt8)
        self.codes = {
            fact: {value: i for i, value in enumerate(legal)} | {UNKNOWN: _NOT_KNOWN}
            for fact, legal in book["values"].items()
        }

    def decide(self, facts: Mapping[str, str]) -> Decision:
        row = {fact: [codes[facts[fact]]] for fact, codes in self.codes.items()}
        table = pl.DataFrame(row, schema=self.schema)
        held = table.lazy().select(self.atoms).select(self.conditions).collect().row(0)
        return self.scoring.decide([i for i, holds in enumerate(held) if holds])


def _stages(book: PlainBook, kind: str, parts: tuple[str, ...]) -> list[list[pl.Expr]]:
    sums = sums_of(book)
    atoms, conditions = _conditions(book, kind, sums.held)
    fired = [
        pl.col(f"h{i}").alias(f"fired:{each.rule['id']}")
        for i, each in enumerate(sums.held)
        if "fired" in parts and not each.stops
    ]
    asked = set(parts) - {"fired"}
    if not asked:
        return [atoms, conditions, fired]
    kept = [pl.col(each.meta.output_name()) for each in fired]
    vetoes = _vetoes(sums)
    flags = [pl.col(each.meta.output_name()) for each in vetoes]
    outs = [pl.col(f"out{a}") for a in _EVERY if sums.rules_out[a]]
    scores, ranked = [pl.col(f"s{a}") for a in _EVERY], [pl.col(f"r{a}") for a in _EVERY]
    stages = [
        atoms,
        conditions,
        [*_counts(sums), *vetoes, *fired],
        [*_sums(sums), *flags, *kept],
        [*_capped(sums), *flags, *kept],
        [*_ranked(sums), *scores, *flags, *kept],
        [*_rests(sums), *ranked, *scores, *flags, *kept],
        [*_settled(sums), *scores, *outs, *kept],
        [pl.max_horizontal(ranked).alias("top"), *ranked, *scores, *outs, *kept],
    ]
    answer = [_winner(sums).alias("approach")]
    if "scores" in asked:
        answer += [(_unless_out(sums, a, ranked[a], scores[a]) / sums.unit).alias(f"score{a}") for a in _EVERY]
    if "probabilities" in asked:
        stages.append([*_shares(sums), pl.col("top"), *ranked, *scores, *outs, *kept])
        shares = [_unless_out(sums, a, pl.col(f"e{a}"), pl.lit(0.0)) for a in _EVERY]
        total = functools.reduce(operator.add, shares)
        if all(sums.rules_out):
            total = pl.when(total == 0).then(1.0).otherwise(total)
        answer += [(share / total).alias(f"p{a}") for a, share in enumerate(shares)]
    return [*stages, [*answer, *kept]]


def _conditions(book: PlainBook, kind: str, held: list[Held]) -> tuple[list[pl.Expr], list[pl.Expr]]:
    """Two stages: each condition on one fact once; then what they add up to, `h0` and so on."""
    atoms = atoms_of(held)
    names = {(fact, tuple(values)): f"a{i}" for i, (fact, values) in enumerate(atoms)}

    def all_of(each: Held) -> pl.Expr:
        parts = [_any([pl.col(names[fact, tuple(values)]) for fact, values in clause]) for clause in each.clauses]
        return functools.reduce(operator.and_, parts) if parts else pl.lit(True)

    return (
        [_atom(book, kind, fact, values).alias(f"a{i}") for i, (fact, values) in enumerate(atoms)],
        [all_of(each).alias(f"h{i}") for i, each in enumerate(held)],
    )


def _atom(book: PlainBook, kind: str, fact: str, values: list[str]) -> pl.Expr:
    column, legal = pl.col(fact), [*book["values"][fact], UNKNOWN]
    if kind != "codes":
        rest = [value for value in legal if value not in values]
        if len(rest) == 1:
            return column != rest[0]
        return column.is_in(values) if len(values) > 1 else column == values[0]
    places = sorted(legal.index(value) for value in values)
    codes = [_NOT_KNOWN if place == len(legal) - 1 else place for place in places]
    if len(codes) > 1 and codes == list(range(len(codes))):
        return column <= codes[-1]
    if len(codes) > 2 and codes == list(range(codes[0], codes[-1] + 1)):
        return (column >= codes[0]) & (column <= codes[-1])
    return _any([column == code for code in codes])


def _any(parts: list[pl.Expr]) -> pl.Expr:
    return functools.reduce(operator.or_, parts)


def _counts(sums: Sums) -> list[pl.Expr]:
    kind = pl.Int8 if len(sums.held) < 128 else pl.Int16
    one, none = pl.lit(1, kind), pl.lit(0, kind)
    return [
        functools.reduce(operator.add, [pl.when(f"h{i}").then(one).otherwise(none) for i in places]).alias(f"c{j}")
        for j, (places, _) in enumerate(sums.groups)
    ]


def _vetoes(sums: Sums) -> list[pl.Expr]:
    return [
        _any([pl.col(f"h{i}") for i in places]).alias(f"{word}{a}")
        for word, lists in (("sup", sums.supports), ("out", sums.rules_out), ("set", sums.settles))
        for a, places in enumerate(lists)
        if places
    ]


def _sums(sums: Sums) -> list[pl.Expr]:
    kind = _WIDTHS[sums.bits]
    found = []
    for a in _EVERY:
        weights: dict[int, list[pl.Expr]] = {}
        for j, (_, effect) in enumerate(sums.groups):
            if effect[a]:
                count = pl.col(f"c{j}")
                weights.setdefault(abs(effect[a]), []).append(count if effect[a] > 0 else -count)
        total = pl.lit(sums.priors[a], kind)
        for weight, counts in weights.items():
            total = total + functools.reduce(operator.add, counts).cast(kind) * pl.lit(weight, kind)
        found.append(total.alias(f"s{a}"))
    return found


def _capped(sums: Sums) -> list[pl.Expr]:
    """What no rule supports never stands above the simplest approach that is left."""
    base = pl.col("s3")
    for a in (2, 1, 0):
        base = _unless_out(sums, a, pl.col(f"s{a}"), base)
    found = [pl.col("s0")]
    for a in _EVERY[1:]:
        score = pl.col(f"s{a}")
        free = [pl.col(f"{word}{a}") for word, lists in (("sup", sums.supports), ("out", sums.rules_out)) if lists[a]]
        found.append(pl.when(_any([*free, score <= base])).then(score).otherwise(base).alias(f"s{a}"))
    return found


def _ranked(sums: Sums) -> list[pl.Expr]:
    lowest = pl.lit(-(1 << sums.bits - 2), _WIDTHS[sums.bits])
    return [_unless_out(sums, a, pl.col(f"s{a}"), lowest).alias(f"r{a}") for a in _EVERY]


def _rests(sums: Sums) -> list[pl.Expr]:
    """What a settled approach must reach: the best of the others and the given lead."""
    lead = pl.lit(sums.lead, _WIDTHS[sums.bits])
    return [
        (pl.max_horizontal([f"r{b}" for b in _EVERY if b != a]) + lead).alias(f"rest{a}")
        for a in _EVERY
        if sums.settles[a]
    ]


def _settled(sums: Sums) -> list[pl.Expr]:
    """The best of the settled approaches leads by at least the given number."""
    able = [a for a in _EVERY if sums.settles[a]]
    acts = {a: pl.col(f"set{a}") & ~pl.col(f"out{a}") if sums.rules_out[a] else pl.col(f"set{a}") for a in able}
    found = []
    for a in _EVERY:
        ranked, rest = pl.col(f"r{a}"), pl.col(f"rest{a}")
        if a in able:
            first = acts[a]
            for b in able:
                if b != a:
                    beats = ranked >= pl.col(f"r{b}") if a < b else ranked > pl.col(f"r{b}")
                    first = first & (~acts[b] | beats)
            ranked = pl.when(first & (ranked < rest)).then(rest).otherwise(ranked).alias(f"r{a}")
        found.append(ranked)
    return found


def _shares(sums: Sums) -> list[pl.Expr]:
    return [((pl.col(f"r{a}") - pl.col("top")).cast(pl.Float64) / sums.unit).exp().alias(f"e{a}") for a in _EVERY]


def _winner(sums: Sums) -> pl.Expr:
    winner = pl.lit(3, pl.UInt8)
    for a in (2, 1, 0):
        winner = pl.when(pl.col(f"r{a}") == pl.col("top")).then(pl.lit(a, pl.UInt8)).otherwise(winner)
    if all(sums.rules_out):
        every = functools.reduce(operator.and_, [pl.col(f"out{a}") for a in _EVERY])
        winner = pl.when(every).then(pl.lit(_NOT_KNOWN, pl.UInt8)).otherwise(winner)
    return winner


def _unless_out(sums: Sums, a: int, then: pl.Expr, otherwise: pl.Expr) -> pl.Expr:
    return pl.when(f"out{a}").then(otherwise).otherwise(then) if sums.rules_out[a] else then
