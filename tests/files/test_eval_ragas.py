"""Ragas: which columns are scores, rows that are missing, tables of older releases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from places import DATA

from advisor.errors import EvalFileError
from advisor.evals.eval_set import EvalSet
from advisor.files.read_results import read_results

FOLDER = DATA / "eval_samples/ragas"


def _read(text: str, name: str = "rag.csv") -> EvalSet:
    return read_results([(name, text.encode())])


def test_every_numeric_column_that_is_no_input_is_a_score() -> None:
    evals = _read(
        ",user_input,retrieved_contexts,response,reference,faithfulness,rouge_score(mode=fmeasure),aspect,response_time\n"
        "0,どこ？,\"['a', 'b']\",here,there,0.5,1e-1,4,7.5\n"
    )
    (sample,) = evals.samples
    assert sample.scores == {"faithfulness": 0.5, "rouge_score(mode=fmeasure)": 0.1, "aspect": 4.0}
    assert sample.text is not None
    assert (sample.item, sample.text.output, sample.text.expected) == ("どこ？", "here", "there")
    assert sample.latency_s == 7.5


def test_a_blank_metric_is_unscored_and_counted() -> None:
    evals = _read("user_input,response,faithfulness\nQ1,a,0.5\nQ2,b,\nQ3,c,nan\n")
    assert [dict(sample.scores) for sample in evals.samples] == [{"faithfulness": 0.5}, {}, {}]
    assert evals.files[0].notes == ("2 rows with a metric that is blank, counted as unscored.",)


def test_the_csv_and_the_json_of_one_table_are_counted_once() -> None:
    evals = read_results(sorted(FOLDER.glob("a1_evaluate/rag-policy.*")))
    assert len(evals.samples) == 40
    assert evals.files[1].notes == ("The same rows as `rag-policy.csv`, counted once.",)


def test_rows_of_an_experiment_that_are_missing_are_counted_against_the_other_files() -> None:
    path = FOLDER / "a2_experiment/rag-policy.csv"
    text = path.read_text(encoding="utf-8")
    evals = read_results([path, ("ft-small.csv", "\n".join(text.splitlines()[:-3]).encode())])
    assert [(file.status, file.notes) for file in evals.files] == [
        ("unknown", ()),
        ("partial", ("3 items of the other files not in here: rows whose call raised are not written.",)),
    ]


def test_columns_of_an_experiment_keep_cost_latency_and_tokens() -> None:
    evals = _read(
        "id,question,response,grade,latency_ms,cost,input_tokens,cached_tokens,calls,model,seed\n"
        "1,Q,A,pass,500,0.1,7,3,2,gpt-4o,1\n"
    )
    (sample,) = evals.samples
    assert (sample.tokens_cached, sample.calls, sample.models) == (3, 2, ("gpt-4o",))
    assert (sample.item, sample.scores) == ("1", {"grade": 1.0})
    assert (sample.latency_s, sample.cost_usd, sample.tokens_in, sample.tokens_out) == (0.5, 0.1, 7, None)


def test_letters_of_a_multiple_choice_are_no_marks() -> None:
    (sample,) = _read("question,response,choice,correct\nQ,A,C,1\n").samples
    assert sample.scores == {"correct": 1.0}


def test_the_columns_of_older_releases_are_read() -> None:
    rows = [{"question": "Q", "answer": "A", "contexts": ["c"], "ground_truth": "G", "answer_relevancy": 0.9}]
    (sample,) = _read(json.dumps(rows), "old.json").samples
    assert (sample.item, sample.scores) == ("Q", {"answer_relevancy": 0.9})


def test_the_same_question_again_is_a_repeat() -> None:
    samples = _read("user_input,response,faithfulness\nQ1,a,0.5\nQ1,b,1\n").samples
    assert [(sample.item, sample.epoch) for sample in samples] == [("Q1", 1), ("Q1", 2)]


def test_long_questions_are_cut_and_stay_apart() -> None:
    long = "word " * 100
    evals = _read(f"user_input,response,faithfulness\n{long}1,a,0.5\n{long}2,b,1\n")
    assert len({sample.item for sample in evals.samples}) == 2
    assert max(len(sample.item) for sample in evals.samples) <= 200


def test_a_failed_row_has_no_score() -> None:
    failed, _ = _read("question,response,correct,error\nQ1,,0,rate limit\nQ2,A,1,\n").samples
    assert (failed.failed, failed.error, failed.scores) == (True, "rate limit", {})


def test_the_same_name_in_two_folders_is_two_variants(tmp_path: Path) -> None:
    for folder, mark in (("rag", 1), ("ft", 0)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "scores.csv").write_text(f"user_input,response,ok\nQ,a,{mark}\n", encoding="utf-8")
    assert read_results(tmp_path).variants() == ("ft", "rag")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "user_input,response,faithfulness\nQ1,a\n",
            "`rag.csv`, row 2, has 2 cells and the header 3: the file is cut off, or a text with a separator lacks"
            " its quotes.",
        ),
        ("user_input,response,faithfulness\n", "`rag.csv` has a header and no rows: export the results again."),
        (
            "question,response,correct,cost\nQ1,a,1,-2\n",
            "`rag.csv`, row 2: a value is `-2`, which is below 0: leave it blank if it is not known.",
        ),
    ],
)
def test_what_cannot_be_read_is_said(text: str, message: str) -> None:
    with pytest.raises(EvalFileError) as raised:
        _read(text)
    assert str(raised.value) == message


def test_conversations_pair_by_what_the_person_said() -> None:
    """As Ragas 0.4.3 writes `MultiTurnSample`s: a literal of messages in CSV, objects in JSON, and no answer."""
    turns = [{"content": "hi 1", "type": "human"}, {"content": "rag 1", "type": "ai"}]
    (told,) = _read(f'user_input,reference,goal_accuracy\n"{turns}",done,0.0\n').samples
    (same,) = _read(json.dumps([{"user_input": turns[:1], "reference": "done", "goal_accuracy": 1}]), "b.json").samples
    assert (told.item, dict(told.scores)) == ("hi 1", {"goal_accuracy": 0.0})
    assert (same.item, dict(same.scores)) == ("hi 1", {"goal_accuracy": 1.0})


def test_a_metric_that_raised_on_every_row_is_said() -> None:
    (file,) = _read("user_input,response,faithfulness,exact_match\nQ1,a,,1\nQ2,b,,0\n").files
    assert file.notes == ("`faithfulness`: blank in every row.",)


def test_an_experiment_that_every_row_names_is_the_variant() -> None:
    text = "id,question,response,experiment_name,verdict\n1,Q,A,rag-2,pass\n2,R,B,rag-2,fail\n"
    assert [sample.variant for sample in _read(text, "bold_hopper.csv").samples] == ["rag-2", "rag-2"]


def test_japanese_words_of_pass_and_fail_are_marks() -> None:
    evals = _read("id,question,response,判定,採点\n1,Q,A,合格,○\n2,R,B,不合格,×\n")
    assert [dict(sample.scores) for sample in evals.samples] == [{"判定": 1.0, "採点": 1.0}, {"判定": 0.0, "採点": 0.0}]
