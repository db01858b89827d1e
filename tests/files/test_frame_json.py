"""What pandas writes with `to_json`, in each orientation, gives the rows that it was made of."""

from __future__ import annotations

import json
from typing import Any, Literal

import pandas
import pytest

from advisor.files.frame_json import frame_rows

ROWS = [
    {"user_input": "Q1", "response": "A", "exact_match": 1.0},
    {"user_input": "Q2", "response": "B", "exact_match": None},
]


@pytest.mark.parametrize("orient", ["split", "table", "columns", "index"])
def test_every_orientation_gives_the_rows(orient: Literal["split", "table", "columns", "index"]) -> None:
    found = frame_rows(json.loads(pandas.DataFrame(ROWS).to_json(orient=orient)))
    assert found is not None
    assert [{key: value for key, value in row.items() if key != "index"} for row in found] == ROWS


@pytest.mark.parametrize(
    "whole",
    [{}, {"a": 1}, {"results": {"t": {"acc": 1}}}, {"a": {"0": 1}}, {"1": {"a": 1}}, {"a": {"0": 1}, "b": {"1": 2}}],
)
def test_another_object_is_no_table(whole: dict[str, Any]) -> None:
    assert frame_rows(whole) is None
