"""Tables that stay where they lie are read as the same tables are row by row, and refused with the same words."""

from __future__ import annotations

import dataclasses
import io
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor import compare, read_evals
from advisor.errors import EvalFileError
from advisor.evals.sample_table import table_of
from advisor.evals.samples import Sample
from advisor.files import log_readers
from advisor.files.arrow_csv import arrow_csv
from advisor.files.duck_table import duck_csv
from advisor.files.eval_source import EvalSource
from advisor.files.eval_table import read_table
from advisor.files.table_data import TableData, csv_table, frame_table

_MARKS = [
    "1",
    "0",
    "0.5",
    " 1 ",
    "pass",
    "FAIL",
    "Yes",
    "",
    "NaN",
    "n/a",
    "inf",
    "C",
    "I",
    "P",
    "1e-1",
    ".5",
    "5.",
    "1e99",
    "x",
]
_FOLDER = tempfile.TemporaryDirectory()
_ITEMS = ["q1", "q2", "q3", "007", "7", "7.0", "a,b", 'say "hi"', "", " q1 ", "質問", "None"]
_COSTS = ["", "0.01", "0", "-1", "1e3", "NaN", "free"]
_COUNTS = ["", "1", "2", "2.0", "1.5", "-1", "many"]
_ERRORS = ["", "ok", "False", "time-out", "0", "none"]


def _csv(rows: list[tuple[str, ...]], header: str = "variant,item,score,cost,tokens_in,epoch,error") -> str:
    lines = [
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' if set(cell) & set(',"') else cell for cell in row)
        for row in rows
    ]
    return "\n".join([header, *lines]) + "\n"


def _outcome(table: TableData) -> Any:
    """The rows and the notes, or what is wrong."""
    try:
        read = read_table(table, None)
    except EvalFileError as error:
        return str(error)
    samples = read.table.samples if read.table else table_of(read.samples).samples
    ordered = sorted(samples, key=lambda row: (row.variant, row.item, row.epoch, str(row)))
    return [dataclasses.replace(row, graders={}) for row in ordered], read.file.notes, read.file.rows, read.numbered


def _on_disk(text: str) -> TableData:
    path = Path(_FOLDER.name, "t.csv")
    path.write_text(text, encoding="utf-8", newline="")
    return duck_csv("t.csv", "t", path, text)


def _uploaded(text: str) -> TableData:
    return arrow_csv("t.csv", "t", text.encode(), text, lambda: text)


def _row_by_row(text: str) -> TableData:
    return csv_table(EvalSource("t.csv", text.encode()), text)


_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["rag", "ft"]),
        st.sampled_from(_ITEMS),
        st.sampled_from(_MARKS),
        st.sampled_from(_COSTS),
        st.sampled_from(_COUNTS),
        st.sampled_from(["", "1", "2", "3"]),
        st.sampled_from(_ERRORS),
    ),
    min_size=1,
    max_size=8,
)
_GOOD = st.lists(
    st.tuples(
        st.sampled_from(["rag", "ft"]),
        st.sampled_from(["q1", "q2", "007", "a,b", "質問"]),
        st.sampled_from(["1", "0", "0.5", "pass", "", "NaN"]),
        st.sampled_from(["", "0.01"]),
        st.sampled_from(["", "12"]),
        st.integers(1, 10**6).map(str),
        st.sampled_from(["", "time-out"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25)
@given(st.one_of(_ROWS, _GOOD))
@example([("rag", "q1", "1", "", "", "1", ""), ("rag", "q1", "1", "", "", "1", "")])
@example([("rag", "q1", "1", "", "", "1", ""), ("rag", "q1", "0", "", "", "1", "")])
@example([("rag", "", "", "", "", "", "")])
def test_a_csv_on_disk_or_uploaded_says_what_it_says_row_by_row(rows: list[tuple[str, ...]]) -> None:
    text = _csv(rows)
    assert _outcome(_on_disk(text)) == _outcome(_row_by_row(text))
    assert _outcome(_uploaded(text)) == _outcome(_row_by_row(text))


@settings(max_examples=20)
@given(_GOOD)
def test_a_frame_of_texts_says_what_the_csv_says(rows: list[tuple[str, ...]]) -> None:
    text = _csv(rows)
    expected = _outcome(_row_by_row(text))
    for frame in (
        pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False),
        pl.read_csv(io.StringIO(text), infer_schema=False),
    ):
        found = _outcome(frame_table(frame, "t.csv", "t"))
        assert (found if isinstance(found, str) else found[0]) == (
            expected if isinstance(expected, str) else expected[0]
        )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "item,score\nq1,1\nq2,1,0\n",
            "`t.csv`, row 3, has 3 cells and the header 2: the file is cut off, or a text with a separator lacks its"
            " quotes.",
        ),
        (
            "item,score\nq1,1\nq2,maybe\n",
            "`t.csv`, row 3: `score` is `maybe`, which is no number, pass/fail, true/false, yes/no or C/I/P/N: write"
            " one of these, or leave it blank.",
        ),
        ("item,score\nq1,1\n,0\n", "`t.csv`, row 3, has no `item`: fill it in."),
    ],
)  # fmt: skip
def test_a_broken_csv_on_disk_is_refused_with_its_row(text: str, message: str) -> None:
    assert _outcome(_on_disk(text)) == message
    assert _outcome(_uploaded(text)) == message


