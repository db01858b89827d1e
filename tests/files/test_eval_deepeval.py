"""DeepEval: runs that are the same, runs that hold several variants, metrics that failed, and older field names."""

from __future__ import annotations

import json
from typing import Any

import pytest
from places import DATA

from advisor.errors import EvalFileError
from advisor.evals.samples import Sample
from advisor.files.read_results import read_results

FOLDER = DATA / "eval_samples/deepeval/a1"


def _case(name: str = "q1", score: float | None = 1.0, **more: Any) -> dict[str, Any]:
    metric = {"name": "Correct", "threshold": 0.5, "success": score == 1.0, "score": score, "reason": "because"}
    return {"name": name, "input": f"What is {name}?", "actualOutput": "a", "metricsData": [metric], **more}


def _run(*cases: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"testCases": list(cases), **more}).encode()


def _samples(*cases: dict[str, Any], **more: Any) -> tuple[Sample, ...]:
    return read_results([("run.json", _run(*cases, **more))]).samples


def test_the_model_is_the_hyperparameter_of_that_name() -> None:
    evals = read_results([("run.json", _run(_case(), hyperparameters={"model": "gpt-4o", "temperature": "0"}))])
    assert evals.models == {"gpt-4o": ("gpt-4o",)}


def test_the_latest_files_are_the_last_run_again() -> None:
    evals = read_results([FOLDER / "test_run_20261122_120153.json", *sorted((FOLDER / ".deepeval").glob(".latest*"))])
    assert len(evals.samples) == 40
    assert [file.notes for file in evals.files[1:]] == [
        ("The same run as `test_run_20261122_120153.json`, counted once.",),
        ("The same run as `test_run_20261122_120153.json`, counted once.",),
    ]


def test_a_copy_of_the_same_name_is_counted_once() -> None:
    evals = read_results([("run.json", _run(_case())), ("run.json", _run(_case()))])
    assert [file.rows for file in evals.files] == [1, 0]


def test_the_cache_is_refused() -> None:
    with pytest.raises(EvalFileError) as raised:
        read_results(FOLDER / ".deepeval/.deepeval-cache.json")
    assert str(raised.value) == (
        "`.deepeval-cache.json` is DeepEval's cache, which merges equal answers and names no variant: give the"
        " `test_run_*.json` or `.latest_run_full.json` of the run."
    )


def test_texts_and_graders_are_kept() -> None:
    metric = {"name": "G-Eval", "score": 0.7, "reason": "mostly", "evaluationModel": "gpt-4o", "evaluationCost": 9}
    (sample,) = _samples(_case(metricsData=[metric], expectedOutput="b", evaluationCost=9, runDuration=7))
    assert sample.text is not None
    assert (sample.text.input, sample.text.output, sample.text.expected, sample.text.reason) == (
        "What is q1?",
        "a",
        "b",
        "G-Eval: mostly",
    )
    assert (sample.graders, sample.cost_usd, sample.latency_s) == ({"G-Eval": "gpt-4o"}, None, None)


def test_a_metric_that_failed_is_unscored() -> None:
    broken = {"name": "Style", "success": False, "error": "judge timed out"}
    evals = read_results([("run.json", _run(_case(metricsData=[*_case()["metricsData"], broken])))])
    assert [dict(sample.scores) for sample in evals.samples] == [{"Correct": 1.0}]
    assert evals.files[0].notes == ("1 case with a metric that failed, counted as unscored.",)


def test_a_metric_without_a_score_is_passed_or_not() -> None:
    told = [{"name": "A", "success": True}, {"name": "B", "success": False}, {"name": "C", "skipped": True}]
    (sample,) = _samples(_case(metricsData=told))
    assert sample.scores == {"A": 1.0, "B": 0.0}


def test_a_metric_that_passes_below_its_threshold_is_no_quality() -> None:
    bias = {"name": "Bias", "threshold": 0.5, "success": True, "score": 0.1}
    evals = read_results([("run.json", _run(_case(metricsData=[*_case()["metricsData"], bias])))])
    assert evals.blended == {"Bias"}
    assert evals.files[0].notes == ("`Bias`: lower is better, so not taken as quality.",)


