"""Tables: columns found or mapped, marks in words, repeats, failures, and one path for every kind of table."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from advisor.errors import EvalFileError
from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import Sample
from advisor.files.read_results import read_results

ROWS: dict[str, list[Any]] = {
    "variant": ["rag", "rag", "ft", "ft"],
    "item": [1, 2, 1, 2],
    "score": [1.0, None, 0.0, 1.0],
    "cost": [0.01, 0.02, 0.03, 0.04],
    "latency": [1.5, 2.5, 0.5, 0.25],
    "tokens_in": [10, 20, 30, 40],
    "tokens_out": [1, 2, 3, 4],
}
EXPECTED = (
    Sample("rag", "1", {"score": 1.0}, 1, False, None, 0.01, 1.5, 10, 1),
    Sample("rag", "2", {}, 1, False, None, 0.02, 2.5, 20, 2),
    Sample("ft", "1", {"score": 0.0}, 1, False, None, 0.03, 0.5, 30, 3),
    Sample("ft", "2", {"score": 1.0}, 1, False, None, 0.04, 0.25, 40, 4),
)


def _csv(text: str, name: str = "rag.csv", **options: Any) -> EvalSet:
    return read_results([(name, text.encode())], **options)


def _message(text: str, **options: Any) -> str:
    with pytest.raises(EvalFileError) as raised:
        _csv(text, **options)
    return str(raised.value)


def _parquet() -> tuple[str, bytes]:
    out = io.BytesIO()
    pd.DataFrame(ROWS).to_parquet(out)
    return "table.bin", out.getvalue()


def _records() -> list[dict[str, Any]]:
    return [dict(zip(ROWS, values, strict=True)) for values in zip(*ROWS.values(), strict=True)]


SOURCES: dict[str, Any] = {
    "CSV": ("t.csv", pd.DataFrame(ROWS).to_csv(index=False).encode()),
    "CSV with BOM and semicolons": (
        "t.csv",
        b"\xef\xbb\xbf" + pd.DataFrame(ROWS).to_csv(index=False, sep=";").encode(),
    ),
    "CSV of Windows": ("t.csv", pd.DataFrame(ROWS).to_csv(index=False, lineterminator="\r\n").encode()),
    "TSV": ("t.txt", pd.DataFrame(ROWS).to_csv(index=False, sep="\t").encode()),
    "JSONL": ("t.jsonl", "\n".join(json.dumps(row) for row in _records()).encode()),
    "JSON list": ("t.json", json.dumps(_records()).encode()),
    "JSON split": (
        "t.json",
        json.dumps({"columns": list(ROWS), "data": [list(r.values()) for r in _records()]}).encode(),
    ),
    "Parquet": _parquet(),
    "pandas": pd.DataFrame(ROWS),
    "pandas with pyarrow": pd.DataFrame(ROWS).convert_dtypes(dtype_backend="pyarrow"),
    "pandas nullable": pd.DataFrame(ROWS).convert_dtypes(),
    "Polars": pl.DataFrame(ROWS),
    "Polars lazy": pl.LazyFrame(ROWS),
    "PyArrow": pa.table(ROWS),
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_every_kind_of_table_gives_the_same_samples(source: Any) -> None:
    evals = read_results([source])
    assert evals.samples == EXPECTED
    assert evals.files[0].notes == ("1 row without a score (blank, NaN or infinite), counted as unscored.",)


def test_a_duckdb_relation_gives_the_same_samples() -> None:
    with duckdb.connect() as connection:
        assert read_results(connection.from_arrow(pa.table(ROWS))).samples == EXPECTED


def test_a_source_need_not_stand_in_a_list() -> None:
    assert read_results(pd.DataFrame(ROWS)).samples == EXPECTED
    assert read_results(SOURCES["CSV"]).samples == EXPECTED


def test_the_file_names_the_variant_when_no_column_does() -> None:
    files = [(f"{name}.csv", b"item,score\nq1,1\n") for name in ("rag-policy", "ft.v2")]
    assert [sample.variant for sample in read_results(files).samples] == ["rag-policy", "ft.v2"]


def test_marks_may_be_words_letters_or_booleans_in_any_case() -> None:
    marks = ["pass", "FAIL", "True", "false", "yes", "No", "C", "I", "P", "N", "Passed", "failed", "0.25", "1e-1", ".5"]
    found = _csv("item,score\n" + "\n".join(f"q{n},{mark}" for n, mark in enumerate(marks))).samples
    assert [sample.scores["score"] for sample in found] == [1, 0, 1, 0, 1, 0, 1, 0, 0.5, 0, 1, 0, 0.25, 0.1, 0.5]


def test_cells_of_any_number_type_are_read() -> None:
    values = [True, np.bool_(False), np.float64(0.5), Decimal("0.25"), np.int64(1), "pass", np.float32("nan"), pd.NA]
    frame = pd.DataFrame({"variant": "rag", "item": range(8), "score": pd.Series(values, dtype=object)})
    found = [sample.scores.get("score") for sample in read_results(frame).samples]
    assert found == [1.0, 0.0, 0.5, 0.25, 1.0, 1.0, None, None]


def test_several_score_columns_are_found_by_their_name_or_mapped() -> None:
    assert dict(_csv("item,score_style,score:facts\nq1,0.5,1").samples[0].scores) == {"style": 0.5, "facts": 1.0}
    assert dict(_csv("item,score,score_reason\nq1,0.5,too short").samples[0].scores) == {"score": 0.5}
    mapped = _csv("item,style,facts\nq1,0.5,1", columns={"score": ["style", "facts"]})
    assert dict(mapped.samples[0].scores) == {"style": 0.5, "facts": 1.0}


def test_column_names_are_found_whatever_their_case_and_units_are_understood() -> None:
    (sample,) = _csv("Variant,Item_ID,SCORE,cost_usd,latency_ms\nft,q1,1,0.5,1500").samples
    assert sample == Sample("ft", "q1", {"score": 1.0}, cost_usd=0.5, latency_s=1.5)


def test_nested_json_is_reached_by_dots() -> None:
    row = {"doc": {"item_id": "q1"}, "metrics": {"tokens": 5}, "exact_match": 1.0}
    mapping = {"item": "doc.item_id", "score": "exact_match", "tokens_in": "metrics.tokens"}
    (sample,) = read_results([("rag.jsonl", json.dumps(row).encode())], columns=mapping).samples
    assert (sample.item, sample.scores["exact_match"], sample.tokens_in) == ("q1", 1.0, 5)


def test_items_are_the_same_in_every_file_whatever_their_type() -> None:
    frame = pd.DataFrame({"variant": "ft", "item": [1.0, 2.0], "score": [1, 0]})
    items = {sample.item for sample in read_results([frame, ("rag.csv", b"item,score\n1,1\n2,0\n")]).samples}
    assert items == {"1", "2"}


def test_rows_of_one_item_without_an_epoch_are_repeats_and_counted_in_a_note() -> None:
    evals = _csv("item,score\nq1,1\nq1,0\nq2,1\nq1,1\n")
    assert [(sample.item, sample.epoch) for sample in evals.samples] == [("q1", 1), ("q1", 2), ("q2", 1), ("q1", 3)]
    assert evals.notes == (
        "`rag.csv`: 2 rows with an item that the same variant already has, taken as repeats: they are averaged,"
        " and n stays the number of items.",
    )


def test_numbered_repeats_are_kept_and_an_equal_row_is_counted_once() -> None:
    evals = _csv("item,epoch,score\nq1,1,1\nq1,2,0\nq1,2,0\n")
    assert [sample.epoch for sample in evals.samples] == [1, 2]
    assert evals.files[0].notes == ("1 row there twice with the same epoch, counted once.",)


def test_a_second_file_of_the_same_variant_is_a_repeat() -> None:
    evals = read_results([(name, b"item,score\nq1,1\n") for name in ("one/rag.csv", "two/rag.csv")])
    assert [sample.epoch for sample in evals.samples] == [1, 2]
    assert evals.notes == ("`rag.csv`: 1 row of a variant and item that another file holds too, taken as repeats.",)


def test_a_text_in_error_is_a_failed_call_whatever_the_score_says() -> None:
    found = _csv("item,score,error\nq1,0,Traceback\nq2,1,\nq3,0,None\nq4,1,nan\n").samples
    assert [(sample.failed, dict(sample.scores)) for sample in found] == [
        (True, {}),
        (False, {"score": 1.0}),
        (False, {"score": 0.0}),
        (False, {"score": 1.0}),
    ]


def test_a_traceback_over_several_lines_is_cut_to_what_it_says() -> None:
    trace = 'Traceback (most recent call last):\n  File ""/srv/a/b.py"", line 3\nKeyError: 7'
    text = f'item,score,error\nq1,,"{trace}"\nq2,1,\n'
    assert _csv(text).samples[0].error == "KeyError: 7"


def test_texts_with_separators_quotes_and_line_breaks_stay_in_their_cell() -> None:
    found = _csv('item,score,text\n"a, ""b""\nc",1,"x;y\tz"\n').samples
    assert found[0].item == 'a, "b" c'


def test_an_unfinished_last_line_of_jsonl_is_left_out_and_said() -> None:
    evals = read_results([("rag.jsonl", b'{"item": 1, "score": 1}\n{"item": 2, "score": 0}\n{"item": 3, "sc')])
    assert (len(evals.samples), evals.files[0].status) == (2, "partial")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            {"item": "question"},
            "`rag.csv` has no column `question`, which `columns` gives for `item`: did you mean `questions`?",
        ),
        (
            {"item": "zzz"},
            "`rag.csv` has no column `zzz`, which `columns` gives for `item`: it has `questions`, `mark`.",
        ),
        (
            {"points": "mark"},
            "`points` in `columns` is not a name that is known here: write one of `score`, `variant`, `item`,"
            " `epoch`, `cost`, `latency`, `latency_ms`, `tokens_in`, `tokens_cached`, `tokens_out`, `calls`, `model`,"
            " `error`, `cluster`, `segment`,"
            " `grader`, `input`, `output`, `expected`, `reason`.",
        ),
        (
            {"item": ["questions", "mark"]},
            "`item` in `columns` takes one column, not several: only `score` takes a list.",
        ),
    ],
)
def test_a_mapping_that_does_not_fit_is_answered_with_the_repair(columns: dict[str, Any], message: str) -> None:
    assert _message("questions,mark\nq1,1\n", columns=columns) == message


def test_other_column_names_are_answered_with_the_mapping_to_write() -> None:
    assert _message("example_id,Correctness score,Latency\n1,1,0.3\n") == (
        "`rag.csv` has no column `item` and no column `score`; its columns are `example_id`, `Correctness score`,"
        ' `Latency`: map them, for example columns={"item": "example_id", "score": "Correctness score"}.'
    )
    assert _message("item_id,queue,accuracy\n1,travel,1\n") == (
        "`rag.csv` has no column `score`; its columns are `item_id`, `queue`, `accuracy`: map them, for example"
        ' columns={"score": "accuracy"}.'
    )


def test_a_data_frame_must_name_its_variants() -> None:
    with pytest.raises(EvalFileError) as raised:
        read_results(pd.DataFrame({"item": [1], "score": [1]}))
    assert str(raised.value) == (
        "`DataFrame 1` has no column `variant`; its columns are `item`, `score`: map them, for example"
        ' columns={"variant": "<their column>"}.'
    )


def test_files_that_share_no_item_are_read_all_the_same() -> None:
    evals = read_results([("rag.csv", b"item,score\nq1,1\n"), ("ft.csv", b"item,score\nq2,1\n")])
    assert (len(evals.samples), evals.notes) == (2, ())


def test_a_table_is_read_from_a_path_given_as_text(tmp_path: Path) -> None:
    path = tmp_path / "rag.csv"
    path.write_text("item,score\nq1,1\n", encoding="utf-8")
    assert read_results(str(path)).files[0].name == "rag.csv"
