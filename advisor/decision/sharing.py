"""Few sets of questions such that every rule lies inside one of them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence

CELLS = 8192
"""The most combinations of answers that the questions of one set may have."""


def shared_scopes(read: Iterable[Collection[int]], sizes: Sequence[int], most: int = CELLS) -> list[tuple[int, ...]]:
    """Sets of questions with at most `most` combinations of values, so that each set in `read` lies inside one.

    `sizes`: how many values each question has. Greedy: of all sets that fit together, those two that share most
    are joined, the smaller result first. A set in `read` that is too large by itself stays as it is.
    """

    def cells(scope: frozenset[int]) -> int:
        return math.prod([sizes[i] for i in scope])

    given = {frozenset(scope) for scope in read}
    scopes = sorted((one for one in given if not any(one < other for other in given)), key=sorted)
    joins: dict[tuple[frozenset[int], frozenset[int]], tuple[int, int, list[int]]] = {}

    def consider(one: frozenset[int], others: Iterable[frozenset[int]]) -> None:
        for other in others:
            together = one | other
            if cells(together) <= most:
                joins[one, other] = (-len(one & other), cells(together), sorted(together))

    for k, scope in enumerate(scopes):
        consider(scope, scopes[:k])
    while joins:
        one, other = min(joins, key=joins.__getitem__)
        joined = one | other
        gone = {scope for scope in scopes if scope <= joined}
        scopes = [scope for scope in scopes if scope not in gone]
        joins = {pair: value for pair, value in joins.items() if not gone & {*pair}}
        consider(joined, scopes)
        scopes.append(joined)
    return [tuple(sorted(scope)) for scope in scopes]
