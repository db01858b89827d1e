"""Which open question is expected to decide most, and how likely the recommendation still changes at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from advisor.decision.columns import Columns
from advisor.decision.rule_tables import RuleTables
from advisor.schema.cases import Case
from advisor.schema.questions import Question
from advisor.schema.recommendation import NextQuestions, QuestionValue
from advisor.schema.words import APPROACHES, UNKNOWN

ENOUGH_CASES = 20
"""A question that fewer published cases answer counts as uniform."""

DRAWS = 4000

_OUTCOMES = len(APPROACHES) + 1


_LIKENESS = 0.5
"""How much more often, as a logarithm, a case is drawn for each answer it shares; less for each it does not."""


class Draws:
    """Complete answer sets drawn as the published cases answered that are like the answers given.

    Each draw takes one case, the likelier the more of the given answers it shares (weight: the exponential of half of
    shared minus differing answers), and answers the open questions as that case did. What the case leaves open is drawn
    from all cases that answer it, an option's share being (cases + 1/2) / (all + options/2). Gates, and questions that
    fewer than `ENOUGH_CASES` answer, are uniform. The same seed gives the same draws.
    """

    def __init__(self, questions: Sequence[Question], cases: Sequence[Case], seed: int = 2024) -> None:
        random = np.random.default_rng(seed)
        uniform = random.random((DRAWS, len(questions)))
        self._which = random.random(DRAWS)
        options = [[option.id for option in question.options] for question in questions]
        self._cases = np.full((len(cases), len(questions)), -1, np.int8)
        for row, case in enumerate(cases):
            for i, question in enumerate(questions):
                answer = getattr(case.answers, question.id)
                if answer != UNKNOWN:
                    self._cases[row, i] = options[i].index(answer)
        self.known_cases = tuple(int(count) for count in (self._cases >= 0).sum(axis=0))
        self._uniform = [
            question.gate or known < ENOUGH_CASES for question, known in zip(questions, self.known_cases, strict=True)
        ]
        columns = []
        for i in range(len(questions)):
            held = self._cases[:, i][self._cases[:, i] >= 0]
            counts = 0.5 + np.asarray(0 if self._uniform[i] else np.bincount(held, minlength=len(options[i])))
            shares = np.broadcast_to(counts, len(options[i])) / np.sum(np.broadcast_to(counts, len(options[i])))
            columns.append(np.searchsorted(shares.cumsum()[:-1], uniform[:, i], side="right"))
        self._alone = np.stack(columns, axis=1).astype(np.int8)

    def given(self, codes: NDArray[np.int8], open_questions: Sequence[int]) -> NDArray[np.int8]:
        """(draws, questions): these answers (-1 unknown, 0 the first option) with the open questions drawn."""
        drawn = np.repeat(codes[None, :], DRAWS, axis=0)
        if not len(self._cases):
            drawn[:, open_questions] = self._alone[:, open_questions]
            return drawn
        both = (self._cases >= 0) & (codes >= 0)
        shared = (both & (self._cases == codes)).sum(axis=1)
        weight = np.exp(_LIKENESS * (2 * shared - both.sum(axis=1)))
        case = np.searchsorted(np.cumsum(weight)[:-1] / weight.sum(), self._which)
        for i in open_questions:
            theirs = self._cases[case, i]
            drawn[:, i] = self._alone[:, i] if self._uniform[i] else np.where(theirs < 0, self._alone[:, i], theirs)
        return drawn


def next_questions(
    columns: Columns,
    tables: RuleTables,
    draws: Draws,
    answers: Mapping[str, str],
    declined: Collection[str] = (),
) -> NextQuestions:
    """The open questions by the expected drop in the entropy of the final recommendation, and the chance of a change.

    The final recommendation is drawn: every open question answered as published cases did. The drop that a question
    brings is its mutual information with it. `declined` questions stay unknown and are not asked again.
    """
    codes = np.array(tables.codes(answers), np.int8) - 1
    left = [
        i
        for i, question in enumerate(tables.questions)
        if answers.get(question, UNKNOWN) == UNKNOWN and question not in declined
    ]
    completed = draws.given(codes, left)
    winner = columns.winners(completed)
    now = columns.winners(codes[None, :])[0]
    changed = int((winner != now).sum())
    outcome = np.where(winner < 0, len(APPROACHES), winner).astype(np.intp)
    before = _entropy(np.bincount(outcome, minlength=_OUTCOMES)[None, :])
    values = []
    for i in left:
        options = len(tables.options[i])
        table = np.bincount(completed[:, i] * _OUTCOMES + outcome, minlength=options * _OUTCOMES)
        drop = before - _entropy(table.reshape(options, _OUTCOMES))
        values.append((max(0.0, drop), i))
    values.sort(key=lambda value: (-value[0], value[1]))
    return NextQuestions(
        questions=tuple(
            QuestionValue(question=tables.questions[i], expected_drop=round(drop, 6), known_cases=draws.known_cases[i])
            for drop, i in values
        ),
        chance_of_change=changed / DRAWS,
        draws=DRAWS,
    )


def _entropy(counts: NDArray[np.integer]) -> float:
    """The entropy in bits within rows, averaged by their size."""
    total = counts.sum(axis=1, keepdims=True)
    share = counts / np.maximum(total, 1)
    bits = -(share * np.log2(share, where=share > 0, out=np.zeros_like(share))).sum(axis=1)
    return float((bits * total[:, 0]).sum() / counts.sum())
