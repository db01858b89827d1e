"""Inspect logs: stopped runs, letters and objects as scores, judges, variants, texts, and means that differ."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from places import DATA

import advisor.files.inspect_log as inspect_log
from advisor.errors import EvalFileError
from advisor.evals.samples import Sample, SampleText
from advisor.files.eval_peek import Peek
from advisor.files.eval_source import EvalSource
from advisor.files.file_rows import FileRows
from advisor.files.inspect_archive import InspectArchive
from advisor.files.log_readers import InspectReader

SAMPLES = DATA / "eval_samples/inspect-ai"
NEW = sorted((SAMPLES / "a1_model_per_variant").glob("*.eval"))[0]
OLD = sorted((SAMPLES / "a4_old_release_0.3.120").glob("*.eval"))[0]


def _rebuilt(
    log: Path, keep: Callable[[str], bool], change: Callable[[str, Any], Any] = lambda name, value: value
) -> bytes:
    """The log with only some of its members, or with changed ones."""
    archive = InspectArchive(EvalSource(log.name, log.read_bytes()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for member in archive.members:
            if keep(member):
                written.writestr(member, json.dumps(change(member, archive.read_json(member))))
    return out.getvalue()


def _log(
    samples: list[dict[str, Any]], status: str = "success", top: dict[str, Any] | None = None, **spec: Any
) -> bytes:
    """A small log in JSON."""
    filled = [
        {"id": f"q{place}", "epoch": 1, "messages": [], "output": {}, "model_usage": {}, **sample}
        for place, sample in enumerate(samples)
    ]
    body = {"version": 2, "status": status, "eval": {"model": "m/prompt", "task": "t", **spec}, "samples": filled}
    return json.dumps({**body, **(top or {})}).encode()


def _scored(value: Any, **fields: Any) -> dict[str, Any]:
    return {"scores": {"mark": {"value": value}}, **fields}


def _files(*files: tuple[str, bytes]) -> list[FileRows]:
    reader = InspectReader()
    handles = [reader.recognises(Peek(name, data=data)) for name, data in files]
    return list(reader.read([handle for handle in handles if handle is not None]))


def _read(data: bytes, name: str = "log.json") -> FileRows:
    (read,) = _files((name, data))
    return read


def _samples(*samples: dict[str, Any], **spec: Any) -> Sequence[Sample]:
    return _read(_log(list(samples), **spec)).samples


def _message(data: bytes) -> str:
    with pytest.raises(EvalFileError) as raised:
        _read(data)
    return str(raised.value)


def test_a_stopped_run_without_header_is_read_from_its_journal() -> None:
    kept = ("_journal/start.json", "_journal/summaries/1.json", "_journal/summaries/2.json")
    read = _read(_rebuilt(NEW, lambda name: name in kept), "stopped.eval")
    assert (read.file.status, read.file.rows) == ("partial", 21)
    assert read.file.notes == ("Run with status `started`: 21 of 40 samples.",)
    assert {sample.scores["exact_queue"] for sample in read.samples} == {0.0, 1.0}
    assert all(sample.latency_s for sample in read.samples)


def test_samples_that_the_journal_has_not_summed_up_yet_are_read_too() -> None:
    kept = ("_journal/start.json", "_journal/summaries/1.json")
    read = _read(_rebuilt(NEW, lambda name: name in kept or name.startswith("samples/")), "stopped.eval")
    assert (len(read.samples), len({sample.item for sample in read.samples})) == (40, 40)


def test_a_stopped_run_without_summaries_is_read_from_its_samples() -> None:
    kept = ("samples/exp-001_epoch_1.json", "samples/exp-002_epoch_1.json", "_journal/start.json")
    read = _read(_rebuilt(OLD, lambda name: name in kept), "stopped.eval")
    assert [sample.item for sample in read.samples] == ["exp-001", "exp-002"]
    assert [sample.tokens_in for sample in read.samples] == [444, 384]
    assert read.file.status == "partial"


def test_a_log_too_large_to_be_read_whole_is_read_from_its_summaries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect_log, "MAX_UNPACKED_BYTES", 100_000)
    read = _read(NEW.read_bytes(), "large.eval")
    assert (len(read.samples), read.samples[0].latency_s) == (40, 0.663)
    assert read.file.notes == ("The samples are too large to be read whole: texts are cut, latency includes waiting.",)


def test_samples_in_flight_when_the_run_stopped_are_no_failures() -> None:
    stopped = {"error": {"message": "CancelledError('')"}, "scores": {}}
    read = _read(_log([_scored("C"), stopped], status="error"))
    assert (len(read.samples), sum(sample.failed for sample in read.samples)) == (1, 0)
    assert read.file.notes == (
        "Run with status `error`: 1 of ? samples.",
        "1 sample cut short when the run was stopped, left out.",
    )


# --- scores ---


def test_letters_booleans_and_numbers_become_scores_and_no_mark_stays_unscored() -> None:
    marks = ["C", "I", "P", "N", True, False, 0.25, None, float("nan"), "yes"]
    read = _read(_log([_scored(mark) for mark in marks]))
    found = [sample.scores.get("mark") for sample in read.samples]
    assert found == [1.0, 0.0, 0.5, 0.0, 1.0, 0.0, 0.25, None, None, 1.0]
    assert read.file.notes == ("2 samples without a score, counted as unscored.",)


def test_an_object_or_a_list_gives_one_score_per_part_and_several_scorers_stay_apart() -> None:
    scores = {
        "graded": {"value": {"f1": 0.5, "cites": 2, "why": "text"}},
        "exact": {"value": "C"},
        "two": {"value": [1, "I"]},
    }
    (sample,) = _samples({"scores": scores})
    assert dict(sample.scores) == {"graded/f1": 0.5, "graded/cites": 2.0, "exact": 1.0, "two/0": 1.0, "two/1": 0.0}


def test_a_mark_that_means_nothing_is_shown_with_its_sample() -> None:
    assert _message(_log([_scored("C"), _scored("maybe")])) == (
        "`log.json`, sample `q1`: a value is `maybe`, which is no number, pass/fail, true/false, yes/no or C/I/P/N:"
        " write one of these, or leave it blank."
    )


def test_a_scorer_that_only_names_things_is_left_out_when_another_scores() -> None:
    samples = [{"scores": {"exact": {"value": "C"}, "topic": {"value": topic}}} for topic in ("travel", "meals")]
    read = _read(_log(samples))
    assert [dict(sample.scores) for sample in read.samples] == [{"exact": 1.0}, {"exact": 1.0}]
    assert read.file.notes == ("`topic`: 2 marks in words that are no score, left out.",)


def test_what_happened_to_samples_is_said() -> None:
    edited = {"scores": {"mark": {"value": "C", "history": [{"value": "I"}, {"value": "C"}]}}}
    limited = _scored("I", limit={"type": "token", "limit": 100})
    read = _read(_log([edited, limited, _scored("C", error_retries=[{"message": "504"}])]))
    assert read.file.notes == (
        "1 sample stopped by a limit of the run, marked all the same.",
        "1 sample tried again after an error: only the last try is counted.",
        "1 score changed after the run: the changed mark is read.",
    )
    assert [sample.scores["mark"] for sample in read.samples] == [1.0, 0.0, 1.0]


@pytest.mark.parametrize("name", ["log.json", "log.eval"])
def test_samples_declared_invalid_are_left_out(name: str) -> None:
    void = {"invalidation": {"author": "ana", "reason": "typo"}}
    if name == "log.json":
        data = _log([_scored("C"), _scored("I", **void)])
    else:
        sample = "samples/exp-001_epoch_1.json"
        data = _rebuilt(OLD, lambda name: True, lambda name, value: {**value, **void} if name == sample else value)
    read = _read(data, name)
    assert len(read.samples) == (1 if name == "log.json" else 39)
    assert read.file.notes[0] == "1 sample declared invalid in the log, left out."


def test_a_mean_of_the_log_that_differs_from_its_samples_is_said() -> None:
    def result(name: str, value: float, **more: Any) -> dict[str, Any]:
        return {"name": name, "scorer": "mark", "metrics": {"accuracy": {"name": "accuracy", "value": value}}, **more}

    samples = [{**_scored({"a": 1, "b": mark}), "id": name, "epoch": epoch} for name, epoch, mark in
               (("q1", 1, 1), ("q1", 2, 0), ("q2", 1, 1))]  # fmt: skip
    scores = [result("a", 1.0, reducer="mean"), result("b", 0.5), result("b", 1.0, reducer="max")]
    assert _read(_log(samples, top={"results": {"scores": scores}})).file.notes == (
        "Inspect's mean of `mark/b` is 0.5, that of its samples 0.75: the samples are used.",
        "Inspect also reduced repeats by `max`: here they are averaged.",
    )


# --- tokens, cost, latency ---


def test_the_judges_tokens_and_cost_are_left_out() -> None:
    usage = {
        "m/prompt": {"input_tokens": 10, "input_tokens_cache_read": 5, "output_tokens": 2, "total_cost": 0.1},
        "m/judge": {"input_tokens": 1000, "output_tokens": 100, "total_cost": 9.0},
    }
    (sample,) = _samples({**_scored("C"), "model_usage": usage})
    assert (sample.tokens_in, sample.tokens_out, sample.cost_usd) == (15, 2, 0.1)


def test_a_judge_that_is_the_same_model_is_taken_off() -> None:
    usage = {"m/prompt": {"input_tokens": 110, "output_tokens": 12}}
    roles = {"grader": {"input_tokens": 100, "output_tokens": 10}}
    (sample,) = _samples({**_scored("C"), "model_usage": usage, "role_usage": roles})
    assert (sample.tokens_in, sample.tokens_out, sample.cost_usd) == (10, 2, None)


def test_a_judge_without_a_role_that_is_the_same_model_leaves_the_tokens_of_the_call() -> None:
    usage = {"m/prompt": {"input_tokens": 110, "output_tokens": 12}}
    output = {"time": 0.5, "usage": {"input_tokens": 10, "output_tokens": 2}}
    judged = {"scorers": [{"name": "inspect_ai/model_graded_qa"}]}
    (sample,) = _samples({**_scored("C"), "model_usage": usage, "output": output}, **judged)
    assert (sample.tokens_in, sample.tokens_out, sample.latency_s) == (10, 2, 0.5)


def test_an_agent_of_many_calls_is_timed_by_its_working_time() -> None:
    answers = [{"role": "assistant"}, {"role": "tool"}, {"role": "assistant"}]
    (sample,) = _samples({**_scored("C"), "messages": answers, "output": {"time": 0.5}, "working_time": 7.5})
    assert sample.latency_s == 7.5


_REASONED = {"input_tokens": 40, "output_tokens": 10, "reasoning_tokens": 7}
_CACHED = {"input_tokens_cache_read": 60, "input_tokens_cache_write": 5, "output_tokens": 10}


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        ({"input_tokens": 40, "total_tokens": 115, **_CACHED}, (105, 60, 10)),  # cached tokens apart, as today
        ({"input_tokens": 105, "total_tokens": 115, **_CACHED}, (105, 60, 10)),  # within, as before 2026 of OpenAI
        ({"input_tokens": 40, "total_tokens": 50, **_CACHED}, (105, 60, 10)),  # more cached than there was input
        ({"input_tokens": 40, **_CACHED}, (105, 60, 10)),
        ({**_REASONED, "total_tokens": 50}, (40, None, 10)),  # within the output, as of OpenAI
        ({**_REASONED, "total_tokens": 57}, (40, None, 17)),  # beside it, as of Gemini
    ],
)
def test_the_total_tells_what_input_and_output_leave_out(usage: Any, tokens: tuple[int | None, ...]) -> None:
    (sample,) = _samples({**_scored("C"), "model_usage": {"m/prompt": usage}})
    assert (sample.tokens_in, sample.tokens_cached, sample.tokens_out) == tokens


def _call(model: str = "m/prompt", **fields: Any) -> dict[str, Any]:
    return {"event": "model", "model": model, **fields}


_SCORERS = {"event": "span_begin", "type": "scorers"}


def test_calls_are_those_before_the_scorers_with_the_ones_made_again() -> None:
    events = [_call(), {"event": "tool"}, _call(retries=2), _call("m/judge", role="grader"), _SCORERS, _call("m/judge")]
    (sample,) = _samples({**_scored("C"), "events": events})
    assert (sample.calls, sample.models) == (4, ("m/prompt",))


def test_a_log_without_events_tells_its_model_and_no_calls() -> None:
    (sample,) = _samples(_scored("C"))
    assert (sample.calls, sample.models) == (None, ("m/prompt",))


def test_a_chain_of_models_uses_what_all_of_them_use() -> None:
    usage = {
        "m/prompt": {"input_tokens": 10, "output_tokens": 1, "total_cost": 0.1},
        "m/writer": {"input_tokens": 30, "output_tokens": 9, "total_cost": 0.3},
        "m/judge": {"input_tokens": 1000, "output_tokens": 100, "total_cost": 9.0},
    }
    events = [_call(), _call("m/writer"), _SCORERS, _call("m/judge")]
    (sample,) = _samples({**_scored("C"), "model_usage": usage, "events": events})
    assert (sample.tokens_in, sample.tokens_out, sample.cost_usd, sample.calls) == (40, 10, 0.4, 2)
    assert sample.models == ("m/prompt", "m/writer")


def test_what_inspect_answered_from_its_own_cache_is_not_known() -> None:
    usage = {"m/prompt": {"input_tokens": 10, "output_tokens": 1}}
    events = [_call(cache="read"), _call(cache="write")]
    (sample,) = _samples({**_scored("C"), "model_usage": usage, "events": events})
    assert (sample.tokens_in, sample.tokens_out, sample.calls) == (None, None, None)


# --- graders, texts, settings ---


def test_tokens_of_an_agent_that_graded_itself_are_not_known() -> None:
    """`model_graded_qa()` asks the evaluated model, and its usage is added to that of the answers."""
    sample = _scored("C", messages=[{"role": "assistant"}] * 3, model_usage={"m/prompt": {"input_tokens": 4000}})
    read = _read(_log([sample], scorers=[{"name": "model_graded_qa"}]))
    assert read.samples[0].tokens_in is None
    assert read.file.notes == (
        "1 sample graded by the evaluated model itself: tokens and cost of the answer alone are not told.",
    )


@pytest.mark.parametrize(
    ("spec", "grader"),
    [
        ({"scorers": [{"name": "match"}]}, "code"),
        ({"scorers": [{"name": "match", "options": {"model": "m/judge"}}]}, "code"),
        ({"scorers": [{"name": "mark"}]}, None),
    ],
)
def test_the_scorers_of_inspect_itself_are_code(spec: dict[str, Any], grader: str | None) -> None:
    sample = {"scores": {"match": {"value": "C"}, "mark": {"value": "C"}}}
    assert _samples(sample, **spec)[0].graders.get("match") == grader


@pytest.mark.parametrize(
    ("spec", "judge"),
    [
        ({"scorers": [{"name": "inspect_ai/model_graded_qa", "options": {"model": ["m/a", "m/b"]}}]}, "m/a + m/b"),
        ({"scorers": [{"name": "model_graded_qa"}], "model_roles": {"grader": {"model": "m/judge"}}}, "m/judge"),
        ({"scorers": [{"name": "model_graded_qa", "options": None}]}, "m/prompt"),
    ],
)
def test_a_model_that_graded_is_named(spec: dict[str, Any], judge: str) -> None:
    read = _read(_log([{"scores": {"model_graded_qa": {"value": {"tone": 1}}}}], **spec))
    assert (dict(read.samples[0].graders), read.file.settings["grader"]) == ({"model_graded_qa/tone": judge}, judge)


def test_a_sample_keeps_what_was_asked_answered_wanted_and_said() -> None:
    asked = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "How far?"}, {"type": "image"}]},
    ]
    sample = {
        "scores": {"mark": {"value": "I", "explanation": "Not a queue."}},
        "input": asked,
        "target": ["travel"],
        "output": {"choices": [{"message": {"content": "attachment://abc"}}]},
        "attachments": {"abc": "x" * 30_000},
        "metadata": {"cluster": "doc-1", "segment": 3},
    }
    (found,) = _samples(sample)
    assert found.text == SampleText(
        "system: Be brief.\nuser: How far?\n(image)", "x" * 19_999 + "…", "travel", "Not a queue."
    )
    assert (found.cluster, found.segment) == ("doc-1", "3")


def test_a_summary_without_its_sample_keeps_the_parsed_answer() -> None:
    kept = ("summaries.json", "header.json")
    sample = _read(_rebuilt(NEW, lambda name: name in kept), "log.eval").samples[0]
    assert sample.text == SampleText("How early must I book flights to get them refunded?", "meals", "travel", None)


def test_the_settings_of_the_run_are_kept() -> None:
    spec = {
        "created": "2026-11-22T11:39:29+00:00", "task_version": "2-A", "dataset": {"name": "queues"},
        "config": {"epochs": 2, "retry_on_error": 1}, "model_generate_config": {"temperature": 0.0, "max_tokens": 64},
    }  # fmt: skip
    assert _read(_log([_scored("C"), _scored("C")], **spec)).file.settings == {
        "date": "2026-11-22T11:39:29+00:00", "task": "t", "task_version": "2-A", "dataset": "queues", "epochs": "2",
        "temperature": "0.0", "max_tokens": "64", "retries": "1",
    }  # fmt: skip


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.*")), ids=lambda path: path.stem[-22:])
def test_no_real_log_differs_from_its_own_means(path: Path) -> None:
    assert _read(path.read_bytes(), path.name).file.notes == ()


# --- variants and items ---


@pytest.mark.parametrize(
    ("specs", "names"),
    [
        ([{"model": "openai/gpt-a"}, {"model": "openai/gpt-b"}], ["gpt-a", "gpt-b"]),
        ([{"model": "openai/gpt"}, {"model": "azure/gpt"}], ["openai/gpt", "azure/gpt"]),
        ([{"task_args": {"k": 3}}, {"task_args": {"k": 5}}], ["k=3", "k=5"]),
        ([{"model": "m/a", "solver": "rag"}, {"model": "m/b", "solver": "cot"}], ["a x rag", "b x cot"]),
        ([{"solver_args": {"index": "/srv/x/a.bin"}}, {"solver_args": {"index": "/srv/b.bin"}}], ["a.bin", "b.bin"]),
        ([{"tags": ["v1"]}, {"tags": ["v2"]}], ["v1", "v2"]),
        ([{"tags": ["b", "v1"]}, {"tags": ["v2", "b"]}], ["v1", "v2"]),
        ([{"tags": ["a"], "metadata": {"variant": "rag"}}, {"metadata": {"variant": "tuned"}}], ["rag", "tuned"]),
        ([{"task_args": {"prompt": "w " * 40 + end}} for end in "ab"], ["w " * 19 + "w… (1)", "w " * 19 + "w… (2)"]),
        ([{"task": "rag_task"}, {"task": "prompt_task"}], ["rag_task", "prompt_task"]),
        ([{"task_args": {"variant": "rag-2"}}], ["rag-2"]),
        ([{"model": "m/ra\x1bg"}], ["ra�g"]),
        ([{}], ["prompt"]),
    ],
)  # fmt: skip
def test_the_variant_is_what_the_logs_differ_in(specs: list[dict[str, Any]], names: list[str]) -> None:
    read = _files(*((f"{place}.json", _log([_scored("C")], **spec)) for place, spec in enumerate(specs)))
    assert [rows.samples[0].variant for rows in read] == names


def test_logs_that_differ_in_nothing_are_one_variant() -> None:
    read = _files(("a.json", _log([_scored("C")])), ("b.json", _log([_scored("I")])))
    assert [rows.samples[0].variant for rows in read] == ["prompt", "prompt"]


def test_a_sample_in_two_logs_is_counted_once() -> None:
    log = _log([_scored("C", uuid="u1")])
    first, second = _files(("a.json", log), ("b.json", log))
    assert (len(first.samples), len(second.samples)) == (1, 0)
    assert second.file.notes == ("1 sample already read from another file, counted once.",)


def test_equal_ids_of_other_questions_in_other_tasks_stay_apart() -> None:
    one = _log([{**_scored("C"), "input": "How far?"}], task="far", dataset={"name": "far"})
    two = _log([{**_scored("C"), "input": "How old?"}], task="old", dataset={"name": "old"})
    read = _files(("a.json", one), ("b.json", two))
    assert [rows.samples[0].item for rows in read] == ["far/q0", "old/q0"]


def test_several_tasks_are_segments_and_no_variants() -> None:
    """Each task has arguments of its own, which tell nothing about the variant."""
    far = {"task": "far", "dataset": {"name": "far"}, "task_args": {"style": "short"}}
    old = {"task": "old", "dataset": {"name": "old"}}
    logs = [_log([_scored("C")], **{**task, "model": model}) for model in ("m/a", "m/b") for task in (far, old)]
    read = _files(*((f"{place}.json", log) for place, log in enumerate(logs)))
    found = [(rows.samples[0].variant, rows.samples[0].segment) for rows in read]
    assert found == [("a", "far"), ("a", "old"), ("b", "far"), ("b", "old")]


def test_of_a_run_that_was_tried_again_the_last_try_is_counted() -> None:
    """Made as `inspect eval-retry` does it: what came to an end is copied, the rest is run anew in a log of its own."""
    done, failed = _scored("C", uuid="u0"), {"error": {"message": "timeout"}, "scores": {}, "uuid": "u1"}
    first = _log([done, failed], status="error", task_id="k", created="2026-11-22T10:00:00+00:00")
    again = _log([done, _scored("I", uuid="u2")], task_id="k", created="2026-11-22T11:00:00+00:00")
    for files in ((("a.json", first), ("b.json", again)), (("b.json", again), ("a.json", first))):
        read = {rows.file.name: rows for rows in _files(*files)}
        assert [dict(sample.scores) for sample in read["b.json"].samples] == [{"mark": 1.0}, {"mark": 0.0}]
        assert (read["b.json"].file.status, read["a.json"].file.status) == ("complete", "unknown")
        assert read["a.json"].file.notes == (
            "Run with status `error`: 2 of ? samples.",
            "2 samples of a run that was tried again, counted in its last try.",
        )


def test_a_try_that_was_stopped_leaves_the_rest_to_the_one_before() -> None:
    first = _log([_scored("C"), _scored("I")], task_id="k", created="2026-11-22T10:00:00+00:00")
    again = _log([_scored("I")], status="cancelled", task_id="k", created="2026-11-22T11:00:00+00:00")
    read = _files(("a.json", first), ("b.json", again))
    assert [[sample.item for sample in rows.samples] for rows in read] == [["q1"], ["q0"]]


def test_a_log_without_its_samples_is_named() -> None:
    assert _message(_log([], config={"log_samples": False})) == (
        "`log.json` was written without its samples: run the eval again with `log_samples`."
    )


def test_a_part_of_the_dataset_is_said() -> None:
    dataset = {"name": "queues", "samples": 40, "sample_ids": ["q0"]}
    file = _read(_log([_scored("C")], dataset=dataset, config={"limit": 1})).file
    assert (file.status, file.notes) == ("partial", ("A part of the dataset was run: 1 of 40 items.",))


def test_a_score_edited_in_an_archive_is_counted() -> None:
    """Summaries hold the changed mark and not that it was changed."""
    from advisor.files.inspect_details import read_details

    edited = {"scores": {"mark": {"value": 5, "history": [{"value": 1}, {"value": 5}]}, "other": {"value": 1}}}
    assert read_details(edited).edited == 1


def test_an_id_that_is_a_formula_stays_as_it_is() -> None:
    (sample,) = _samples(_scored("C", id="=cmd|' /C calc'!A0"))
    assert sample.item == "=cmd|' /C calc'!A0"


def test_an_error_is_one_line_without_folders() -> None:
    text = "Traceback (most recent call last):\n  File '/srv/app/x.py'\nOSError: no file /srv/data/docs/a.txt"
    sample, _ = _samples({"error": {"message": text}}, _scored("C"))
    assert (sample.failed, sample.error) == (True, "OSError: no file a.txt")
