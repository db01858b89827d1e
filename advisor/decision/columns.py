"""Many answer sets at once: the rules packed into a few joint tables, one look-up a table and row.

Questions that rules read together share a table of at most `_CELLS` cells; each cell holds the summed points of its
rules for all approaches, packed into lanes of whole numbers, and what they support, rule out and settle as bits. A
row costs one index and two look-ups a table, whatever the number of rules.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.decision.ranking import UNIT
from advisor.decision.rule_tables import RuleTable, RuleTables
from advisor.schema.words import APPROACHES

Codes = NDArray[np.integer]

_CELLS = 8192
_BLOCK = 16_384
_MANY = 200_000
_N = len(APPROACHES)


class Ranked(NamedTuple):
    """Row by row: the recommended approach and the probability of each."""

    approach: NDArray[np.int8]
    """(n,) places in APPROACHES; -1 where every approach is ruled out."""
    probability: NDArray[np.float64]
    """(4, n)."""


class _Joint(NamedTuple):
    """A table over some questions."""

    columns: tuple[int, ...]
    strides: tuple[int, ...]
    points: tuple[NDArray[np.int64], ...]
    """One array of packed lanes, or two or four where the numbers are large."""
    flags: NDArray[np.uint16]


class Columns:
    """A rule book compiled for columns of answers."""

    def __init__(self, tables: RuleTables) -> None:
        self._tables = tables
        self._sizes = tuple(len(options) + 1 for options in tables.options)
        weighing = [table for table in tables.tables if table.weighs]
        numbers = [*tables.priors, tables.lead, *(point for table in weighing for point in table.points)]
        self._unit = math.gcd(*numbers) or UNIT
        most = sum(max(map(abs, table.points)) for table in weighing) + 2 * max(map(abs, numbers))
        self._lanes = 4 if most // self._unit < 2**14 else 2 if most // self._unit < 2**30 else 1
        self._bits = 64 // self._lanes
        self._may_rule_out = [any(table.rules_out[i] for table in weighing) for i in range(_N)]
        self._may_settle = [any(table.settles[i] for table in weighing) for i in range(_N)]
        self._joint = [self._join(scope, held) for scope, held in _shared(weighing, self._sizes)]

    def rank(self, codes: Codes, threads: int = 2) -> Ranked:
        """The recommendation in each row of `codes`: (n, questions), -1 unknown, 0 the first option and so on."""
        n = len(codes)
        approach = np.empty(n, np.int8)
        probability = np.empty((_N, n))

        def work(start: int) -> None:
            stop = min(start + _BLOCK, n)
            self._rank(codes[start:stop], approach[start:stop], probability[:, start:stop])

        starts = range(0, n, _BLOCK)
        if n > _MANY and threads > 1:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(work, starts))
        else:
            for start in starts:
                work(start)
        return Ranked(approach, probability)

    def winners(self, codes: Codes) -> NDArray[np.int8]:
        """The recommended approach in each row, as places in APPROACHES; -1 where every approach is ruled out."""
        found = np.empty(len(codes), np.int8)
        for start in range(0, len(codes), _BLOCK):
            self._rank(codes[start : start + _BLOCK], found[start : start + _BLOCK], None)
        return found

    def _rank(self, codes: Codes, approach: NDArray[np.int8], probability: NDArray[np.float64] | None) -> None:
        columns = np.add(codes.T, 1, dtype=np.uint16, casting="unsafe", order="C")
        packed = [np.zeros(len(codes), np.int64) for _ in range(_N // self._lanes)]
        flags = np.zeros(len(codes), np.uint16)
        for joint in self._joint:
            cell = columns[joint.columns[0]]
            for column, stride in zip(joint.columns[1:], joint.strides[1:], strict=True):
                cell = cell + columns[column] * np.uint16(stride)
            at = cell.astype(np.intp)
            for sums, points in zip(packed, joint.points, strict=True):
                sums += points.take(at)
            flags |= joint.flags.take(at)
        self._decide(self._unpack(packed), flags, approach, probability)

    def _unpack(self, packed: Sequence[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
        scores = []
        for i in range(_N):
            word, lane = packed[i // self._lanes], i % self._lanes
            up = 64 - self._bits * (lane + 1)
            rest = word if lane == 0 else word + (1 << (self._bits * lane - 1))  # carries of the lanes below
            scores.append(((rest << up) >> (64 - self._bits)) + self._tables.priors[i] // self._unit)
        return scores

    def _decide(
        self,
        scores: list[NDArray[np.int64]],
        flags: NDArray[np.uint16],
        approach: NDArray[np.int8],
        probability: NDArray[np.float64] | None,
    ) -> None:
        out = [(flags >> (_N + i) & 1).astype(bool) if self._may_rule_out[i] else None for i in range(_N)]
        simplest = scores[_N - 1]
        for i in reversed(range(_N - 1)):
            closed = out[i]
            simplest = scores[i] if closed is None else np.where(closed, simplest, scores[i])
        for i in range(1, _N):
            unsupported = (flags >> i & 1) == 0
            np.minimum(scores[i], simplest, out=scores[i], where=unsupported)
        lowest = np.int64(-(2**60))
        table = np.stack([s if o is None else np.where(o, lowest, s) for s, o in zip(scores, out, strict=True)])
        if any(self._may_settle):
            self._settle(table, flags, lowest)
        first = table.argmax(axis=0)
        top = table.max(axis=0)
        approach[:] = np.where(top == lowest, -1, first)
        if probability is not None:
            np.exp((table - top) * (self._unit / UNIT), out=probability)
            probability[table == lowest] = 0.0
            total = probability.sum(axis=0)
            np.divide(probability, total, out=probability, where=total > 0)

    def _settle(self, table: NDArray[np.int64], flags: NDArray[np.uint16], lowest: np.int64) -> None:
        places = np.flatnonzero(flags >> (2 * _N))
        if not len(places):
            return
        rows = table[:, places]
        chosen = ((flags[places] >> (2 * _N)) >> np.arange(_N, dtype=np.uint16)[:, None] & 1).astype(bool)
        chosen &= rows != lowest
        first = np.where(chosen, rows, lowest - 1).argmax(axis=0)
        every = np.arange(len(places))
        rest = rows.copy()
        rest[first, every] = lowest
        best = rest.max(axis=0)
        lead = self._tables.lead // self._unit
        raised = np.where(best == lowest, rows[first, every], np.maximum(rows[first, every], best + lead))
        rows[first, every] = np.where(chosen.any(axis=0), raised, rows[first, every])
        table[:, places] = rows

    def _join(self, scope: tuple[int, ...], held: Sequence[RuleTable]) -> _Joint:
        shape = tuple(self._sizes[i] for i in scope)
        words = [np.zeros(shape, np.int64) for _ in range(_N // self._lanes)]
        flags = np.zeros(shape, np.uint16)
        for table in held:
            view = tuple(slice(None) if i in table.questions else None for i in scope)
            for k, word in enumerate(words):
                lanes = range(k * self._lanes, (k + 1) * self._lanes)
                packed = sum(table.points[i] // self._unit << (self._bits * (i % self._lanes)) for i in lanes)
                word += table.fires[view] * np.int64(packed)
            fired = sum(table.supports[i] << i | table.rules_out[i] << (_N + i) for i in range(_N))
            acted = sum(table.settles[i] << (2 * _N + i) for i in range(_N))
            flags |= (table.fires[view] * np.uint16(fired)) | (table.acts[view] * np.uint16(acted))
        strides = tuple(math.prod(shape[k + 1 :]) for k in range(len(shape)))
        order = sorted(range(len(scope)), key=lambda k: strides[k])
        return _Joint(
            tuple(scope[k] for k in order),
            tuple(strides[k] for k in order),
            tuple(word.ravel() for word in words),
            flags.ravel(),
        )


class FiredColumns:
    """Which rules fire in each row."""

    def __init__(self, tables: RuleTables, width: int) -> None:
        self._sizes = tuple(len(options) + 1 for options in tables.options)
        self._width, self._words = width, (width + 63) // 64
        self._joint = [self._join(scope, held) for scope, held in _shared(tables.tables, self._sizes)]

    def flags(self, codes: Codes) -> NDArray[np.bool_]:
        """(n, rules) for `codes` as in `Columns.rank`."""
        found = np.zeros((len(codes), self._words), np.uint64)
        for start in range(0, len(codes), _BLOCK):
            columns = np.add(codes[start : start + _BLOCK].T, 1, dtype=np.intp, casting="unsafe", order="C")
            for scope, strides, bits in self._joint:
                at = sum((columns[i] * stride for i, stride in zip(scope, strides, strict=True)), 0)
                found[start : start + _BLOCK] |= bits[at]
        octets = found.astype("<u8").view(np.uint8)
        return np.unpackbits(octets, axis=1, count=self._width, bitorder="little").astype(bool)

    def _join(
        self, scope: tuple[int, ...], held: Sequence[RuleTable]
    ) -> tuple[tuple[int, ...], tuple[int, ...], NDArray[np.uint64]]:
        shape = tuple(self._sizes[i] for i in scope)
        bits = np.zeros((*shape, self._words), np.uint64)
        for table in held:
            view = tuple(slice(None) if i in table.questions else None for i in scope)
            bits[..., table.place // 64] |= table.fires[view] * np.uint64(1 << table.place % 64)
        strides = tuple(math.prod(shape[k + 1 :]) for k in range(len(shape)))
        return scope, strides, bits.reshape(-1, self._words)


def _shared(tables: Sequence[RuleTable], sizes: Sequence[int]) -> list[tuple[tuple[int, ...], list[RuleTable]]]:
    """Few sets of questions of at most `_CELLS` cells, each with the rules that lie inside it; every rule once.

    Greedy: of the sets that rules read, the two that share most are joined as long as they fit.
    """

    def cells(scope: frozenset[int]) -> int:
        return math.prod(sizes[i] for i in scope)

    read = {frozenset(table.questions) for table in tables}
    scopes = sorted((one for one in read if not any(one < other for other in read)), key=sorted)
    while True:
        pairs = (
            ((-len(one & other), cells(one | other)), one, other)
            for k, one in enumerate(scopes)
            for other in scopes[:k]
            if cells(one | other) <= _CELLS
        )
        best = min(pairs, key=lambda pair: pair[0], default=None)
        if best is None:
            break
        joined = best[1] | best[2]
        scopes = [scope for scope in scopes if not scope <= joined] + [joined]
    found: list[tuple[tuple[int, ...], list[RuleTable]]] = [(tuple(sorted(scope)), []) for scope in scopes]
    for table in tables:
        next(held for scope, held in found if set(table.questions) <= set(scope)).append(table)
    return found
