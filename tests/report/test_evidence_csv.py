"""Figures as CSV: one row a variant and score, what is not known is empty, and no cell is a formula."""

from __future__ import annotations

import csv
import io

from advisor import compare
from advisor.report.evidence_csv import COLUMNS, safe_cell


def test_each_variant_and_score_is_a_row() -> None:
    files = [(f"{name}.csv", b"item,score,score_style\nq1,1,0.5\nq2,0,0.25\n") for name in ("rag", "prompt")]
    rows = list(csv.DictReader(io.StringIO(compare(files, score="score").to_csv())))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["variant"], row["score"], row["n"], row["mean"], row["total_cost_usd"]) for row in rows] == [
        ("prompt", "score", "2", "0.5", ""),
        ("prompt", "style", "2", "0.375", ""),
        ("rag", "score", "2", "0.5", ""),
        ("rag", "style", "2", "0.375", ""),
    ]
    assert [row["verdict"] for row in rows] == ["not settled", "", "not settled", ""]


def test_a_name_that_is_a_formula_is_a_text_in_the_spreadsheet() -> None:
    data = b"variant,item,score\n=cmd|' /C calc'!A0,q1,1\n@SUM(A1),q1,0\n"
    rows = list(csv.DictReader(io.StringIO(compare(("t.csv", data)).to_csv())))
    assert sorted(row["variant"] for row in rows) == ["'=cmd|' /C calc'!A0", "'@SUM(A1)"]


def test_negative_numbers_stay_numbers() -> None:
    assert (safe_cell(-0.5), safe_cell("-0.5"), safe_cell(None)) == (-0.5, "'-0.5", None)
