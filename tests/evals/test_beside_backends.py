"""What is given beside the results is counted where the rows lie, with the same outcome in every library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import narwhals as nw
import pytest
from evals.builders import set_of

from advisor.evals.analysis import analyse
from advisor.evals.beside import Beside, PositionTrial
from advisor.evals.eval_set import EvalSet
from advisor.evals.failures import failed_samples
from advisor.evals.readings import read_score
from advisor.evals.samples import Sample, SampleText

LIBRARIES: dict[str, Callable[[nw.DataFrame[Any]], nw.LazyFrame[Any]]] = {
    "duckdb": lambda frame: frame.lazy(backend="duckdb"),
    "polars": lambda frame: frame.lazy(backend="polars"),
    "pandas": lambda frame: nw.from_native(frame.to_pandas()).lazy(),
}


def _evals() -> EvalSet:
    random = Random(5)
    rows = [
        Sample(
            variant,
            f"i{place:03}",
            {"correct": float(random.random() < rate)},
            epoch=epoch,
            segment="web" if place % 3 else None,
            graders={"correct": "gpt"},
            text=SampleText(f"What about number {place} of the long list of things?", f"out {place}", None, None),
        )
        for variant, rate in (("prompt", 0.6), ("ft", 0.7))
        for place in range(60)
        for epoch in (1, 2)
    ]
    return set_of(rows, {"prompt": "prompting", "ft": "fine-tuning"})


BESIDE = Beside(
    looks=12,
    labels={("ft", f"i{place:03}"): float(place % 2) for place in range(50)},
    training_texts=("What about number 7 of the long list of things?",),
    positions=(PositionTrial("a", "A", "B"),),
    mix={"web": 0.5, "mail": 0.5},
    failures={("prompt", f"i{place:03}"): "form" for place in range(9)},
)


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_evidence_and_the_drawn_failures_are_the_same(library: str) -> None:
    evals = _evals()
    there = LIBRARIES[library](evals.table.frame.collect(backend="pyarrow"))
    moved = replace(evals, table=replace(evals.table, frame=there))
    expected = analyse(evals, beside=BESIDE)
    assert {each.state for each in expected.health.checks if each.check in ("leakage", "mix", "grader-noise")} == {
        "amber", "red"
    }  # fmt: skip
    assert analyse(moved, beside=BESIDE) == expected
    drawn = failed_samples(evals, read_score(evals, "correct"))
    assert len(drawn) == 30
    assert failed_samples(moved, read_score(moved, "correct")) == drawn
