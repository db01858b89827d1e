"""lm-evaluation-harness: which files belong together, several tasks and filters, and what is no score."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from places import DATA

from advisor.errors import EvalFileError
from advisor.evals.eval_set import EvalSet
from advisor.files.read_results import find_problems, read_results

FOLDER = DATA / "eval_samples/lm-eval/a1"
RESULTS = json.loads(next(FOLDER.glob("ft-small/*/results_*.json")).read_text(encoding="utf-8"))
Source = tuple[str, bytes]


def _row(
    place: int, mark: object = 1.0, filter: str | None = "none", metric: str = "acc", **more: Any
) -> dict[str, Any]:
    row = {
        "doc_id": place,
        "doc": {"question": f"Q{place}"},
        "target": "A",
        "arguments": {"gen_args_0": {"arg_0": f"Q{place}", "arg_1": {}}},
        "resps": [["A"]],
        "filtered_resps": ["A"],
        "metrics": [metric],
        metric: mark,
        **more,
    }
    return row if filter is None else {**row, "filter": filter}


def _samples(*rows: dict[str, Any], task: str = "t", time: str = "2026-01-01T00-00-00.1") -> Source:
    return f"samples_{task}_{time}.jsonl", "\n".join(map(json.dumps, rows)).encode()


def _results(
    figures: dict[str, dict[str, Any]], time: str = "2026-01-01T00-00-00.1", args: Any = None, **more: Any
) -> Source:
    whole = {
        "results": figures,
        "configs": {},
        "n-shot": {},
        "lm_eval_version": "0.4.9",
        "config": {"model": "hf", "model_args": args},
        "model_name": "m",
        **more,
    }
    return f"results_{time}.json", json.dumps(whole).encode()


def _uploads() -> list[Source]:
    return [(path.name, path.read_bytes()) for path in sorted(FOLDER.rglob("*")) if path.is_file()]


def _means(evals: EvalSet, score: str) -> dict[str, float]:
    marks: dict[str, list[float]] = {}
    for sample in evals.samples:
        if score in sample.scores:
            marks.setdefault(sample.variant, []).append(sample.scores[score])
    return {variant: sum(found) / len(found) for variant, found in sorted(marks.items())}


TRUE = {"ft-small": 0.875, "prompt-fewshot": 0.675, "rag-policy": 0.8}


def test_uploads_without_folders_are_paired_by_the_time_in_their_names() -> None:
    assert _means(read_results(_uploads()), "exact_match,none") == TRUE


def test_files_without_telling_names_are_paired_by_their_means() -> None:
    renamed = [
        (f"{place}.bin", data) for place, (_, data) in enumerate(sorted(_uploads(), key=lambda pair: pair[1][:40]))
    ]
    assert _means(read_results(renamed), "exact_match,none") == TRUE


def test_samples_alone_are_named_by_their_folders() -> None:
    evals = read_results(sorted(FOLDER.rglob("samples_*.jsonl")))
    assert _means(evals, "exact_match,none") == TRUE
    assert evals.files[0].status == "unknown"
    assert evals.files[0].notes == ("Its `results_*.json` is not there: model and settings of the run are not known.",)


def test_a_copy_of_a_samples_file_is_counted_once() -> None:
    evals = read_results([*_uploads(), *_uploads()])
    assert len(evals.samples) == 120
    assert {file.notes for file in evals.files[9:] if file.name.startswith("samples")} == {
        ("The same rows as another file of this name, counted once.",)
    }


def test_each_file_of_a_pair_is_fine_when_both_are_there() -> None:
    results, samples = _results({"t": {"acc,none": 1.0}}), _samples(_row(0))
    assert find_problems([samples, results]) == [None, None]
    (problem,) = find_problems([results])
    assert str(problem).startswith(f"`{results[0]}` holds only the means of a run")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ([1], "row 2, is no JSON object: write one object per row."),
        ({**_row(1), "doc_id": None}, "line 2, has no `doc_id`: run the eval again."),
    ],
)
def test_a_row_that_is_no_object_or_has_no_number_is_said(row: Any, message: str) -> None:
    name, _ = _samples()
    with pytest.raises(EvalFileError) as raised:
        read_results([_samples(_row(0), row)])
    assert str(raised.value) == f"`{name}`, {message}"


def test_results_alone_are_refused() -> None:
    with pytest.raises(EvalFileError) as raised:
        read_results([_results({"t": {"acc,none": 0.5}})])
    assert str(raised.value) == (
        "`results_2026-01-01T00-00-00.1.json` holds only the means of a run, with which no paired comparison is"
        " possible: give its `samples_*.jsonl` too (run lm-eval with `--log_samples`)."
    )


def test_the_own_id_of_a_record_names_the_item_and_settings_are_kept() -> None:
    evals = read_results(FOLDER)
    assert {sample.item for sample in evals.samples} == {f"exp-{number:03}" for number in range(1, 41)}
    file = next(file for file in evals.files if file.rows)
    assert file.settings == {"date": "2026-11-22", "max_tokens": "8", "dataset": "json", "shots": "0"}
    text = evals.samples[0].text
    assert text is not None
    assert (text.input, text.output, text.expected) == (
        "Name the queue: Which class of rail ticket may I book for a two-hour trip?\nQueue:",
        "travel",
        "travel",
    )


@pytest.mark.parametrize("args", [{"pretrained": "org/{}", "dtype": "float16"}, "pretrained=org/{},dtype=float16"])
def test_model_arguments_are_an_object_or_a_text(args: Any) -> None:
    def given(name: str) -> Any:
        return json.loads(json.dumps(args).replace("{}", name))

    files = [
        *(_samples(_row(0), time=f"2026-01-0{day}T00-00-00.1") for day in (1, 2)),
        *(
            _results({"t": {"acc,none": 1.0}}, f"2026-01-0{day}T00-00-00.1", given(name))
            for day, name in ((1, "小型モデル"), (2, "large🙂"))
        ),
    ]
    evals = read_results(files)
    assert evals.variants() == ("org/large🙂", "org/小型モデル")
    assert evals.models == {name: (name,) for name in evals.variants()}


def test_each_filter_is_a_score_of_its_own_and_no_repeat() -> None:
    rows = [_row(0, 0.0, "strict-match"), _row(0, 1.0, "flexible-extract")]
    (sample,) = read_results([_samples(*rows)]).samples
    assert sample.scores == {"acc,strict-match": 0.0, "acc,flexible-extract": 1.0}


def test_old_rows_without_a_filter_are_told_apart_by_the_order_of_the_results() -> None:
    rows = [_row(place, mark, None) for place in (0, 1) for mark in (0.0, 1.0)]
    results = _results({"t": {"acc,strict": 0.0, "acc_stderr,strict": "N/A", "acc,loose": 1.0}})
    first, _ = read_results([_samples(*rows), results]).samples
    assert first.scores == {"acc,strict": 0.0, "acc,loose": 1.0}


def test_old_rows_without_a_list_of_metrics_have_those_that_are_no_other_field() -> None:
    row = {key: value for key, value in _row(0, acc_norm=0.0, task_name="t").items() if key != "metrics"}
    (sample,) = read_results([_samples({**row, "doc_hash": "h"})]).samples
    assert sample.scores == {"acc,none": 1.0, "acc_norm,none": 0.0}


def test_several_tasks_keep_their_items_apart_and_a_group_has_none() -> None:
    figures = {"g": {"acc,none": 0.5, "alias": "g"}, "a": {"acc,none": 1.0}, "b": {"acc,none": 0.0}}
    results = _results(figures, group_subtasks={"g": ["a", "b"], "a": []})
    evals = read_results([_samples(_row(0), task="a"), _samples(_row(0, 0.0), task="b"), results])
    assert [(sample.variant, sample.item, sample.segment) for sample in evals.samples] == [
        ("m", "a/0", "a"),
        ("m", "b/0", "b"),
    ]
    assert evals.files[2].notes == ("The settings and means of 2 samples files.",)


def test_a_task_without_samples_is_said() -> None:
    results = _results({"a": {"acc,none": 1.0}, "b": {"acc,none": 0.0}})
    evals = read_results([_samples(_row(0), task="a"), results])
    assert evals.files[1].notes == (
        "The settings and means of 1 samples file.",
        "1 task without a samples file, left out: `b`.",
    )


def test_marks_that_are_null_or_lists_are_unscored() -> None:
    evals = read_results([_samples(_row(0), _row(1, None), _row(2, [1, 0]), _row(3, float("nan")))])
    assert [dict(sample.scores) for sample in evals.samples] == [{"acc,none": 1.0}, {}, {}, {}]
    assert evals.files[0].notes[-1] == "3 rows with a metric that is null or a list, counted as unscored."


def test_a_metric_of_which_lower_is_better_is_no_quality() -> None:
    told = _results(
        {"t": {"acc,none": 1.0, "errors,none": 3.0}}, higher_is_better={"t": {"acc": True, "errors": False}}
    )
    evals = read_results([_samples(_row(0, metrics=["acc", "errors", "perplexity"], errors=3, perplexity=9)), told])
    assert evals.blended == {"errors,none", "perplexity,none"}
    assert "`errors,none`, `perplexity,none`: lower is better, so it is not taken as quality." in evals.files[0].notes


def test_a_run_that_only_predicts_has_no_score() -> None:
    with pytest.raises(EvalFileError) as raised:
        read_results([_samples(_row(0, 999, metric="bypass"))])
    assert str(raised.value) == (
        "`samples_t_2026-01-01T00-00-00.1.jsonl` has no scores (a run with `--predict_only`): run it again without"
        " this option."
    )


def test_a_limited_run_is_partial() -> None:
    config = {"model": "hf", "model_args": None, "limit": 1.0}
    results = _results({"t": {"acc,none": 1.0}}, config=config, **{"n-samples": {"t": {"original": 9, "effective": 1}}})
    file = read_results([_samples(_row(0)), results]).files[0]
    assert (file.status, file.notes) == ("partial", ("A part of the task was run: 1 of 9 items.",))


def test_another_mean_than_the_tools_own_is_said() -> None:
    file = read_results([_samples(_row(0), _row(1, 0.0)), _results({"t": {"acc,none": 0.75}})]).files[0]
    assert file.notes == ("`acc,none`: 0.5 over the rows, 0.75 in the tool's own summary.",)


def test_rows_of_changed_documents_are_other_items() -> None:
    old, new = _row(0, doc_hash="a" * 64), _row(0, doc_hash="b" * 64)
    evals = read_results([_samples(old), _samples(new, time="2026-01-02T00-00-00.1")])
    assert [sample.item for sample in evals.samples] == ["a" * 12, "b" * 12]


def test_samples_as_one_json_list_are_read_like_lines(tmp_path: Path) -> None:
    path = tmp_path / "samples_t_2026-01-01T00-00-00.1.jsonl"
    path.write_text(json.dumps([_row(0), _row(1)], indent=2), encoding="utf-8")
    assert len(read_results(path).samples) == 2
