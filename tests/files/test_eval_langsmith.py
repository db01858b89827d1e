"""LangSmith: words as marks, failed rows, repeats, other columns than those of the samples."""

from __future__ import annotations

import json

import pytest
from places import DATA

from advisor.errors import EvalFileError
from advisor.evals.eval_set import EvalSet
from advisor.files.read_results import read_results

FOLDER = DATA / "eval_samples/langsmith/a1"
HEADER = "inputs.question,outputs.answer,error,reference.queue,feedback.correct,execution_time,example_id,id\n"


def _read(*rows: str, header: str = HEADER) -> EvalSet:
    return read_results([("実験🙂.csv", (header + "\n".join(rows) + "\n").encode())])


def _message(*rows: str, header: str = HEADER) -> str:
    with pytest.raises(EvalFileError) as raised:
        _read(*rows, header=header)
    return str(raised.value)


def test_texts_are_kept_and_the_file_is_the_variant() -> None:
    (sample,) = _read("Why?,so,,because,1,0.5,e1,r1").samples
    assert sample.text is not None
    assert (sample.variant, sample.item, sample.latency_s) == ("実験🙂", "e1", 0.5)
    assert (sample.text.input, sample.text.output, sample.text.expected) == ("Why?", "so", "because")


def test_what_the_target_returns_of_its_call_is_read() -> None:
    header = "outputs.prompt_tokens,outputs.cached_tokens,outputs.model,feedback.correct,example_id\n"
    (sample,) = _read("40,10,gpt-4o,1,e1", header=header).samples
    assert (sample.tokens_in, sample.tokens_cached, sample.models) == (40, 10, ("gpt-4o",))


def test_a_row_with_a_traceback_is_a_failed_call() -> None:
    trace = '"Traceback (most recent call last):\n  File ""x.py"", line 1\nTimeoutError: 30 s"'
    failed, _ = _read(f"Why?,,{trace},because,,0.1,e1,r1", "How?,so,,so,1,0.1,e2,r2").samples
    assert (failed.failed, failed.error, failed.scores) == (True, "TimeoutError: 30 s", {})


def test_words_are_marks_and_a_blank_is_unscored() -> None:
    evals = _read("a,b,,c,pass,1,e1,r1", "a,b,,c,FAIL,1,e2,r2", "a,b,,c,,1,e3,r3")
    assert [dict(sample.scores) for sample in evals.samples] == [{"correct": 1.0}, {"correct": 0.0}, {}]
    assert evals.files[0].notes == ("1 row without some feedback, counted as unscored.",)


def test_categories_are_no_marks() -> None:
    header = HEADER.replace("feedback.correct", "feedback.correct,feedback.tone")
    (file,) = _read("a,b,,c,1,warm,1,e1,r1", "a,b,,c,1,cold,1,e2,r2", header=header).files
    assert file.notes == ("`feedback.tone`: holds words and no marks, left out.",)


def test_the_same_example_again_is_a_repeat() -> None:
    samples = _read("a,b,,c,1,1,e1,r1", "a,b,,c,0,1,e1,r2").samples
    assert [(sample.item, sample.epoch) for sample in samples] == [("e1", 1), ("e1", 2)]


def test_the_json_of_the_same_experiment_is_counted_once() -> None:
    import csv

    path = FOLDER / "ft-small.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    evals = read_results([path, ("ft-small.json", json.dumps(rows).encode())])
    assert len(evals.samples) == 40
    assert evals.files[1].notes == ("40 rows already read from another file, counted once.",)


def test_without_an_example_id_the_inputs_name_the_item() -> None:
    header = "inputs.question,feedback.correct\n"
    assert [sample.item for sample in _read("Why?,1", "How?,0", header=header).samples] == ["Why?", "How?"]


def test_the_hosted_download_is_a_table_to_map() -> None:
    assert _message("a,b,1,0.2", header="Input,Output,Correctness score,Latency\n") == (
        "`実験🙂.csv` has no column `item` and no column `score`; its columns are `Input`, `Output`,"
        ' `Correctness score`, `Latency`: map them, for example columns={"item": "Input", "score":'
        ' "Correctness score"}.'
    )


def test_what_cannot_be_read_is_said() -> None:
    assert _message("a,b,,c,1,-1,e1,r1") == (
        "`実験🙂.csv`, row 2: a value is `-1`, which is below 0: leave it blank if it is not known."
    )
    assert _message("a,b,,c,1,1,e1,r1", "a,b,,c,0,1,,r2") == "`実験🙂.csv`, row 3, has no `example_id`: fill it in."
    assert _message("a,b,,c,1,1,e1") == (
        "`実験🙂.csv`, row 2, has 7 cells and the header 8: the file is cut off, or a text with a separator lacks its"
        " quotes."
    )
    assert _message("a,b,,c,warm,1,e1,r1") == (
        "`実験🙂.csv` has no feedback with numbers or pass/fail (`feedback.correct`): let an evaluator give one."
    )
