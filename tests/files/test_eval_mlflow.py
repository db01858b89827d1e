"""MLflow: what is a score and what an expectation, which run a row belongs to, and its store."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from places import DATA

from advisor.errors import EvalFileError
from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import Sample
from advisor.files.read_results import read_results

GENAI = DATA / "eval_samples/mlflow/a1_genai_evaluate"
CLASSIC = DATA / "eval_samples/mlflow/a2_classic_evaluate_filestore"


def _feedback(name: str, value: object, source: str = "CODE", by: str = "default", **more: Any) -> dict[str, Any]:
    source_of = {"source_type": source, "source_id": by}
    return {"assessment_name": name, "source": source_of, "feedback": {"value": value}, "valid": True, **more}


def _row(place: int = 1, *assessments: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "trace_id": f"tr-{place}",
        "state": "OK",
        "request_time": 1795349166236,
        "execution_duration": 500,
        "request": {"question": f"Q{place}"},
        "response": "A",
        "trace_metadata": {"mlflow.sourceRun": "run1"},
        "assessments": list(assessments),
        **more,
    }


def _read(*rows: dict[str, Any], name: str = "rag.eval_results.json") -> EvalSet:
    return read_results([(name, json.dumps(rows).encode())])


def _one(*assessments: dict[str, Any], **more: Any) -> Sample:
    (sample,) = _read(_row(1, *assessments, **more)).samples
    return sample


def test_csv_and_json_and_the_database_give_the_same_samples() -> None:
    found = [
        sorted(read_results(GENAI / name).samples, key=lambda sample: sample.item)
        for name in ("prompt-fewshot.eval_results.csv", "prompt-fewshot.eval_results.json")
    ]
    assert found[0] == found[1]
    stored = read_results(GENAI / "mlflow.db.gz").samples
    same = sorted((each for each in stored if each.variant == "prompt-fewshot"), key=lambda sample: sample.item)
    assert [(s.item, s.scores, s.latency_s, s.tokens_in, s.tokens_out, s.graders) for s in same] == [
        (s.item, s.scores, s.latency_s, s.tokens_in, s.tokens_out, s.graders) for s in found[0]
    ]


def test_an_expectation_is_no_score() -> None:
    expected = {"assessment_name": "count", "expectation": {"value": 5}, "source": {"source_type": "HUMAN"}}
    row = _row(1, _feedback("ok", True), expected) | {"ok/value": True, "count/value": 5}
    (sample,) = _read(row).samples
    assert sample.scores == {"ok": 1.0}
    assert sample.text is not None
    assert (sample.text.input, sample.text.output, sample.text.expected) == ("Q1", "A", "5")


def test_without_assessments_a_column_of_words_is_the_expectation() -> None:
    row = {key: value for key, value in _row().items() if key != "assessments"}
    (sample,) = _read(row | {"ok/value": "True", "ok/rationale": "fine", "queue/value": "travel"}).samples
    assert sample.scores == {"ok": 1.0}
    assert sample.text is not None
    assert (sample.text.expected, sample.text.reason) == ("travel", "ok: fine")


def test_who_graded_is_kept_and_a_person_stands_beside_a_judge() -> None:
    sample = _one(
        _feedback("style", "yes", "LLM_JUDGE", "openai:/gpt-4o"), _feedback("style", False, "HUMAN"), _feedback("n", 3)
    )
    assert sample.scores == {"style": 1.0, "style (human)": 0.0, "n": 3.0}
    assert sample.graders == {"style": "openai:/gpt-4o", "style (human)": "human", "n": "code"}


def test_what_only_people_graded_keeps_its_name() -> None:
    sample = _one(_feedback("style", True, "HUMAN"), _feedback("ok", True))
    assert (sample.scores, sample.graders) == ({"style": 1.0, "ok": 1.0}, {"style": "human", "ok": "code"})


def test_the_order_of_person_and_judge_does_not_matter() -> None:
    sample = _one(_feedback("style", False, "HUMAN"), _feedback("style", "yes", "LLM_JUDGE", "gpt-4o"))
    assert sample.scores == {"style": 1.0, "style (human)": 0.0}


def test_feedback_that_was_replaced_or_declared_invalid_is_left_out() -> None:
    old = _feedback("ok", False, assessment_id="a-1")
    new = _feedback("ok", True, assessment_id="a-2", overrides="a-1")
    assert _one(old, new, _feedback("bad", True, valid=False)).scores == {"ok": 1.0}


def test_a_scorer_that_failed_is_unscored_and_words_are_left_out() -> None:
    broken = _feedback("ok", None, error={"error_message": "boom"})
    evals = _read(_row(1, broken, _feedback("tone", "warm")), _row(2, _feedback("ok", True)))
    assert [dict(sample.scores) for sample in evals.samples] == [{}, {"ok": 1.0}]
    assert evals.files[0].notes == (
        "1 row without some score, counted as unscored.",
        "`tone`: holds words and no marks, left out.",
    )


def test_a_trace_in_error_is_a_failed_call_with_its_message() -> None:
    spans = [{"status": {"code": "STATUS_CODE_ERROR", "message": "TimeoutError: 30 s"}}]
    failed, _ = _read(
        _row(1, _feedback("ok", False), state="ERROR", spans=spans), _row(2, _feedback("ok", True))
    ).samples
    assert (failed.failed, failed.scores, failed.error) == (True, {}, "TimeoutError: 30 s")


def test_tokens_and_cost_come_from_texts_inside_the_metadata() -> None:
    metadata = {
        "mlflow.trace.tokenUsage": '{"input_tokens": 98, "output_tokens": 4}',
        "mlflow.trace.cost": '{"total_cost": 0.5}',
    }
    sample = _one(_feedback("ok", True), trace_metadata=metadata)
    assert (sample.tokens_in, sample.tokens_out, sample.cost_usd, sample.latency_s) == (98, 4, 0.5, 0.5)


def _span(place: int, parent: int | None, **attributes: str) -> dict[str, Any]:
    return {"span_id": f"s{place}", "parent_span_id": parent and f"s{parent}", "attributes": attributes}


def test_model_calls_are_the_spans_with_tokens_each_once() -> None:
    used = {"mlflow.chat.tokenUsage": '{"input_tokens": 1}', "mlflow.llm.model": '"gpt-4o"'}
    spans = [_span(1, None), _span(2, 1, **used), _span(3, 2, **used), _span(4, 1, **used)]
    sample = _one(_feedback("ok", True), spans=spans)
    assert (sample.calls, sample.models) == (2, ("gpt-4o",))


def test_cached_tokens_of_claude_stand_beside_the_input() -> None:
    usage = '{"input_tokens": 50, "output_tokens": 4, "cache_read_input_tokens": 30}'
    metadata = {"mlflow.trace.tokenUsage": usage}
    spans = {name: [_span(1, None, **{"mlflow.chat.tokenUsage": usage, "mlflow.llm.model": name})]
             for name in ("claude-x", "gpt-4o")}  # fmt: skip
    found = [_one(_feedback("ok", True), trace_metadata=metadata, spans=own) for own in spans.values()]
    assert [(own.tokens_in, own.tokens_cached) for own in found] == [(80, 30), (50, 30)]


def test_the_file_name_is_the_variant_until_the_runs_are_known() -> None:
    row = _row(1, _feedback("ok", True))
    assert _read(row, name="実験.eval_results.json").variants() == ("実験",)
    runs = b"run_id,experiment_id,artifact_uri,status,tags.mlflow.runName,params.k\nrun1,1,x,FINISHED,bold-fox,5\n"
    evals = read_results([("any.json", json.dumps([row]).encode()), ("runs.csv", runs)])
    assert evals.variants() == ("bold-fox",)
    assert [(file.rows, file.status) for file in evals.files] == [(1, "complete"), (0, "unknown")]


def test_parameters_in_which_runs_differ_come_before_their_names() -> None:
    rows = [_row(1, _feedback("ok", True)), _row(2, _feedback("ok", True), trace_metadata={"mlflow.sourceRun": "run2"})]
    runs = (
        b"run_id,experiment_id,artifact_uri,status,tags.mlflow.runName,params.prompt,metrics.ok/mean\n"
        b"run1,1,x,FINISHED,bold-fox,v1,1.0\nrun2,1,x,FAILED,shy-cat,v2,0.5\n"
    )
    evals = read_results([("all.json", json.dumps(rows).encode()), ("runs.csv", runs)])
    assert [sample.variant for sample in evals.samples] == ["v1", "v2"]
    assert (evals.files[0].status, evals.files[0].notes) == (
        "partial",
        (
            "A run with status `FAILED`: rows may be missing.",
            "`ok`: 1 over the rows, 0.5 in the tool's own summary.",
        ),
    )


def test_rows_of_several_runs_that_nobody_names_stay_apart() -> None:
    rows = [
        _row(1, _feedback("ok", True)),
        _row(2, _feedback("ok", True), trace_metadata={"mlflow.sourceRun": "b" * 32}),
    ]
    assert _read(*rows).variants() == ("run bbbbbbbb", "run run1")


def test_a_cell_that_is_no_literal_is_a_text_and_is_never_run() -> None:
    row = {**_row(), "request": "{'a': __import__('os').getcwd()}", "ok/value": "True"}
    out = io.StringIO()
    writer = csv.DictWriter(out, [key for key in row if key != "assessments"], extrasaction="ignore")
    writer.writeheader()
    writer.writerow(row)
    (sample,) = read_results([("rag.csv", out.getvalue().encode())]).samples
    assert (sample.item, sample.scores) == ("{'a': __import__('os').getcwd()}", {"ok": 1.0})


def test_traces_of_releases_before_3_are_read() -> None:
    row = {"request_id": "r1", "status": "OK", "execution_time_ms": 250, "timestamp_ms": 1795349166236, "response": "A",
           "request": '{"question": "Q"}', "request_metadata": {}, "assessments": [_feedback("ok", 1)]}  # fmt: skip
    (sample,) = _read(row).samples
    assert (sample.item, sample.latency_s, sample.scores) == ("Q", 0.25, {"ok": 1.0})


def test_the_table_of_a_run_folder_is_named_by_its_parameters() -> None:
    paths = sorted(CLASSIC.rglob("eval_results_table.json"))
    assert {sample.variant for sample in read_results(paths[0]).samples} <= {"rag-policy", "ft-small", "prompt-fewshot"}
    evals = read_results(CLASSIC)
    assert evals.variants() == ("ft-small", "prompt-fewshot", "rag-policy")
    assert {file.status for file in evals.files} == {"complete"}


def test_a_run_that_failed_is_partial(tmp_path: Path) -> None:
    run = next(CLASSIC.rglob("eval_results_table.json")).parent.parent
    shutil.copytree(run, tmp_path / "run")
    meta = tmp_path / "run/meta.yaml"
    meta.write_text(meta.read_text(encoding="utf-8").replace("status: 3", "status: 4"), encoding="utf-8")
    (file,) = read_results(tmp_path / "run/artifacts/eval_results_table.json").files
    assert (file.status, file.notes) == ("partial", ("A run with status `FAILED`: rows may be missing.",))


def test_a_classic_table_is_read_as_csv_too() -> None:
    text = "question,outputs,toxicity/v1/score,toxicity/v1/justification,latency,token_count\nQ,A,0.1,mild,1.5,7\n"
    (sample,) = read_results([("rag.csv", text.encode())]).samples
    assert (sample.variant, sample.item, sample.scores) == ("rag", "Q", {"toxicity/v1": 0.1})
    assert (sample.latency_s, sample.tokens_out) == (1.5, 7)
    assert sample.text is not None
    assert (sample.text.output, sample.text.reason) == ("A", "toxicity/v1: mild")


def test_readability_and_toxicity_are_no_quality() -> None:
    text = "inputs,outputs,ari_grade_level/v1/score,answer_correctness/v1/score\nQ,A,9.6,2\nR,B,5.8,\n"
    evals = read_results([("rag.csv", text.encode())])
    assert evals.blended == {"ari_grade_level/v1"}
    assert evals.files[0].notes == (
        "1 row without some score, counted as unscored.",
        "`ari_grade_level/v1`: not taken as quality.",
    )


def _store(*statements: str) -> bytes:
    with sqlite3.connect(":memory:") as store:
        store.deserialize(gzip.decompress((GENAI / "mlflow.db.gz").read_bytes()))
        for statement in statements:
            store.execute(statement)
        store.commit()
        return store.serialize()


def test_deleted_runs_and_traces_of_no_run_are_left_out_and_counted() -> None:
    data = _store(
        "UPDATE runs SET lifecycle_stage = 'deleted' WHERE name = 'ft-small'",
        "DELETE FROM trace_request_metadata WHERE key = 'mlflow.sourceRun' AND request_id ="
        " (SELECT min(request_id) FROM trace_info)",
    )
    evals = read_results([("mlflow.db", data)])
    assert evals.variants() == ("prompt-fewshot", "rag-policy")
    assert evals.files[0].notes[:2] == (
        f"{120 - len(evals.samples)} traces that belong to no run, left out.",
        "1 run deleted in MLflow, left out.",
    )


def test_a_store_with_a_write_ahead_log_is_read_without_it() -> None:
    data = bytearray(_store())
    data[18:20] = b"\x02\x02"
    assert len(read_results([("mlflow.db", bytes(data))]).samples) == 120


def test_a_store_of_an_older_release_without_token_columns_is_read() -> None:
    data = _store(*(f"ALTER TABLE trace_info DROP COLUMN {name}" for name in ("input_tokens", "total_cost")))
    sample = read_results([("mlflow.db", data)]).samples[0]
    assert (sample.tokens_in, sample.cost_usd) == (None, None)


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (
            ("DELETE FROM trace_info",),
            "`mlflow.db` is an MLflow store without traces of an evaluation: run `mlflow.genai.evaluate`.",
        ),
        (
            ("DROP TABLE assessments",),
            "`mlflow.db` is an MLflow store without traces: give its `eval_results_table.json` files.",
        ),
        (("DROP TABLE runs",), "`mlflow.db` is an SQLite database: export the eval table as CSV."),
    ],
)
def test_a_store_without_results_is_said(statements: tuple[str, ...], message: str) -> None:
    with pytest.raises(EvalFileError) as raised:
        read_results([("mlflow.db", _store(*statements))])
    assert str(raised.value) == message


def test_a_store_that_is_cut_off_is_said() -> None:
    with pytest.raises(EvalFileError) as raised:
        read_results([("mlflow.db", _store()[:50_000])])
    assert str(raised.value) == (
        "`mlflow.db` is an SQLite database that cannot be read: copy it, or export the eval table as CSV."
    )


def test_runs_alone_are_no_results() -> None:
    with pytest.raises(EvalFileError) as raised:
        read_results(GENAI / "runs.csv")
    assert str(raised.value) == "`runs.csv` holds MLflow's runs and no rows: give their eval tables too."


def test_what_cannot_be_read_is_said() -> None:
    with pytest.raises(EvalFileError) as raised:
        _one(_feedback("ok", True), execution_duration=-1)
    assert str(raised.value) == (
        "Trace `tr-1` of MLflow: a value is `-1`, which is below 0: leave it blank if it is not known."
    )
    with pytest.raises(EvalFileError) as raised:
        read_results([("t.csv", b"inputs,outputs,a/score\nQ,A,good\n")])
    assert str(raised.value) == (
        "`t.csv`: row 2: a value is `good`, which is no number, pass/fail, true/false, yes/no or C/I/P/N: write one"
        " of these, or leave it blank."
    )


def test_traces_without_a_request_pair_by_what_was_expected() -> None:
    """A `predict_fn` without a traced function of its own leaves the request blank."""

    def wanted(item: int) -> dict[str, Any]:
        return {"assessment_name": "answer", "expectation": {"value": f"A{item}"}}

    rows = [
        _row(place, wanted(item), _feedback("ok", True), request="", trace_metadata={"mlflow.sourceRun": run})
        for place, (run, item) in enumerate((("r1", 1), ("r1", 2), ("r2", 2), ("r2", 1)))
    ]
    items = [(sample.variant, sample.item) for sample in _read(*rows).samples]
    assert items == [("run r1", "A1"), ("run r1", "A2"), ("run r2", "A2"), ("run r2", "A1")]


def test_traces_without_a_request_stay_apart_where_expectations_do_not_tell() -> None:
    rows = [_row(place, _feedback("ok", True), request=None) for place in (1, 2)]
    assert [sample.item for sample in _read(*rows).samples] == ["tr-1", "tr-2"]


def _with_runs(*runs: dict[str, str]) -> list[str]:
    """The variants of one trace in each of these runs but the last."""
    used = [run["run_id"] for run in runs[:-1]]
    rows = [
        _row(place, _feedback("ok", True), trace_metadata={"mlflow.sourceRun": run}) for place, run in enumerate(used)
    ]
    head = ["run_id", "experiment_id", "artifact_uri", "status", "tags.mlflow.runName", "params.model", "params.shots"]
    table = "\n".join(",".join(line) for line in [head, *([run.get(key, "") for key in head] for run in runs)])
    found = read_results([("e.json", json.dumps(rows).encode()), ("runs.csv", table.encode())])
    return [sample.variant for sample in found.samples]


def test_runs_without_rows_do_not_tell_variants_apart() -> None:
    one = {"run_id": "r1", "params.model": "a", "params.shots": "3"}
    assert _with_runs(one, {**one, "run_id": "r2", "params.model": "b"}, {"run_id": "child"}) == ["a", "b"]


def test_runs_of_equal_parameters_are_told_apart_by_names_that_somebody_gave() -> None:
    one = {"run_id": "r1", "params.model": "a", "tags.mlflow.runName": "prompt v1"}
    other = {"run_id": "r2", "params.model": "a", "tags.mlflow.runName": "prompt v2"}
    assert _with_runs(one, other, {"run_id": "r3"}) == ["prompt v1", "prompt v2"]
    made_up = [{**run, "tags.mlflow.runName": f"bold-hen-{place}"} for place, run in enumerate((one, other))]
    assert _with_runs(*made_up, {"run_id": "r3"}) == ["a", "a"]


def test_a_classic_table_pairs_by_its_questions_whatever_the_answers_are_called() -> None:
    columns = ["inputs", "ground_truth", "pred", "ok/score", "ok/justification"]
    tables = [{"columns": columns, "data": [["Q1", "A", answer, 1, ""]]} for answer in ("A", "B")]
    files = [(f"{place}.json", json.dumps(table).encode()) for place, table in enumerate(tables)]
    assert len({sample.item for sample in read_results(files).samples}) == 1


def test_a_trace_of_no_time_tells_no_latency() -> None:
    """`genai.evaluate` without a `predict_fn` makes a trace of 0 ms around each answer that it was given."""
    assert _one(_feedback("ok", True), execution_duration=0).latency_s is None
