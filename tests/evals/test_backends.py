"""The evidence is the same to the last digit, whichever library holds the rows."""

from __future__ import annotations

import pyarrow as pa
import pytest
from evals.backend_rows import BACKENDS, PASS_RATES, our_columns, rows, set_in

from advisor import compare, read_evals
from advisor.evals import item_table
from advisor.evals.analysis import analyse
from advisor.evals.marks import MOST_PATTERNS
from advisor.schema.evidence import Interval, PairedDifference

FEW_PATTERNS = 10
"""So few different rows of marks may be held in these tests that moments are taken instead."""


NO_SPREAD_OF_30 = 0.113513393174
"""z² / (n + z²) with n = 30: the width of Tango's interval where no pair differs."""
OTHERS = [name for name in BACKENDS if name != "PyArrow"]


@pytest.mark.parametrize("backend", OTHERS)
@pytest.mark.parametrize(
    ("score", "clustered", "patterns"),
    [
        pytest.param("correct", True, MOST_PATTERNS, id="pass or fail, clusters"),
        pytest.param("correct", False, FEW_PATTERNS, id="pass or fail, many patterns"),
        pytest.param("grade", False, MOST_PATTERNS, id="graded"),
        pytest.param("grade", True, FEW_PATTERNS, id="graded, clusters, many patterns"),
    ],
)
def test_evidence_is_the_same_from_every_library(
    backend: str, score: str, clustered: bool, patterns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(item_table, "MOST_PATTERNS", patterns)
    table = our_columns(rows(clustered=clustered))
    expected = analyse(set_in(table), score=score, target=0.7)
    found = analyse(set_in(BACKENDS[backend](table)), score=score, target=0.7)
    assert found.model_dump_json(indent=1) == expected.model_dump_json(indent=1)


@pytest.mark.parametrize("backend", OTHERS)
def test_a_frame_that_is_read_says_the_same_from_every_library(backend: str) -> None:
    table = rows(clustered=True).drop_columns(["failed", "grade"])
    expected = compare(read_evals(table, columns={"score": "correct"}))
    found = compare(read_evals(BACKENDS[backend](table), columns={"score": "correct"}))
    assert found.to_json() == expected.to_json()


@pytest.mark.parametrize("clustered", [True, False], ids=["clusters", "no clusters"])
def test_moments_say_of_every_pair_what_patterns_say(clustered: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    table = our_columns(rows(clustered=clustered))
    held = analyse(set_in(table), score="grade")
    monkeypatch.setattr(item_table, "MOST_PATTERNS", FEW_PATTERNS)
    summed = analyse(set_in(table), score="grade")
    assert [_figures(pair) for pair in summed.pairs] == [
        pytest.approx(_figures(pair), rel=1e-9, abs=1e-9) for pair in held.pairs
    ]


def _figures(pair: PairedDifference) -> list[float | None]:
    bounds = [each for own in (pair.interval95, pair.interval90) if own for each in (own.low, own.high)]
    return [pair.n_shared, pair.n_dropped, pair.difference, pair.p_value, *bounds]


@pytest.mark.parametrize("backend", BACKENDS)
def test_equal_repeats_that_nobody_numbered_give_exactly_their_mark(backend: str) -> None:
    items = [f"i{place}" for place in range(30)]
    table = pa.table(
        {
            "variant": ["prompt"] * 90 + ["rag"] * 30,
            "item": items * 4,
            "failed": [False] * 120,
            "s0": [0.1] * 120,  # (0.1 + 0.1 + 0.1) / 3 is not 0.1
        }
    )
    (pair,) = analyse(set_in(BACKENDS[backend](table))).pairs
    assert pair.difference == 0.0
    assert pair.interval95 == Interval(
        low=-NO_SPREAD_OF_30, high=NO_SPREAD_OF_30, level=0.95, method="Tango width, no spread"
    )


def test_the_rows_hold_everything_that_could_be_counted_differently() -> None:
    evidence = analyse(set_in(our_columns(rows(clustered=True))), score="correct")
    by_name = {found.variant: found for found in evidence.variants}
    assert sorted(by_name) == sorted(PASS_RATES)
    assert all(found.failed for found in by_name.values())
    assert all(found.epochs == 2 for found in by_name.values())
    assert all(found.scores["correct"].scored_rows < found.rows - found.failed for found in by_name.values())
    assert {name for name, found in by_name.items() if found.total_cost_usd is None} == {"fine-tuned"}
    assert {pair.n_dropped > 0 for pair in evidence.pairs} == {True}
    assert all("clusters" in pair.interval95.method for pair in evidence.pairs if pair.interval95)
