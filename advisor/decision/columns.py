"""Many answer sets at once: one look-up a joint table and row; what the tables hold adds up to the ranking."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.decision.joint_tables import JointTables
from advisor.decision.ranking import UNIT
from advisor.decision.rule_tables import RuleTables
from advisor.schema.words import APPROACHES

Codes = NDArray[np.integer[Any]]
Numbers = NDArray[np.integer[Any]]

_BLOCK = 32_768
_LEAST = 131_072
"""With fewer rows a second thread is not worth its start."""
_NO_SHARE = 800
"""In log-odds: the exponential of minus this is 0."""
_N = len(APPROACHES)


class Ranked(NamedTuple):
    """Row by row: the recommended approach and the probability of each."""

    approach: NDArray[np.int8]
    """(n,) places in APPROACHES; -1 where every approach is ruled out."""
    probability: NDArray[np.float64]
    """(4, n)."""


class NoSuchOption(ValueError):
    """A number is the place of no option."""


class Columns:
    """A rule book compiled for columns of answers."""

    def __init__(self, tables: RuleTables) -> None:
        packed = JointTables(tables)
        self._lanes, self._words, self._joints = packed.lanes, packed.words, packed.joints
        self._sizes, self._unit = packed.sizes, packed.unit
        self._lead = tables.lead // self._unit
        points = [lane for (name, _), lane in self._lanes.items() if name == "points"]
        reach = max(abs(lane.offset) + (1 << lane.width) for lane in points) + self._lead
        self._far = 4 << max(reach, _NO_SHARE * UNIT // self._unit).bit_length()
        """More than any score, so that a veto puts an approach below all that are left, with probability 0."""
        highest = self._far * (len(self._joints) + 2) * _N
        self._kind: Any = np.int32 if highest < 2**31 else np.int64
        self._cell_kind: Any = np.uint16 if packed.most_cells < 2**16 else np.uint32

    def rank(self, codes: Codes, threads: int | None = None) -> Ranked:
        """The recommendation in each row of `codes`: (n, questions), -1 unknown, 0 the first option and so on.

        Raises `NoSuchOption` where another number stands there.
        """
        n = len(codes)
        found = Ranked(np.empty(n, np.int8), np.empty((_N, n)))

        def work(start: int) -> None:
            rows = slice(start, start + block)
            self._rank(codes[rows], found.approach[rows], found.probability[:, rows])

        workers = min(threads or _cores(), n // _LEAST)
        block = _BLOCK if workers < 2 else 2 * _BLOCK
        starts = range(0, n, block)
        if workers > 1:
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(work, starts))
        else:
            for start in starts:
                work(start)
        return found

    def winners(self, codes: Codes) -> NDArray[np.int8]:
        """The recommended approach in each row, as places in APPROACHES; -1 where every approach is ruled out."""
        found = np.empty(len(codes), np.int8)
        for start in range(0, len(codes), _BLOCK):
            self._rank(codes[start : start + _BLOCK], found[start : start + _BLOCK], None)
        return found

    def _rank(self, codes: Codes, approach: NDArray[np.int8], probability: NDArray[np.float64] | None) -> None:
        words = self._add_up(codes)

        def read(name: str, i: int) -> Numbers:
            lane = self._lanes[name, i]
            found = (words[lane.word] >> lane.shift & (1 << lane.width) - 1).astype(self._kind)
            return found + self._kind(lane.offset) if lane.offset else found

        far, lanes = self._kind(self._far), self._lanes
        out = [read("rules_out", i) if ("rules_out", i) in lanes else None for i in range(_N)]
        scores = [read("points", i) for i in range(_N)]
        simplest = scores[-1]
        for i in reversed(range(_N - 1)):
            closed = out[i]
            simplest = scores[i] if closed is None else np.where(closed > 0, simplest, scores[i])
        for i in range(1, _N):  # a supported one is held down only by what is out of reach
            reach = simplest + read("supports", i) * far if ("supports", i) in lanes else simplest
            scores[i] = np.minimum(scores[i], reach)
        vetoed = [s if closed is None else s - closed * far for s, closed in zip(scores, out, strict=True)]
        settles = {i: read("settles", i) for i in range(_N) if ("settles", i) in lanes}
        if settles:
            self._settle(vetoed, scores, out, settles)
        self._finish(vetoed, approach, probability)

    def _add_up(self, codes: Codes) -> list[NDArray[np.int64]]:
        """What all tables add, row by row."""
        kind = self._cell_kind
        columns = np.add(codes.T, 1, dtype=kind, casting="unsafe", order="C")
        if (columns.max(axis=1, initial=0) >= self._sizes).any():  # -2 comes out as the largest number there is
            raise NoSuchOption
        words = [np.zeros(len(codes), np.int64) for _ in range(self._words)]
        cell, step = np.empty(len(codes), kind), np.empty(len(codes), kind)
        for joint in self._joints:
            if not joint.columns:  # rules that read no question: one cell
                cell[:] = 0
            for k, (column, stride) in enumerate(zip(joint.columns, joint.strides, strict=True)):
                np.multiply(columns[column], kind(stride), out=step if k else cell)
                if k:
                    np.add(cell, step, out=cell)
            at = cell.astype(np.intp)
            for k, points in joint.words:
                words[k] += points.take(at)
        return words

    def _settle(
        self,
        vetoed: list[Numbers],
        scores: list[Numbers],
        out: list[Numbers | None],
        settles: dict[int, Numbers],
    ) -> None:
        """What is settled and left raised above the rest, in place."""
        far, lead = self._kind(self._far), self._kind(self._lead)
        open_ones = {i: (held > 0) & (True if (shut := out[i]) is None else shut == 0) for i, held in settles.items()}
        before = [score.copy() for score in vetoed]
        best = None  # the best of those that are settled: the simpler of equals
        for i, is_open in open_ones.items():
            value = np.where(is_open, before[i] * _N + (_N - 1 - i), -far * _N)
            best = value if best is None else np.maximum(best, value)
        for i, is_open in open_ones.items():
            rest = None
            for k, other in enumerate(before):
                if k != i:
                    rest = other if rest is None else np.maximum(rest, other)
            if rest is None or best is None:
                continue
            chosen = is_open & (best == before[i] * _N + (_N - 1 - i)) & (rest > -far)
            vetoed[i] = np.where(chosen, np.maximum(before[i], rest + lead), before[i])

    def _finish(
        self, scores: list[Numbers], approach: NDArray[np.int8], probability: NDArray[np.float64] | None
    ) -> None:
        """The best of the scores, of equals the simpler, and the softmax."""
        best = scores[0] * _N + (_N - 1)
        for i in range(1, _N):
            np.maximum(best, scores[i] * _N + (_N - 1 - i), out=best)
        top = best >> 2
        approach[:] = (_N - 1) - (best & (_N - 1))
        conflict = top <= -self._far // 2
        some = bool(conflict.any())
        if some:
            approach[conflict] = -1
        if probability is None:
            return
        total = np.zeros(len(top))
        for score, share in zip(scores, probability, strict=True):
            np.multiply(score - top, self._unit / UNIT, out=share)
            np.exp(share, out=share)
            total += share
        np.divide(1.0, total, out=total)
        for share in probability:
            share *= total
            if some:
                share[conflict] = 0.0


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
