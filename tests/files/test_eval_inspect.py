"""Inspect logs: stopped runs, letters and objects as scores, judges, variants, and archives that want to harm."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from places import DATA

import advisor.files.inspect_archive as inspect_archive
from advisor.errors import EvalFileError
from advisor.files.eval_source import EvalSource
from advisor.files.inspect_archive import InspectArchive
from advisor.files.read_results import read_results

SAMPLES = DATA / "eval_samples/inspect-ai"
NEW = sorted((SAMPLES / "a1_model_per_variant").glob("*.eval"))[0]
OLD = sorted((SAMPLES / "a4_old_release_0.3.120").glob("*.eval"))[0]


def _rebuilt(log: Path, keep: Callable[[str], bool]) -> bytes:
    """The log with only some of its members."""
    archive = InspectArchive(EvalSource(log.name, log.read_bytes()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for member in archive.members:
            if keep(member):
                written.writestr(member, json.dumps(archive.read_json(member)))
    return out.getvalue()


def _log(samples: list[dict[str, Any]], status: str = "success", **spec: Any) -> bytes:
    """A small log in JSON."""
    filled = [
        {"id": f"q{place}", "epoch": 1, "messages": [], "output": {}, "model_usage": {}, **sample}
        for place, sample in enumerate(samples)
    ]
    body = {"version": 2, "status": status, "eval": {"model": "m/prompt", "task": "t", **spec}, "samples": filled}
    return json.dumps(body).encode()


def _scored(value: Any) -> dict[str, Any]:
    return {"scores": {"mark": {"value": value}}}


def _message(sources: Any) -> str:
    with pytest.raises(EvalFileError) as raised:
        read_results(sources)
    return str(raised.value)


def test_a_stopped_run_without_header_is_read_from_its_journal() -> None:
    kept = ("_journal/start.json", "_journal/summaries/1.json", "_journal/summaries/2.json")
    evals = read_results([("stopped.eval", _rebuilt(NEW, lambda name: name in kept))])
    (file,) = evals.files
    assert (file.status, file.rows) == ("partial", 21)
    assert file.notes == ("Run with status `started`: 21 of 40 samples.",)
    assert {sample.scores["exact_queue"] for sample in evals.samples} == {0.0, 1.0}
    assert all(sample.latency_s for sample in evals.samples)


def test_samples_that_the_journal_has_not_summed_up_yet_are_read_too() -> None:
    kept = ("_journal/start.json", "_journal/summaries/1.json")
    data = _rebuilt(NEW, lambda name: name in kept or name.startswith("samples/"))
    evals = read_results([("stopped.eval", data)])
    assert (len(evals.samples), len({sample.item for sample in evals.samples})) == (40, 40)


def test_a_stopped_run_without_summaries_is_read_from_its_samples() -> None:
    kept = ("samples/exp-001_epoch_1.json", "samples/exp-002_epoch_1.json", "_journal/start.json")
    evals = read_results([("stopped.eval", _rebuilt(OLD, lambda name: name in kept))])
    assert [sample.item for sample in evals.samples] == ["exp-001", "exp-002"]
    assert [sample.tokens_in for sample in evals.samples] == [444, 384]
    assert evals.files[0].status == "partial"


def test_samples_in_flight_when_the_run_stopped_are_no_failures() -> None:
    stopped = {"error": {"message": "CancelledError('')"}, "scores": {}}
    evals = read_results([("log.json", _log([_scored("C"), stopped], status="error"))])
    assert (len(evals.samples), sum(sample.failed for sample in evals.samples)) == (1, 0)
    assert evals.files[0].notes == (
        "Run with status `error`: 1 of ? samples.",
        "1 sample cut short when the run was stopped, left out.",
    )


def test_letters_booleans_and_numbers_become_scores_and_no_mark_stays_unscored() -> None:
    marks = ["C", "I", "P", "N", True, False, 0.25, None, float("nan"), "yes"]
    evals = read_results([("log.json", _log([_scored(mark) for mark in marks]))])
    found = [sample.scores.get("mark") for sample in evals.samples]
    assert found == [1.0, 0.0, 0.5, 0.0, 1.0, 0.0, 0.25, None, None, 1.0]
    assert evals.files[0].notes == ("2 samples without a score, counted as unscored.",)


def test_an_object_gives_one_score_per_key_and_several_scorers_stay_apart() -> None:
    scores = {"graded": {"value": {"f1": 0.5, "cites": 2, "why": "text"}}, "exact": {"value": "C"}}
    evals = read_results([("log.json", _log([{"scores": scores}]))])
    assert dict(evals.samples[0].scores) == {"graded/f1": 0.5, "graded/cites": 2.0, "exact": 1.0}


def test_a_mark_that_means_nothing_is_shown_with_its_sample() -> None:
    assert _message([("log.json", _log([_scored("C"), _scored("maybe")]))]) == (
        "`log.json`, sample `q1`: a value is `maybe`, which is no number, pass/fail, true/false, yes/no or C/I/P/N:"
        " write one of these, or leave it blank."
    )


def test_the_judges_tokens_and_cost_are_left_out() -> None:
    usage = {
        "m/prompt": {"input_tokens": 10, "input_tokens_cache_read": 5, "output_tokens": 2, "total_cost": 0.1},
        "m/judge": {"input_tokens": 1000, "output_tokens": 100, "total_cost": 9.0},
    }
    (sample,) = read_results([("log.json", _log([{**_scored("C"), "model_usage": usage}]))]).samples
    assert (sample.tokens_in, sample.tokens_out, sample.cost_usd) == (15, 2, 0.1)


def test_a_judge_that_is_the_same_model_is_taken_off() -> None:
    usage = {"m/prompt": {"input_tokens": 110, "output_tokens": 12}}
    roles = {"grader": {"input_tokens": 100, "output_tokens": 10}}
    (sample,) = read_results(
        [("log.json", _log([{**_scored("C"), "model_usage": usage, "role_usage": roles}]))]
    ).samples
    assert (sample.tokens_in, sample.tokens_out, sample.cost_usd) == (10, 2, None)


def test_an_agent_of_many_calls_is_timed_by_its_working_time() -> None:
    answers = [{"role": "assistant"}, {"role": "tool"}, {"role": "assistant"}]
    agent = {**_scored("C"), "messages": answers, "output": {"time": 0.5}, "working_time": 7.5}
    (sample,) = read_results([("log.json", _log([agent]))]).samples
    assert sample.latency_s == 7.5


def test_samples_declared_invalid_are_left_out() -> None:
    evals = read_results([("log.json", _log([_scored("C"), {**_scored("I"), "invalidation": {"reason": "typo"}}]))])
    assert (len(evals.samples), evals.files[0].notes) == (1, ("1 sample declared invalid in the log, left out.",))


@pytest.mark.parametrize(
    ("specs", "names"),
    [
        ([{"model": "openai/gpt-a"}, {"model": "openai/gpt-b"}], ["gpt-a", "gpt-b"]),
        ([{"model": "openai/gpt"}, {"model": "azure/gpt"}], ["openai/gpt", "azure/gpt"]),
        ([{"task_args": {"k": 3}}, {"task_args": {"k": 5}}], ["k=3", "k=5"]),
        ([{"model": "m/a", "solver": "rag"}, {"model": "m/b", "solver": "cot"}], ["a x rag", "b x cot"]),
        ([{"solver_args": {"index": "/srv/x/a.bin"}}, {"solver_args": {"index": "/srv/b.bin"}}], ["a.bin", "b.bin"]),
        ([{"tags": ["v1"]}, {"tags": ["v2"]}], ['tags=["v1"]', 'tags=["v2"]']),
        ([{"task": "rag_task"}, {"task": "prompt_task"}], ["rag_task", "prompt_task"]),
        ([{"task_args": {"variant": "rag-2"}}], ["rag-2"]),
        ([{}], ["prompt"]),
    ],
)  # fmt: skip
def test_the_variant_is_what_the_logs_differ_in(specs: list[dict[str, Any]], names: list[str]) -> None:
    evals = read_results([(f"{place}.json", _log([_scored("C")], **spec)) for place, spec in enumerate(specs)])
    assert [sample.variant for sample in evals.samples] == names


def test_logs_that_differ_in_nothing_are_repeats_of_one_variant() -> None:
    evals = read_results([("a.json", _log([_scored("C")])), ("b.json", _log([_scored("I")]))])
    assert [(sample.variant, sample.epoch) for sample in evals.samples] == [("prompt", 1), ("prompt", 2)]
    assert evals.notes == ("`b.json`: 1 row of a variant and item that another file holds too, taken as repeats.",)


def test_equal_ids_of_other_questions_in_other_tasks_stay_apart() -> None:
    one = _log([{**_scored("C"), "input": "How far?"}], task="far", dataset={"name": "far"})
    two = _log([{**_scored("C"), "input": "How old?"}], task="old", dataset={"name": "old"})
    assert [sample.item for sample in read_results([("a.json", one), ("b.json", two)]).samples] == ["far/q0", "old/q0"]


def test_an_error_is_one_line_without_folders() -> None:
    text = "Traceback (most recent call last):\n  File '/srv/app/x.py'\nOSError: no file /srv/data/docs/a.txt"
    (sample, _) = read_results([("log.json", _log([{"error": {"message": text}}, _scored("C")]))]).samples
    assert (sample.failed, sample.error) == (True, "OSError: no file a.txt")


# --- archives that are broken or want to harm ---


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in members.items():
            written.writestr(name, data)
    return out.getvalue()


def test_plain_text_renamed_to_eval_is_named_as_such() -> None:
    assert _message([("log.eval", b"hello, this is a note")]) == (
        "`log.eval` is plain text and not an Inspect log, which is a zip: give the log as Inspect wrote it."
    )


def test_a_log_that_breaks_off_is_named_as_such() -> None:
    assert _message([("log.eval", NEW.read_bytes()[:40_000])]) == (
        "`log.eval` is cut off or damaged (its zip directory cannot be read): copy the log again."
    )


def test_a_zip_without_a_log_is_named_as_such() -> None:
    assert _message([("log.eval", _zip({"notes.txt": b"x"}))]) == (
        "`log.eval` is a zip, but not an Inspect log: give the `.eval` log, or unpack the zip and give its files."
    )
    assert _message([("table.xlsx", _zip({"xl/workbook.xml": b"x"}))]) == (
        "`table.xlsx` is a zip, but an Excel workbook, save it as CSV: give the `.eval` log, or unpack the zip and give"
        " its files."
    )


def test_a_log_without_header_and_journal_is_named_as_such() -> None:
    assert _message([("log.eval", _zip({"summaries.json": b"[]"}))]) == (
        "`log.eval` has no header and no journal: it is no whole Inspect log, copy it again."
    )


def test_a_damaged_member_is_named() -> None:
    data = bytearray(NEW.read_bytes())
    info = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("summaries.json")
    place = info.header_offset + 60 + info.compress_size // 2
    data[place : place + 8] = b"\xff" * 8
    assert _message([("log.eval", bytes(data))]) == (
        "`log.eval` is damaged in its member `summaries.json`: copy the log again."
    )


def test_a_member_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect_archive, "MAX_FILE_BYTES", 100_000)
    bomb = _zip({"header.json": b" " * 1_000_000})
    assert _message([("log.eval", bomb)]) == (
        "`log.eval` unpacks to more than is read here (its member `header.json`):"
        " write the log without the model's messages, or split it."
    )


@pytest.mark.parametrize("packer", ["deflate", "zstandard"])
def test_a_member_that_lies_about_its_size_is_refused(packer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect_archive, "MAX_FILE_BYTES", 100_000)
    whole = b" " * 1_000_000
    deflate = zlib.compressobj(wbits=-15)
    packed = (
        deflate.compress(whole) + deflate.flush() if packer == "deflate" else zstandard.ZstdCompressor().compress(whole)
    )
    message = _message([("log.eval", _lying_zip("header.json", packed, 8 if packer == "deflate" else 93))])
    assert message in (
        "`log.eval` unpacks to more than is read here (its member `header.json`):"
        " write the log without the model's messages, or split it.",
        "`log.eval` is damaged in its member `header.json`: copy the log again.",
    )


def _lying_zip(name: str, packed: bytes, method: int) -> bytes:
    """A zip whose one member says that it unpacks to 10 bytes."""
    sizes = (0, len(packed), 10, len(name))
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, method, 0, 0, *sizes, 0) + name.encode() + packed
    central = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, method, 0, 0, *sizes, 0, 0, 0, 0, 0, 0
    ) + name.encode()  # fmt: skip
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def test_all_members_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect_archive, "MAX_UNPACKED_BYTES", 20_000)
    assert _message([("log.eval", NEW.read_bytes())]).startswith("`log.eval` unpacks to more than is read here")
