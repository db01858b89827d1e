"""promptfoo's CSV in both shapes gives the marks of the JSON of the same run, and says what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from places import DATA

from advisor.errors import EvalFileError
from advisor.evals.samples import Sample
from advisor.files.eval_peek import Peek
from advisor.files.eval_source import EvalSource
from advisor.files.log_readers import PromptfooReader
from advisor.files.promptfoo import PromptfooFile, read_promptfoo
from advisor.files.promptfoo_csv import promptfoo_csv

SAMPLES = DATA / "eval_samples/promptfoo"
NOTE = (
    "promptfoo's CSV rounds scores to 2 decimals and holds no cost, latency or tokens:"
    " the JSON of the same run has them (`promptfoo eval -o results.json`)."
)


def _csv(text: str) -> PromptfooFile | None:
    return promptfoo_csv(EvalSource("run.csv", text.encode()), text)


def _samples(text: str) -> list[Sample]:
    file = _csv(text)
    assert file is not None
    return list(read_promptfoo([file])[0].samples)


def _json_of(path: Path) -> PromptfooFile:
    found = PromptfooReader().recognises(Peek(path.name, path=path))
    assert found is not None
    return found


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("a*/*.csv")), ids=lambda path: path.stem)
def test_a_real_csv_gives_the_marks_of_its_json(path: Path) -> None:
    samples = _samples(path.read_text(encoding="utf-8"))
    (whole,) = read_promptfoo([_json_of(path.with_suffix(".json"))])
    assert {(s.variant, s.item, s.failed): dict(s.scores) for s in samples} == {
        (s.variant, s.item, s.failed): {name: round(mark, 2) for name, mark in s.scores.items()} for s in whole.samples
    }
    assert {(s.variant, s.item): s.text.output if s.text else None for s in samples if not s.failed} == {
        (s.variant, s.item): s.text.output if s.text else None for s in whole.samples if not s.failed
    }


def test_a_csv_gives_way_to_the_json_of_the_same_run() -> None:
    path = SAMPLES / "a2_prompts_x_providers/matrix.csv"
    rounded, whole = _csv(path.read_text(encoding="utf-8")), _json_of(path.with_suffix(".json"))
    assert rounded is not None
    first, second = read_promptfoo([rounded, whole])
    assert (len(first.samples), len(second.samples)) == (0, 80)
    assert first.file.notes == (NOTE, "80 rows already read from another file of the same run, counted once.")


def test_the_newer_shape_is_read_with_objects_errors_and_missing_runs() -> None:
    text = (
        "id,case,[rag] terse,Status,Score,Named Scores,Metric: right,Grader Reason,Comment,[ft] terse,Status,Score,"
        "Metric: right,Grader Reason\n"
        'q1,"{""a"":[1]}",travel,PASS,0.67,"{""right"":0.6667}",0.67,Good,,meals,FAIL,0.50,0.50,Bad\n'
        "q2,{},,ERROR,0.00,,,Error: 504,,,,,,\n"
    )
    first, second, third = _samples(text)
    assert (first.variant, first.item, dict(first.scores)) == (
        "rag", "q1", {"right": 0.6667, "score": 0.67, "success": 1.0},
    )  # fmt: skip
    assert (second.variant, dict(second.scores)) == ("ft", {"right": 0.5, "score": 0.5, "success": 0.0})
    assert (third.item, third.failed, third.error, dict(third.scores)) == ("q2", True, "Error: 504", {})
    assert (first.cost_usd, first.latency_s, first.tokens_in) == (None, None, None)


def test_the_older_shape_is_read_with_its_reasons() -> None:
    text = (
        "id,[rag] terse,[ft] terse\n"
        'q1,"[FAIL] (0.50, right: 1.00, so: so: 0.00)\n\nToo slow\n---\ntravel (a, b)\n\nFail Reason: Too slow","[PASS]'
        ' (1.00)\n\ntravel"\n'
        'q2,"[ERROR] (0.00)\n\nError: 504\n---\n","[PASS] meals"\n'
    )
    first, second, third, fourth = _samples(text)
    assert dict(first.scores) == {"right": 1.0, "so: so": 0.0, "score": 0.5, "success": 0.0}
    assert first.text is not None
    assert (first.text.output, first.text.reason) == ("travel (a, b)", "Too slow")
    assert dict(second.scores) == {"score": 1.0, "success": 1.0}
    assert (third.failed, third.error) == (True, "Error: 504")
    assert dict(fourth.scores) == {"score": 1.0, "success": 1.0}


@pytest.mark.parametrize(
    "text", ["item,score\nq1,1\n", "id,[rag] terse\nq1,0.5\n", "[note],x\n1,2\n", "", 'id,"[rag] te']
)
def test_another_table_is_left_to_others(text: str) -> None:
    assert _csv(text) is None


def test_a_csv_that_breaks_off_or_holds_nothing_is_named() -> None:
    with pytest.raises(EvalFileError) as raised:
        _csv('id,[rag] terse,Status\nq1,a,PASS\nq2,"brea')
    assert str(raised.value) == (
        "`run.csv`, line 3, has a cell whose quotes do not match: export or copy the file again."
    )
    with pytest.raises(EvalFileError) as raised:
        _csv("id,[rag] terse,Status\nq1,,\n")
    assert str(raised.value) == "`run.csv` is a promptfoo CSV without results: run the eval again."


def test_metrics_that_older_releases_added_up_are_said() -> None:
    table = 'question,[rag] terse\nQ1,"[PASS] (1.00, right: 2.00)\n\nanswer"\n'
    file = _csv(table)
    assert file is not None
    summed = "`right`: marks above 1, which older releases add up from several assertions."
    assert file.notes == (NOTE, summed)
