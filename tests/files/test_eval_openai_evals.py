"""oaieval: several events of one sample, runs that were stopped, other events than `match`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from places import DATA

from advisor.errors import EvalFileError
from advisor.files.read_results import read_results

SPEC = {"spec": {"completion_fns": ["gpt-4"], "eval_name": "e.dev.v0", "base_eval": "e"}}
REPORT = {"final_report": {"accuracy": 0.5}}


def _event(sample: object, type: str, **data: Any) -> dict[str, Any]:
    return {"run_id": "r", "event_id": 0, "sample_id": sample, "type": type, "data": data, "created_at": ""}


def _log(*lines: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(line) for line in lines).encode()


MATCHES = (_event("e.dev.0", "match", correct=True, expected="a"), _event("e.dev.1", "match", correct=False))


def test_texts_are_those_of_the_sampling_and_the_match() -> None:
    sample = read_results(DATA / "eval_samples/oaieval/a1/ft-small.jsonl").samples[0]
    assert sample.text is not None
    assert (sample.item, sample.text.input, sample.text.output, sample.text.expected) == (
        "expense-route.dev.0",
        "Which class of rail ticket may I book for a two-hour trip?",
        "travel",
        "travel",
    )


def test_several_score_lines_of_a_sample_are_its_mean_and_tokens_add_up() -> None:
    usage = {"prompt_tokens": 10, "completion_tokens": 2}
    lines = [
        _event("s", "sampling", prompt="Why?", sampled=["x"], usage=usage),
        _event("s", "match", correct=True),
        _event("s", "sampling", prompt="How?", sampled=["y"], usage=usage),
        _event("s", "match", correct=False),
    ]
    (sample,) = read_results([("run.jsonl", _log(SPEC, REPORT, *lines))]).samples
    assert (sample.scores, sample.tokens_in, sample.tokens_out) == ({"accuracy": 0.5}, 20, 4)
    assert sample.calls == 2


def test_with_a_second_function_that_grades_nobody_tells_whose_the_tokens_are() -> None:
    usage = {"prompt_tokens": 10, "completion_tokens": 2}
    lines = [_event("s", "sampling", sampled=["x"], model="m", usage=usage), _event("s", "match", correct=True)]
    spec = {"spec": {**SPEC["spec"], "completion_fns": ["answers", "grades"]}}
    (sample,) = read_results([("run.jsonl", _log(spec, REPORT, *lines))]).samples
    assert (sample.tokens_in, sample.tokens_out, sample.calls, sample.models) == (None, None, None, ())


def test_numbers_of_metrics_events_are_scores_and_words_are_none() -> None:
    line = _event("s", "metrics", score=0.25, fluent=True, choice="Yes", 流暢さ=1)
    (sample,) = read_results([("run.jsonl", _log(SPEC, REPORT, line))]).samples
    assert sample.scores == {"score": 0.25, "fluent": 1.0, "流暢さ": 1.0}


def test_a_run_without_a_report_is_partial() -> None:
    (file,) = read_results([("run.jsonl", _log(SPEC, *MATCHES))]).files
    assert (file.status, file.notes) == (
        "partial",
        ("No final report: the run was stopped, some samples may be missing.",),
    )


def test_a_log_that_breaks_off_is_partial() -> None:
    (file,) = read_results([("run.jsonl", _log(SPEC, *MATCHES)[:-20])]).files
    assert (file.rows, file.status, file.notes[-1]) == (1, "partial", "The last line is cut off and was left out.")


def test_another_accuracy_than_the_tools_own_is_said() -> None:
    other = {"final_report": {"accuracy": 0.9}}
    (file,) = read_results([("run.jsonl", _log(SPEC, other, *MATCHES))]).files
    assert file.notes == ("`accuracy`: 0.5 over the rows, 0.9 in the tool's own summary.",)


def test_an_error_event_without_a_mark_is_a_failed_call() -> None:
    lines = (*MATCHES, _event("x", "error", message="30 s"))
    failed = read_results([("run.jsonl", _log(SPEC, REPORT, *lines))]).samples[-1]
    assert (failed.item, failed.failed, failed.error, failed.scores) == ("x", True, "30 s", {})


def test_a_sample_without_a_score_is_unscored() -> None:
    (file,) = read_results([("run.jsonl", _log(SPEC, REPORT, *MATCHES, _event("x", "sampling", sampled="y")))]).files
    assert (file.rows, file.notes) == (3, ("1 sample without a score, counted as unscored.",))


def test_runs_of_one_model_are_named_by_what_differs() -> None:
    def log(prompt: str) -> bytes:
        config = {"eval_spec": {"args": {"prompt": prompt}}}
        return _log({"spec": {**SPEC["spec"], "run_config": config}}, REPORT, *MATCHES)

    evals = read_results([("a.jsonl", log("short")), ("b.jsonl", log("long"))])
    assert evals.variants() == ('args={"prompt": "long"}', 'args={"prompt": "short"}')


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ((SPEC, REPORT), "`run.jsonl` is an oaieval log without samples (the run stopped at its start): run it again."),
        (
            (SPEC, _event("s", "sampling", sampled="x")),
            "`run.jsonl` has no `match` and no `metrics` event with a number: give a log of an eval that scores each"
            " sample.",
        ),
        (
            (SPEC, _event("s", "match", correct="maybe")),
            "`run.jsonl`: a value is `maybe`, which is no number, pass/fail, true/false, yes/no or C/I/P/N: write one"
            " of these, or leave it blank.",
        ),
    ],
)
def test_what_cannot_be_read_is_said(lines: tuple[dict[str, Any], ...], message: str) -> None:
    with pytest.raises(EvalFileError) as raised:
        read_results([("run.jsonl", _log(*lines))])
    assert str(raised.value) == message


def test_evals_with_arguments_of_their_own_are_segments_and_no_variants() -> None:
    def run(model: str, base: str, **arguments: Any) -> tuple[str, bytes]:
        spec = {"completion_fns": [model], "eval_name": f"{base}.dev.v0", "base_eval": base, "run_id": model + base}
        told = {**spec, "run_config": {"eval_spec": {"args": arguments}}}
        return f"{model}-{base}.jsonl", _log({"spec": told}, REPORT, _event(f"{base}.dev.0", "match", correct=True))

    files = [run("a", "match", shots=0), run("a", "fuzzy"), run("b", "match", shots=0), run("b", "fuzzy")]
    found = [(sample.variant, sample.segment) for sample in read_results(files).samples]
    assert found == [("a", "match"), ("a", "fuzzy"), ("b", "match"), ("b", "fuzzy")]


def test_a_copy_of_a_log_is_counted_once() -> None:
    path = DATA / "eval_samples/oaieval/a1/ft-small.jsonl"
    evals = read_results([path, ("copy.jsonl", path.read_bytes())])
    assert (len(evals.samples), evals.files[1].notes) == (40, ("The same run as `ft-small.jsonl`, counted once.",))


def test_a_log_of_one_line_is_recognised() -> None:
    with pytest.raises(EvalFileError) as raised:
        read_results([("run.jsonl", _log(SPEC))])
    assert str(raised.value) == (
        "`run.jsonl` is an oaieval log without samples (the run stopped at its start): run it again."
    )
