"""How often right, by approach, task, confidence, kind of source and year; and what was said instead of what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, get_args

import numpy as np

from advisor.decision.backtesting.sample import Sample
from advisor.decision.backtesting.scoring import Judged, rate
from advisor.decision.tally import Flags, Whole
from advisor.schema.answers import Answers
from advisor.schema.backtest import ByApproach, Confidence, Confusion, Group
from advisor.schema.cases import Case, Publisher
from advisor.schema.words import APPROACHES, Approach

Key = TypeVar("Key", bound=str | int)


def by_approach(sample: Sample, judged: Judged) -> dict[Approach, ByApproach]:
    """Each approach: when it was best, and when we named it."""
    found: dict[Approach, ByApproach] = {}
    for number, approach in enumerate(APPROACHES):
        best, named, first = sample.best[:, number], judged.recommended == number, judged.first == number
        found[approach] = ByApproach(
            best=_group(sample, judged, best) if best.any() else None,
            recommended=rate(judged.right_open[named], sample.tally.sources[named]) if named.any() else None,
            ranked_first=rate(judged.right_compared[first], sample.tally.sources[first]) if first.any() else None,
        )
    return found


def by_task(sample: Sample, judged: Judged) -> dict[str, Group]:
    """By the answer to `task`, in the order of the questionnaire."""
    tasks: tuple[str, ...] = get_args(Answers.model_fields["task"].annotation)
    return _by(sample, judged, lambda case: case.answers.task, tasks)


def by_confidence(sample: Sample, judged: Judged) -> dict[Confidence, Group]:
    """By how sure the coder was that the record is faithful to its source."""
    return _by(sample, judged, lambda case: case.confidence, get_args(Confidence))


def by_kind(sample: Sample, judged: Judged) -> dict[Publisher, Group]:
    """By who published the case."""
    return _by(sample, judged, lambda case: case.source.publisher, get_args(Publisher))


def by_year(sample: Sample, judged: Judged) -> dict[int, Group]:
    """By the year of publication."""
    return _by(sample, judged, lambda case: case.year, sorted({case.year for case in sample.cases}))


def confusion(sample: Sample, judged: Judged) -> Confusion:
    """What turned out best -> what was said, in counts. Cases in which everything is ruled out count nowhere."""
    return Confusion(open=_counts(sample, judged.recommended), compared=_counts(sample, judged.first))


def _counts(sample: Sample, said: Whole) -> dict[Approach, dict[Approach, int]]:
    return {
        best: {named: int((sample.best[:, row] & (said == column)).sum()) for column, named in enumerate(APPROACHES)}
        for row, best in enumerate(APPROACHES)
    }


def _by(sample: Sample, judged: Judged, key: Callable[[Case], Key], order: Sequence[Key]) -> dict[Key, Group]:
    keys = [key(case) for case in sample.cases]
    return {
        each: _group(sample, judged, np.array([one == each for one in keys], dtype=bool))
        for each in order
        if each in keys
    }


def _group(sample: Sample, judged: Judged, chosen: Flags) -> Group:
    sources = sample.tally.sources[chosen]
    compared, open_ = rate(judged.right_compared[chosen], sources), rate(judged.right_open[chosen], sources)
    return Group(n=compared.n, sources=compared.sources, compared=compared, open=open_)
