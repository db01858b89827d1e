"""The smallest sets of answer changes that would change the recommended approach, with the rules behind each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import combinations

import numpy as np

from advisor.decision.columns import Columns
from advisor.decision.engine import Engine
from advisor.decision.rule_tables import RuleTables
from advisor.schema.recommendation import AnswerChange, WhatIf, WhatIfs
from advisor.schema.words import APPROACHES, UNKNOWN, Approach

_Change = tuple[int, int]
"""Place of a question, place of its new answer."""


def what_ifs(
    engine: Engine,
    tables: RuleTables,
    columns: Columns,
    answers: Mapping[str, str],
    derived: Mapping[str, str] | None = None,
    most: int = 20,
    fixed: Collection[str] = (),
) -> WhatIfs:
    """Every single answer, and every pair of answers of which neither is enough alone, that changes the recommendation.

    An answer may replace another one or stand where there is none. Nearest first: answers to open questions, then the
    fewest steps along ordinal scales, then the order of the questionnaire. At most `most` of each are spelled out;
    all are counted. The answers to `fixed` questions are left as they are.
    """
    codes = np.array(tables.codes(answers), np.int8) - 1
    now = columns.winners(codes[None, :])[0]
    singles: list[_Change] = [
        (i, k)
        for i, options in enumerate(tables.options)
        for k in range(len(options))
        if k != codes[i] and tables.questions[i] not in fixed
    ]
    one = _flips(columns, codes, [(single,) for single in singles], now)
    enough = {change for (change,) in one}
    rest = [single for single in singles if single not in enough]
    two = _flips(columns, codes, [pair for pair in combinations(rest, 2) if pair[0][0] != pair[1][0]], now)

    def near(changes: tuple[_Change, ...]) -> tuple[int, int]:
        known = [abs(k - int(codes[i])) for i, k in changes if codes[i] >= 0]
        return len(known), sum(known)

    says = _Teller(engine, tables, answers, derived)
    return WhatIfs(
        one=tuple(says.what_if(changes) for changes in sorted(one, key=near)[:most]),
        two=tuple(says.what_if(changes) for changes in sorted(two, key=near)[:most]),
        count_of_one=len(one),
        count_of_two=len(two),
    )


def _flips(
    columns: Columns, codes: np.ndarray, changes: list[tuple[_Change, ...]], now: np.int8
) -> list[tuple[_Change, ...]]:
    if not changes:
        return []
    rows = np.repeat(codes[None, :], len(changes), axis=0)
    every = np.arange(len(changes))
    moves = np.array(changes)
    for part in range(moves.shape[1]):
        rows[every, moves[:, part, 0]] = moves[:, part, 1]
    return [changes[k] for k in np.flatnonzero(columns.winners(rows) != now)]


class _Teller:
    """Changes in words of the questionnaire, with the rules that make the difference."""

    def __init__(
        self,
        engine: Engine,
        tables: RuleTables,
        answers: Mapping[str, str],
        derived: Mapping[str, str] | None,
    ) -> None:
        self._engine, self._tables, self._answers, self._derived = engine, tables, dict(answers), derived
        self._before, self._from = self._look(self._answers)

    def what_if(self, changes: tuple[_Change, ...]) -> WhatIf:
        tables, engine = self._tables, self._engine
        given = {tables.questions[i]: tables.options[i][k] for i, k in changes}
        after, to = self._look(self._answers | given)
        return WhatIf(
            changes=tuple(
                AnswerChange(question=question, was=self._answers.get(question, UNKNOWN), becomes=value)
                for question, value in given.items()
            ),
            approach=to,
            because=engine.ids(after & ~self._before & self._between(self._from, to)),
            no_longer=engine.ids(self._before & ~after & self._between(to, self._from)),
        )

    def _look(self, answers: Mapping[str, str]) -> tuple[int, Approach | None]:
        situation = self._engine.situation(answers, self._derived)
        acting = situation.fired | self._engine.stops(situation)
        return acting, self._engine.decide(answers, self._derived).ranking.approach

    def _between(self, loser: Approach | None, winner: Approach | None) -> int:
        """The rules that speak for the one or against the other."""
        by_word, bits = self._engine.effects.by_word, 0
        for approach, words in ((winner, ("supports", "settles")), (loser, ("opposes", "rules_out"))):
            for word in words if approach is not None else ():
                bits |= by_word[word][APPROACHES.index(approach)]
        return bits
