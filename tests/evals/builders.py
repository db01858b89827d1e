"""Small eval sets for tests, written as strings of marks.

`1` is a pass, `0` a fail, `x` a failed call, `-` an unscored row, a space no row at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from advisor.evals.analysis import analyse
from advisor.evals.approach_names import guess_approach
from advisor.evals.beside import NOTHING, Beside
from advisor.evals.eval_set import EvalSet
from advisor.evals.sample_table import table_of
from advisor.evals.samples import Sample
from advisor.schema.evidence import HealthCheck, Place


def set_of(samples: Iterable[Sample], approaches: Mapping[str, Place | None] | None = None) -> EvalSet:
    """The set of these rows, whose repeats are numbered."""
    return EvalSet(table_of(samples), approaches=approaches or {}, numbered=True)


def with_samples(evals: EvalSet, samples: Iterable[Sample]) -> EvalSet:
    """The same set with other rows."""
    return replace(evals, table=table_of(samples))


def eval_set(
    marks: Mapping[str, str], *, score: str = "correct", costs: Mapping[str, float] | None = None, repeats: int = 1
) -> EvalSet:
    """One variant per entry; the place in the string is the item; every row is repeated `repeats` times as epochs."""
    samples = [
        Sample(
            variant=variant,
            item=f"i{place:03}",
            scores={score: float(mark)} if mark in "01" else {},
            epoch=epoch,
            failed=mark == "x",
            error="time-out" if mark == "x" else None,
            cost_usd=(costs or {}).get(variant),
        )
        for variant, row in marks.items()
        for place, mark in enumerate(row)
        for epoch in range(1, repeats + 1)
        if mark != " "
    ]
    return set_of(samples, {variant: guess_approach(variant) for variant in marks})


def graded_set(scores: Mapping[str, list[float]], name: str = "grade") -> EvalSet:
    """One variant per entry, one graded mark per item."""
    samples = [
        Sample(variant, f"i{place:03}", {name: value})
        for variant, values in scores.items()
        for place, value in enumerate(values)
    ]
    return set_of(samples, {variant: guess_approach(variant) for variant in scores})


def check_of(evals: EvalSet, check: str, beside: Beside = NOTHING, **arguments: Any) -> HealthCheck:
    """One health check of the analysis of a set."""
    checks = analyse(evals, beside=beside, **arguments).health.checks
    return next(each for each in checks if each.check == check)
