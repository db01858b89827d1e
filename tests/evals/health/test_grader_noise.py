"""The same output of the same item should get the same mark."""

from __future__ import annotations

import pytest
from evals.builders import check_of, eval_set, set_of

from advisor.evals.samples import Sample, SampleText
from advisor.schema.evidence import HealthCheck


def _check(changed: int, of: int, *, same_output: bool = True) -> HealthCheck:
    rows = [
        Sample(
            "rag",
            f"i{place:03}",
            {"correct": float(epoch == 1 or place >= changed)},
            epoch=epoch,
            text=SampleText(output="yes" if same_output else f"yes {epoch}"),
        )
        for place in range(of)
        for epoch in (1, 2)
    ]
    return check_of(set_of(rows, {"rag": "rag"}), "grader-noise")


@pytest.mark.parametrize(("changed", "state"), [(2, "green"), (3, "amber"), (6, "amber"), (7, "red")])
def test_amber_above_5_percent_red_above_15(changed: int, state: str) -> None:
    assert _check(changed, 40).state == state


def test_the_figure_counts_outputs() -> None:
    found = _check(7, 40)
    assert found.figure == "7 of 40 repeated outputs (18 %, 95 % CI 9 to 32) graded differently"
    assert found.sentence == (
        "The same output gets different marks: set the grader's temperature to 0, or average several gradings."
    )


def test_a_few_outputs_are_never_red() -> None:
    assert _check(1, 3).state == "amber"


def test_outputs_that_differ_say_nothing_of_the_grader() -> None:
    assert _check(7, 40, same_output=False).state == "unknown"
    assert check_of(eval_set({"rag": "10"}, repeats=3), "grader-noise").sentence == (
        "Grade 30 outputs twice, as repeats with the same output, to see whether the grader is steady."
    )
