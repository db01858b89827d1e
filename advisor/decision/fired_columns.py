"""Which rules fire in many answer sets at once."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.decision.rule_tables import RuleTables
from advisor.decision.sharing import shared_scopes

_BLOCK = 16_384


class FiredColumns:
    """A rule book compiled for the rules that fire in columns of answers."""

    def __init__(self, tables: RuleTables, width: int) -> None:
        sizes = tuple(len(options) + 1 for options in tables.options)
        self._width = width
        self._joints: list[tuple[tuple[int, ...], list[int], list[int], NDArray[np.bool_]]] = []
        left = list(tables.tables)
        for scope in shared_scopes([rule.questions for rule in left], sizes):
            here = [rule for rule in left if {*rule.questions} <= {*scope}]
            left = [rule for rule in left if rule not in here]
            shape = [sizes[i] for i in scope]
            cells = np.zeros((*shape, len(here)), bool)
            for k, rule in enumerate(here):
                cells[..., k] = rule.fires[tuple(slice(None) if i in rule.questions else None for i in scope)]
            strides = [math.prod(shape[k + 1 :]) for k in range(len(shape))]
            self._joints.append((scope, strides, [rule.place for rule in here], cells.reshape(-1, len(here))))

    def flags(self, codes: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
        """(n, rules) for `codes`: (n, questions), -1 unknown, 0 the first option and so on."""
        found = np.zeros((len(codes), self._width), bool)
        for start in range(0, len(codes), _BLOCK):
            block = found[start : start + _BLOCK]
            columns = np.add(codes[start : start + _BLOCK].T, 1, dtype=np.intp, casting="unsafe", order="C")
            for scope, strides, places, cells in self._joints:
                at = np.zeros(len(block), np.intp)
                for i, stride in zip(scope, strides, strict=True):
                    at += columns[i] * stride
                block[:, places] = cells[at]
        return found
