"""Files of the same tools from other evals than the samples: what is read equals the journals of the stubs.

Each folder of `tests/data/eval_samples/*/more` was written by the real tool (Inspect 0.3.285, promptfoo 0.118.0 and
0.123.1, lm-eval 0.4.13, DeepEval 4.3.1, Ragas 0.4.3, MLflow 3.17.2, oaieval 3.0.1.post1, LangSmith 0.15.0) on stub
models; the numbers here are those that the stubs and their scorers noted, or the tool's own means.
"""

from __future__ import annotations

from typing import Any

import pytest
from places import DATA

from advisor.evals.analysis import analyse
from advisor.files.read_results import read_results

SAMPLES = DATA / "eval_samples"

# Folder, pattern, and by variant: rows, items, failed calls, and of each score its items and mean.
Found = dict[str, tuple[int, int, int, dict[str, tuple[int, float]]]]
SHARED_ID: Found = {"file://provider.js (1)": (5, 5, 0, {"acc": (5, 0.4)}),
                    "file://provider.js (2)": (5, 5, 0, {"acc": (5, 0.8)})}  # fmt: skip
TOLD: list[tuple[str, str, Found]] = [
    # Two tasks, of which one has arguments, by two models.
    ("inspect-ai/more/several_tasks", "*.eval", {
        "alpha": (13, 13, 0, {"isyes": (13, 8 / 13)}), "beta": (13, 13, 0, {"isyes": (13, 8 / 13)})}),
    # Two providers of one file, without labels.
    ("promptfoo/more/shared_id", "*.jsonl", SHARED_ID),
    ("promptfoo/more/shared_id", "*.csv", SHARED_ID),
    ("promptfoo/more/shared_id", "*", SHARED_ID),
    # One task by log-likelihood, one with a metric of which lower is better and one of the whole corpus.
    ("lm-eval/more/several_tasks", "*/*", {
        "alpha": (20, 20, 0, {"acc,none": (12, 0.25), "acc_norm,none": (12, 1 / 6), "f1_own,none": (8, 0.494444),
                              "edit_distance,none": (8, 4.875)}),
        "beta": (20, 20, 0, {"acc,none": (12, 1 / 3), "acc_norm,none": (12, 5 / 12), "f1_own,none": (8, 0.613889),
                             "edit_distance,none": (8, 3.625)})}),
    # One run with the variants in the tags.
    ("deepeval/more/tags", "*.json", {
        "alpha": (8, 8, 0, {"Correct": (8, 0.432)}), "beta": (8, 8, 0, {"Correct": (8, 0.51625)})}),
    # Conversations, whose messages hold the answers too.
    ("ragas/more/conversations", "*.csv", {
        "alpha": (8, 8, 0, {"goal_accuracy": (8, 0.375)}), "beta": (8, 8, 0, {"goal_accuracy": (8, 0.125)})}),
    # Traces whose root span kept no inputs; three calls failed.
    ("mlflow/more/no_request", "*.json", {
        "alpha": (12, 12, 0, {"verdict": (12, 2 / 3), "rating": (12, 3.25)}),
        "beta": (12, 12, 3, {"verdict": (9, 5 / 9), "rating": (9, 28 / 9)})}),
    # A classic table with the answers in a column `pred`.
    ("mlflow/more/classic_answers", "*.csv", {
        "alpha": (10, 10, 0, {"ok": (10, 0.7)}), "beta": (10, 10, 0, {"ok": (10, 0.2)})}),
    # `match` and `metrics` events of one sample.
    ("oaieval/more/fuzzy", "*.jsonl", {
        "stub-a": (12, 12, 0, {"accuracy": (12, 0.5), "f1_score": (12, 0.75)}),
        "stub-b": (12, 12, 0, {"accuracy": (12, 5 / 6), "f1_score": (12, 11 / 12)})}),
    # Three repetitions, of which some raised.
    ("langsmith/more/repetitions", "*.csv", {
        "alpha": (30, 10, 7, {"correct": (10, 7 / 12)}), "beta": (30, 10, 5, {"correct": (10, 0.5)})}),
]  # fmt: skip


@pytest.mark.parametrize(("folder", "pattern", "told"), TOLD, ids=[f"{folder} {name}" for folder, name, _ in TOLD])
def test_what_is_read_is_what_the_stubs_noted(folder: str, pattern: str, told: Found) -> None:
    evidence = analyse(read_results(sorted((SAMPLES / folder).glob(pattern))))
    found = {}
    for variant in evidence.variants:
        scores: dict[str, Any] = told.get(variant.variant, (0, 0, 0, {}))[3]
        means = {name: (variant.scores[name].n, pytest.approx(variant.scores[name].mean, abs=5e-6)) for name in scores}
        found[variant.variant] = (variant.rows, variant.items, variant.failed, means)
    assert found == told


@pytest.mark.parametrize(
    ("folder", "shared"),
    [
        ("inspect-ai/more/several_tasks", 13), ("promptfoo/more/shared_id", 5), ("lm-eval/more/several_tasks", 12),
        ("deepeval/more/tags", 8), ("ragas/more/conversations", 8), ("mlflow/more/no_request", 9),
        ("mlflow/more/classic_answers", 10), ("oaieval/more/fuzzy", 12), ("langsmith/more/repetitions", 10),
    ],
)  # fmt: skip
def test_the_variants_pair_by_their_items(folder: str, shared: int) -> None:
    (pair,) = analyse(read_results(SAMPLES / folder)).pairs
    assert pair.n_shared == shared