def test_a_case_with_an_error_and_no_score_is_a_failed_call() -> None:
    failed, _ = _samples(_case(metricsData=[], error="Traceback\n  File x\nTimeoutError: 30 s"), _case("q2"))
    assert (failed.failed, failed.scores, failed.error) == (True, {}, "TimeoutError: 30 s")


def test_hyperparameters_in_which_runs_differ_name_the_variants() -> None:
    runs = [
        (f"{place}.json", _run(_case(), hyperparameters={"model": model, "temperature": "0"}, identifier=str(place)))
        for place, model in enumerate(["大型🙂", "小型"])
    ]
    assert read_results(runs).variants() == ("大型🙂", "小型")


def test_the_identifier_names_a_run_without_hyperparameters() -> None:
    assert _samples(_case(), identifier="rag-v2")[0].variant == "rag-v2"


def test_the_file_names_a_run_that_nothing_names() -> None:
    assert _samples(_case())[0].variant == "run"


def test_variants_in_one_run_are_told_apart_by_their_metadata_or_their_one_tag() -> None:
    told = [_case("q1", metadata={"variant": "rag"}), _case("q1", 0.0, metadata={"variant": "ft"})]
    assert [(s.variant, s.item) for s in _samples(*told)] == [("rag", "q1"), ("ft", "q1")]
    tagged = [_case(name, tags=[tag]) for tag in ("rag", "ft") for name in ("q1", "q2")]
    assert {s.variant for s in _samples(*tagged)} == {"rag", "ft"}


def test_tags_of_different_questions_are_no_variants() -> None:
    assert {s.variant for s in _samples(_case("q1", tags=["easy"]), _case("q2", tags=["hard"]))} == {"run"}


def test_cases_without_a_name_of_their_own_go_by_their_input() -> None:
    first, second = _case("test_case_0", input="Why?"), _case("test_case_1", input="How?")
    assert [sample.item for sample in _samples(first, second)] == ["Why?", "How?"]


def test_the_snake_case_of_older_releases_is_read() -> None:
    metric = {"metric": "Correct", "score": 0.5, "evaluation_model": "gpt-3.5"}
    case = {"name": "q1", "input": "i", "actual_output": "o", "metrics_metadata": [metric], "token_cost": 0.1,
            "completion_time": 2, "input_token_count": 3, "output_token_count": 4}  # fmt: skip
    for key in ("test_cases", "test_results"):
        (sample,) = read_results([("run.json", json.dumps({key: [case]}).encode())]).samples
        assert (sample.scores, sample.graders) == ({"Correct": 0.5}, {"Correct": "gpt-3.5"})
        assert (sample.cost_usd, sample.latency_s, sample.tokens_in, sample.tokens_out) == (0.1, 2, 3, 4)


def test_conversations_are_cases_too() -> None:
    case = {"name": "c1", "scenario": "A refund", "metricsData": [{"name": "Calm", "score": 1}]}
    run = {"testCases": [], "conversationalTestCases": [case]}
    (sample,) = read_results([("run.json", json.dumps(run).encode())]).samples
    assert (sample.item, sample.scores) == ("c1", {"Calm": 1.0})


def test_the_file_of_an_aborted_run_is_partial() -> None:
    (file,) = read_results([(".temp_test_run_data.json", _run(_case()))]).files
    assert (file.status, file.notes) == ("partial", ("The file of a run that did not end: some cases may be missing.",))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"testCases": [[1]]}', "`run.json`, `testCases`, entry 1, is no test case: run it again."),
        (_run(), "`run.json` is a DeepEval test run without test cases: run the evaluation again."),
        (_run(_case(metricsData=[])), "`run.json` has no metric with a score: run the evaluation again."),
        (
            _run(_case(tokenCost=-1)),
            "`run.json`, case `q1`: a value is `-1`, which is below 0: leave it blank if it is not known.",
        ),
        (
            _run(_case(metricsData=[{"name": "A", "score": "good"}])),
            "`run.json`, case `q1`: a value is `good`, which is no number: write one, or leave it blank.",
        ),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, message: str) -> None:
    with pytest.raises(EvalFileError) as raised:
        read_results([("run.json", data)])
    assert str(raised.value) == message