def test_a_late_word_in_a_column_of_numbers_is_read(tmp_path: Path) -> None:
    rows = [f"rag,q{n},{n % 2}" for n in range(30_000)] + ["rag,last,pass", "rag,half,0.5"]
    path = tmp_path / "late.csv"
    path.write_text("variant,item,score\n" + "\n".join(rows) + "\n", encoding="utf-8")
    read = read_table(duck_csv("late.csv", "late", path, path.read_text()[:1000]), None)
    assert read.table is not None
    last = {row.item: row.scores["score"] for row in read.table.samples if row.item in ("last", "half")}
    assert last == {"last": 1.0, "half": 0.5}


def test_a_large_csv_is_not_read_row_by_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.csv"
    path.write_text("item,score\n" + "".join(f"q{n},{n % 3 % 2}\n" for n in range(300)), encoding="utf-8")
    monkeypatch.setattr(log_readers, "LARGE", 100)
    evals = read_evals(path)
    assert str(evals.table.frame.implementation) == "duckdb"
    small = compare(read_evals((path.name, path.read_bytes())))
    assert compare(evals).variants == small.variants


def test_repeats_that_no_file_numbers_are_noted_for_a_frame_too() -> None:
    frame = pd.DataFrame({"variant": "rag", "item": ["a", "b", "a"], "score": [1, 0, 0]})
    notes = compare(frame).notes
    assert (
        "1 row with an item that the same variant already has, taken as repeats: they are averaged, and n stays the"
        " number of items."
    ) in notes


def test_columns_of_clusters_segments_graders_and_texts_are_read() -> None:
    frame = pd.DataFrame(
        {
            "variant": ["rag"], "item": [1], "score": ["pass"],
            "cluster": ["doc"], "segment": ["mail"], "grader": ["human"],
            "input": ["Why?"], "output": ["Because."], "expected": ["So."], "reason": ["close"],
        }
    )  # fmt: skip
    (sample,) = read_evals(frame).samples
    assert (sample.cluster, sample.segment, sample.graders) == ("doc", "mail", {"score": "human"})
    assert sample.text is not None
    assert (sample.text.input, sample.text.output, sample.text.expected, sample.text.reason) == (
        "Why?", "Because.", "So.", "close",
    )  # fmt: skip


def test_ten_thousand_variants_are_refused_with_the_repair() -> None:
    frame = pd.DataFrame({"variant": [f"v{n}" for n in range(10_000)], "item": "a", "score": 1})
    with pytest.raises(EvalFileError) as raised:
        compare(frame)
    assert str(raised.value) == (
        "There are 10,000 variants, more than the 100 that are compared: name the column that tells the systems apart,"
        ' for example columns={"variant": "model"}.'
    )


def _workbook(rows: list[list[Any]], **sheets: list[list[Any]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for name, content in {"Sheet": rows, **sheets}.items():
        sheet = book.active if name == "Sheet" else book.create_sheet(name)
        for row in content:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_first_filled_sheet_of_a_workbook_is_a_table() -> None:
    data = _workbook(
        [], Results=[["Variant", "item", "score", "cost"], ["rag", 7, True, 0.01], [None] * 4, ["rag", 8, "fail", None]]
    )
    evals = read_evals(("results.xlsx", data))
    assert evals.samples == (
        Sample("rag", "7", {"score": 1.0}, cost_usd=0.01),
        Sample("rag", "8", {"score": 0.0}),
    )
    assert evals.files[0].tool == "Excel"


def test_a_cell_of_a_workbook_that_cannot_be_read_is_named_by_its_row_in_excel() -> None:
    data = _workbook([["item", "score"], ["a", 1], [None, None], ["b", "maybe"]])
    with pytest.raises(EvalFileError, match=r"`results\.xlsx`, row 4: `score` is `maybe`"):
        read_evals(("results.xlsx", data))


def test_a_damaged_workbook_is_one_sentence() -> None:
    data = _workbook([["item", "score"], ["a", 1]])
    with pytest.raises(EvalFileError) as raised:
        read_evals(("results.xlsx", data[: len(data) // 2]))
    assert str(raised.value) == "`results.xlsx` is a damaged Excel workbook: save it again."


def test_a_table_of_numbers_alone_is_read() -> None:
    evals = read_evals(pd.DataFrame({"variant": [1, 1], "item": [1, 2], "score": [1, 0]}))
    assert [(sample.variant, sample.item, dict(sample.scores)) for sample in evals.samples] == [
        ("1", "1", {"score": 1.0}),
        ("1", "2", {"score": 0.0}),
    ]
