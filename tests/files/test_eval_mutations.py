"""Whatever stands in a field of a tool's file, it is read or refused in one sentence; nothing else is raised."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import DATA

from advisor.errors import EvalFileError
from advisor.files.read_results import read_results

SAMPLES = DATA / "eval_samples"
_ODD = st.sampled_from(
    [None, "", 0, -1, 1.5, True, "x", "表🙂", "=cmd|' /C calc'!A0", "\x00", [], {}, [[]], {"a": {}}, [None], 1e300,
     float("nan"), float("inf"), 10**400, "nan", "[" * 50, "{'a':", "1e999", {"value": []}, [{"score": "x"}], "2026"]
)  # fmt: skip
JSON_FILES = [
    *sorted((SAMPLES / "lm-eval/a1/ft-small/qdpv68r5").iterdir()),
    SAMPLES / "deepeval/a1/test_run_20261122_120152.json",
    SAMPLES / "deepeval/a1/.deepeval/.latest_test_run.json",
    SAMPLES / "oaieval/a1/ft-small.jsonl",
    SAMPLES / "mlflow/a1_genai_evaluate/prompt-fewshot.eval_results.json",
    next((SAMPLES / "mlflow/a2_classic_evaluate_filestore").rglob("eval_results_table.json")),
    SAMPLES / "ragas/a1_evaluate/rag-policy.json",
]
CSV_FILES = [
    SAMPLES / "langsmith/a1/ft-small.csv",
    SAMPLES / "ragas/a1_evaluate/ft-small.csv",
    SAMPLES / "ragas/a2_experiment/ft-small.csv",
    SAMPLES / "mlflow/a1_genai_evaluate/runs.csv",
    SAMPLES / "mlflow/a1_genai_evaluate/ft-small.eval_results.csv",
]


def _start(path: Path) -> Any:
    """The values of a file with its first few rows."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines()[:6]]
    whole = json.loads(text)
    for part in (whole, whole.get("testRunData", {})) if isinstance(whole, dict) else ():
        for key in ("testCases", "data"):
            if isinstance(part.get(key), list):
                part[key] = part[key][:3]
    return whole[:3] if isinstance(whole, list) else whole


JSON_STARTS = {path.relative_to(SAMPLES).as_posix(): (_start(path), path.suffix) for path in JSON_FILES}


def _mutate(value: Any, data: st.DataObject) -> Any:
    """One place of the value, at any depth, replaced or taken out."""
    if isinstance(value, dict) and value and data.draw(st.integers(0, 4)):
        key = data.draw(st.sampled_from(sorted(value)))
        if not data.draw(st.integers(0, 9)):
            return {name: each for name, each in value.items() if name != key}
        return {**value, key: _mutate(value[key], data)}
    if isinstance(value, list) and value and data.draw(st.integers(0, 4)):
        place = data.draw(st.integers(0, len(value) - 1))
        return [*value[:place], _mutate(value[place], data), *value[place + 1 :]]
    return data.draw(_ODD)


def _read_or_sentence(sources: list[tuple[str, bytes]]) -> None:
    try:
        read_results(sources)
    except EvalFileError as error:
        sentence = str(error)
    else:
        return
    assert "\n" not in sentence


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(JSON_STARTS)), st.data())
def test_odd_values_in_json_raise_nothing_but_a_sentence(name: str, data: st.DataObject) -> None:
    whole, suffix = JSON_STARTS[name]
    for _ in range(data.draw(st.integers(1, 3))):
        whole = _mutate(whole, data)
    lines = "\n".join(json.dumps(row) for row in whole) if suffix == ".jsonl" and isinstance(whole, list) else ""
    _read_or_sentence([(Path(name).name, (lines or json.dumps(whole)).encode())])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CSV_FILES), st.data())
def test_odd_cells_in_csv_raise_nothing_but_a_sentence(path: Path, data: st.DataObject) -> None:
    csv.field_size_limit(2**27)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))[:4]
    for _ in range(data.draw(st.integers(1, 4))):
        row = data.draw(st.sampled_from(rows))
        row[data.draw(st.integers(0, len(row) - 1))] = str(data.draw(_ODD))
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    _read_or_sentence([(path.name, out.getvalue().encode())])


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([*JSON_FILES, *CSV_FILES]), st.data())
def test_a_file_that_breaks_off_anywhere_raises_nothing_but_a_sentence(path: Path, data: st.DataObject) -> None:
    whole = path.read_bytes()
    _read_or_sentence([(path.name, whole[: data.draw(st.integers(1, len(whole)))])])


@pytest.fixture(scope="module")
def database() -> bytes:
    import gzip

    return gzip.decompress((SAMPLES / "mlflow/a1_genai_evaluate/mlflow.db.gz").read_bytes())


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_damaged_database_raises_nothing_but_a_sentence(database: bytes, data: st.DataObject) -> None:
    whole = bytearray(database)
    for _ in range(data.draw(st.integers(1, 30))):
        whole[data.draw(st.integers(100, len(whole) - 1))] = data.draw(st.integers(0, 255))
    _read_or_sentence([("mlflow.db", bytes(whole[: data.draw(st.integers(5000, len(whole)))]))])
    _read_or_sentence([("mlflow.db", bytes(whole))])


@settings(max_examples=60, deadline=None)
@given(st.booleans(), st.data())
def test_odd_values_in_either_of_a_pair_raise_nothing_but_a_sentence(first: bool, data: st.DataObject) -> None:
    results, samples = (f"lm-eval/a1/ft-small/qdpv68r5/{path.name}" for path in JSON_FILES[:2])
    whole, lines = JSON_STARTS[results][0], JSON_STARTS[samples][0]
    whole, lines = (_mutate(whole, data), lines) if first else (whole, _mutate(lines, data))
    text = "\n".join(json.dumps(row) for row in lines) if isinstance(lines, list) else json.dumps(lines)
    pair = [("results_a.json", json.dumps(whole).encode()), ("samples_expense_route_a.jsonl", text.encode())]
    try:
        read_results(pair)
    except EvalFileError as error:
        sentences = str(error).splitlines()
    else:
        return
    assert len(sentences) <= 2
