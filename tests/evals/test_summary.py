"""A variant is summed up by items, not rows; failed calls are left out and shown; an unknown cost is never 0."""

from __future__ import annotations

import math

import pytest
from evals.builders import eval_set, graded_set, set_of

from advisor.evals.analysis import analyse
from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import Sample
from advisor.schema.evidence import VariantSummary


def _summary(evals: EvalSet, variant: str) -> VariantSummary:
    return next(found for found in analyse(evals).variants if found.variant == variant)


def test_a_failed_call_is_left_out_of_the_mean_and_read_as_zero_beside_it() -> None:
    found = _summary(eval_set({"rag": "1" * 30 + "0" * 7 + "xxx"}), "rag")
    score = found.scores["correct"]
    assert (found.rows, found.items, found.failed) == (40, 40, 3)
    assert (score.n, score.scored_rows, score.mean, score.if_failed_zero) == (
        37,
        37,
        pytest.approx(30 / 37, abs=1e-12),
        0.75,
    )


def test_without_failures_there_is_no_second_reading() -> None:
    assert _summary(eval_set({"rag": "1100"}), "rag").scores["correct"].if_failed_zero is None


def test_an_unscored_row_is_counted_and_not_zero() -> None:
    found = _summary(eval_set({"rag": "11-0"}), "rag")
    assert (found.rows, found.failed, found.scores["correct"].n, found.scores["correct"].mean) == (
        4,
        0,
        3,
        pytest.approx(2 / 3, abs=1e-12),
    )


def test_repeats_are_averaged_within_their_item() -> None:
    marks = {"a": (1.0, 1.0), "b": (1.0, 0.0), "c": (0.0, 0.0)}
    samples = [
        Sample("ft", item, {"correct": mark}, epoch=epoch)
        for item, repeats in marks.items()
        for epoch, mark in enumerate(repeats, 1)
    ]
    found = _summary(set_of(samples), "ft")
    score = found.scores["correct"]
    assert (found.rows, found.items, found.epochs) == (6, 3, 2)
    assert (score.n, score.scored_rows, score.mean, score.kind) == (3, 6, 0.5, "pass/fail")
    assert score.se == pytest.approx(0.5 / math.sqrt(3))


def test_one_item_has_no_standard_error_but_a_wide_interval() -> None:
    score = _summary(eval_set({"rag": "1"}), "rag").scores["correct"]
    assert score.se is None
    assert score.interval is not None
    assert score.interval.low < 0.25


def test_graded_scores_get_a_t_interval_and_equal_ones_a_width_all_the_same() -> None:
    found = _summary(graded_set({"rag": [0.5, 0.75, 1.0], "ft": [1.0, 1.0, 1.0]}), "rag")
    assert (found.scores["grade"].kind, found.scores["grade"].method) == ("graded", "t")
    level = _summary(graded_set({"rag": [0.5, 0.75, 1.0], "ft": [1.0, 1.0, 1.0]}), "ft").scores["grade"]
    assert level.method == "Wilson, no spread"
    assert level.interval is not None
    assert level.interval.low < 0.5


def test_equal_ratings_outside_0_to_1_have_no_interval() -> None:
    level = _summary(graded_set({"rag": [4.0, 4.0, 4.0]}), "rag").scores["grade"]
    assert (level.mean, level.interval) == (4.0, None)


def _costed(*rows: tuple[float | None, int | None, bool]) -> VariantSummary:
    samples = [
        Sample("rag", f"i{place}", {} if failed else {"correct": 1.0}, failed=failed, cost_usd=cost, tokens_in=tokens)
        for place, (cost, tokens, failed) in enumerate(rows)
    ]
    return _summary(set_of(samples), "rag")


def test_the_cost_per_request_is_the_mean_over_rows_that_have_one() -> None:
    found = _costed((0.02, 10, False), (None, 10, False), (0.04, 10, False))
    assert (found.total_cost_usd, found.cost_per_request_usd, found.cost_rows) == (0.06, 0.03, 2)


def test_a_cost_of_zero_with_tokens_spent_is_unknown() -> None:
    found = _costed((0.02, 10, False), (0.0, 10, False))
    assert (found.cost_per_request_usd, found.cost_rows) == (0.02, 1)


def test_a_cost_of_zero_on_every_row_is_unknown() -> None:
    found = _costed((0.0, None, False), (0.0, None, False))
    assert (found.total_cost_usd, found.cost_per_request_usd, found.cost_rows, found.on_front) == (None, None, 0, None)


def test_a_failed_call_at_cost_zero_does_not_lower_the_cost() -> None:
    assert _costed((0.02, 10, False), (0.0, None, True)).cost_per_request_usd == 0.02


def test_latency_leaves_failed_calls_out() -> None:
    samples = (
        Sample("rag", "a", {"correct": 1.0}, latency_s=2.0),
        Sample("rag", "b", {}, failed=True, latency_s=0.0),
        Sample("rag", "c", {"correct": 0.0}),
    )
    found = _summary(set_of(samples), "rag")
    assert (found.mean_latency_s, found.latency_rows) == (2.0, 1)


def test_unknown_tokens_stay_unknown() -> None:
    found = _summary(eval_set({"rag": "10"}), "rag")
    assert (found.tokens_in, found.tokens_out, found.mean_latency_s) == (None, None, None)


def test_rows_of_another_task_are_no_gap_in_this_score() -> None:
    samples = [
        Sample(variant, f"{task}-{n}", {task: float(n % 3 > 0 or variant == "rag")})
        for variant in ("rag", "prompt")
        for task in ("match", "choice")
        for n in range(30)
    ]
    evidence = analyse(set_of(samples, {"rag": "rag", "prompt": "prompting"}), score="match")
    rag = evidence.variants[1]
    assert (rag.rows, rag.items, rag.scores["match"].n) == (60, 60, 30)
    assert evidence.pairs[0].verdict == "a better"
    assert not [note for note in evidence.notes if "have no score" in note]


def test_rows_that_nobody_has_a_score_on_are_a_gap_where_there_is_one_score() -> None:
    evidence = analyse(eval_set({"rag": "1" * 20 + "-" * 10, "prompt": "0" * 20 + "-" * 10}))
    assert evidence.pairs[0].verdict == "not settled"


def test_a_score_that_is_the_same_everywhere_is_not_taken_as_quality() -> None:
    samples = [Sample("rag", f"i{n}", {"exact": 0.0, "zz": float(n % 2)}) for n in range(10)]
    assert analyse(set_of(samples)).score == "zz"
