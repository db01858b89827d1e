"""What is read from real result files equals the journals that the stub models wrote while the tools ran.

Both are in `tests/data`: `eval_samples/` as the tools wrote them, `eval_truth.yaml` from the journals.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from places import DATA

from advisor.evals.analysis import analyse
from advisor.files.read_results import read_results
from advisor.schema.evidence import Evidence

SAMPLES = DATA / "eval_samples"
TRUTH: dict[str, list[dict[str, Any]]] = yaml.safe_load((DATA / "eval_truth.yaml").read_text(encoding="utf-8"))

# Each way in which a folder can be loaded (no pattern: as a folder), with the columns to map and the tolerance of its
# latency in seconds.
# promptfoo measures around the provider and includes the worker's start; Inspect notes the model call itself.
LOADS: list[tuple[str, str, dict[str, Any] | None, float]] = [
    ("inspect-ai/a1_model_per_variant", "*.eval", None, 0.01),
    ("inspect-ai/a2_task_args_epochs_json", "*.json", None, 0.01),
    ("inspect-ai/a3_with_errors", "*.eval", None, 0.01),
    ("inspect-ai/a4_old_release_0.3.120", "*.eval", None, 0.01),
    ("promptfoo/a1", "*.json", None, 0.15),
    ("promptfoo/a1", "*.jsonl", None, 0.15),
    ("promptfoo/a1", "*.yaml", None, 0.15),
    ("promptfoo/a2_prompts_x_providers", "*.json", None, 0.15),
    ("promptfoo/a2_prompts_x_providers", "*.jsonl", None, 0.15),
    ("promptfoo/a3_old_release_0.118.0", "*.json", None, 0.15),
    ("promptfoo/a3_old_release_0.118.0", "*.jsonl", None, 0.15),
    ("promptfoo/a3_old_release_0.118.0", "*.yaml", None, 0.15),
    ("lm-eval/a1", "*/*/*", None, 0.01),
    ("lm-eval/a1", "", None, 0.01),
    ("deepeval/a1", "test_run_*.json", None, 0.01),
    ("deepeval/a1", "", None, 0.01),
    ("oaieval/a1", "*.jsonl", None, 0.01),
    ("mlflow/a1_genai_evaluate", "*.csv", None, 0.01),
    ("mlflow/a1_genai_evaluate", "*.eval_results.csv", None, 0.01),
    ("mlflow/a1_genai_evaluate", "mlflow.db.gz", None, 0.01),
    ("mlflow/a1_genai_evaluate", "", None, 0.01),
    ("mlflow/a2_classic_evaluate_filestore", "", None, 0.01),
    ("mlflow/a2_classic_evaluate_filestore", "**/eval_results_table.json", None, 0.01),
    ("langsmith/a1", "*.csv", None, 0.01),
    (
        "langsmith/a1",
        "*.csv",
        {
            "item": "example_id",
            "score": ["feedback.queue_correct", "feedback.brevity"],
            "latency": "execution_time",
        },
        0.01,
    ),
    ("ragas/a1_evaluate", "*.csv", None, 0.01),
    ("ragas/a1_evaluate", "", None, 0.01),
    (
        "ragas/a1_evaluate",
        "*.csv",
        {"item": "user_input", "score": ["exact_match", "non_llm_string_similarity"]},
        0.01,
    ),
    ("ragas/a2_experiment", "*.csv", None, 0.01),
    ("ragas/a2_experiment", "*.csv", {"score": "queue_correct"}, 0.01),
]


def _paths(folder: str, pattern: str) -> list[Path]:
    if not pattern:
        return [SAMPLES / folder]
    found = sorted((SAMPLES / folder).glob(pattern))
    assert found, f"no {pattern} in {folder}"
    return found


def _evidence(folder: str, pattern: str, columns: dict[str, Any] | None) -> Evidence:
    return analyse(read_results(_paths(folder, pattern), columns=columns))


@pytest.mark.parametrize(
    ("folder", "pattern", "columns", "seconds"), LOADS, ids=[f"{x[0]}/{x[1]}{' mapped' if x[2] else ''}" for x in LOADS]
)
def test_every_figure_is_the_true_one(
    folder: str, pattern: str, columns: dict[str, Any] | None, seconds: float
) -> None:
    found = {variant.variant: variant for variant in _evidence(folder, pattern, columns).variants}
    assert sorted(found) == sorted(true["variant"] for true in TRUTH[folder])
    for true in TRUTH[folder]:
        read = found[true["variant"]]
        assert (read.rows, read.items, read.failed) == (true["rows"], true["items"], true["failed"])
        assert (read.tokens_in, read.tokens_out) == (true["tokens_in"], true["tokens_out"])
        assert read.total_cost_usd == _maybe(true["total_cost_usd"], 1e-6)
        assert read.mean_latency_s == _maybe(true["mean_latency_s"], seconds)
        for name, score in true["scores"].items():
            got = read.scores.get(name) or read.scores[f"feedback.{name}"]
            assert got.scored_rows == score["scored_rows"]
            assert got.n == score["scored_rows"] // read.epochs
            assert got.mean == pytest.approx(score["mean"], abs=1e-6)
            assert got.se == pytest.approx(score["se"], abs=1e-6)
            assert got.if_failed_zero == _maybe(score.get("if_failed_zero"), 1e-6)


def _maybe(value: float | None, tolerance: float) -> Any:
    return None if value is None else pytest.approx(value, abs=tolerance)


@pytest.mark.parametrize(
    ("folder", "pattern", "variant"),
    [
        ("inspect-ai/a3_with_errors", "*.eval", "rag-policy"),
        ("promptfoo/a2_prompts_x_providers", "*.json", "rag-policy x terse"),
        ("promptfoo/a2_prompts_x_providers", "*.jsonl", "rag-policy x stepwise"),
    ],
)
def test_the_items_that_failed_are_the_true_ones(folder: str, pattern: str, variant: str) -> None:
    true = next(entry for entry in TRUTH[folder] if entry["variant"] == variant)
    samples = read_results(_paths(folder, pattern)).samples
    failed = sorted(sample.item for sample in samples if sample.variant == variant and sample.failed)
    assert failed == true["failed_items"]


def test_a_failed_assertion_is_not_a_failed_call() -> None:
    evals = read_results(SAMPLES / "promptfoo/a2_prompts_x_providers/matrix.json")
    assert {sample.error for sample in evals.samples if sample.failed} == {"backend said: context window exceeded"}
    assert all(sample.error is None for sample in evals.samples if not sample.failed)


@pytest.mark.parametrize(
    ("path", "tool", "version", "status"),
    [
        ("inspect-ai/a1_model_per_variant", "inspect-ai", "0.3.285", "complete"),
        ("inspect-ai/a4_old_release_0.3.120", "inspect-ai", "0.3.120", "complete"),
        ("promptfoo/a1/results.json", "promptfoo", "0.123.1", "complete"),
        ("promptfoo/a1/results.yaml", "promptfoo", "0.123.1", "complete"),
        ("promptfoo/a1/results.jsonl", "promptfoo", None, "unknown"),
        ("promptfoo/a3_old_release_0.118.0/legacy.json", "promptfoo", "0.118.0", "complete"),
        ("deepeval/a1/test_run_20261122_120152.json", "deepeval", None, "unknown"),
        ("oaieval/a1/ft-small.jsonl", "oaieval", None, "complete"),
        ("langsmith/a1/ft-small.csv", "langsmith", None, "unknown"),
        ("ragas/a1_evaluate/rag-policy.json", "ragas", None, "unknown"),
        ("mlflow/a1_genai_evaluate/prompt-fewshot.eval_results.json", "mlflow", None, "unknown"),
    ],
)
def test_tool_version_and_status_come_from_the_content(path: str, tool: str, version: str | None, status: str) -> None:
    where = SAMPLES / path
    first = sorted(where.iterdir())[0] if where.is_dir() else where
    (file,) = read_results(first).files
    assert (file.name, file.tool, file.tool_version, file.status) == (first.name, tool, version, status)


def test_the_same_run_in_three_formats_is_counted_once() -> None:
    folder = SAMPLES / "promptfoo/a3_old_release_0.118.0"
    evals = read_results([folder / "legacy.json", folder / "legacy.jsonl", folder / "legacy.yaml"])
    assert len(evals.samples) == 80
    assert evals.files[1].notes == ("80 rows already read from another file of the same run, counted once.",)


def test_the_same_log_twice_is_counted_once() -> None:
    log = _paths("inspect-ai/a1_model_per_variant", "*.eval")[0]
    evals = read_results([log, log])
    assert len(evals.samples) == 40
    assert evals.files[1].notes == ("40 samples already read from another file, counted once.",)


def test_uploads_and_paths_read_alike_whatever_the_name_is() -> None:
    paths = _paths("inspect-ai/a1_model_per_variant", "*.eval")
    uploads = [(f"C:\\logs\\{place}.bin", path.read_bytes()) for place, path in enumerate(paths)]
    assert read_results(uploads).samples == read_results(paths).samples
    assert [file.name for file in read_results(uploads).files] == ["0.bin", "1.bin", "2.bin"]


def test_variants_get_their_approach_from_their_names() -> None:
    evals = read_results(_paths("inspect-ai/a1_model_per_variant", "*.eval"))
    assert dict(evals.approaches) == {"ft-small": "fine-tuning", "prompt-fewshot": "prompting", "rag-policy": "rag"}


def test_approaches_can_be_given() -> None:
    evals = read_results(SAMPLES / "promptfoo/a1/results.json", approaches={"ft-small": "rag+fine-tuning"})
    assert evals.approaches["ft-small"] == "rag+fine-tuning"


def test_promptfoos_blended_score_is_not_taken_as_quality() -> None:
    assert _evidence("promptfoo/a1", "*.json", None).score == "queue_correct"
