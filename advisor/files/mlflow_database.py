"""MLflow's SQLite store, read without writing: runs, their parameters, and the traces that evaluations left."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from advisor.errors import EvalFileError
from advisor.files.eval_source import EvalSource
from advisor.files.mlflow_runs import MlflowRun, means_among
from advisor.files.mlflow_traces import Trace, read_trace
from advisor.language import ngettext

_MOST_STEPS = 20_000
"""Thousands of steps of SQLite's machine that one file may take."""


@dataclass(frozen=True, slots=True)
class MlflowDatabase:
    """What one store holds."""

    runs: list[MlflowRun]
    traces: list[Trace]
    notes: list[str]


def read_database(source: EvalSource) -> MlflowDatabase | None:
    """The store; None when it is another database. EvalFileError when it is damaged or holds no evaluation."""
    steps = iter(range(_MOST_STEPS))
    try:
        with closing(sqlite3.connect(":memory:")) as store:
            store.deserialize(_without_log(source.data))
            store.execute("PRAGMA trusted_schema = OFF")
            store.execute("PRAGMA query_only = ON")
            store.set_progress_handler(lambda: int(next(steps, None) is None), 1000)
            tables = {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not {"runs", "params", "experiments", "latest_metrics"} <= tables:
                return None
            if not {"trace_info", "assessments"} <= tables:
                raise EvalFileError(
                    f"`{source.name}` is an MLflow store without traces: give its `eval_results_table.json` files."
                )
            return _read(store, source.name)
    except (sqlite3.Error, UnicodeDecodeError, OverflowError, MemoryError):
        raise EvalFileError(
            f"`{source.name}` is an SQLite database that cannot be read: copy it, or export the eval table as CSV."
        ) from None


def _without_log(data: bytes) -> bytes:
    """The file as one that keeps no write-ahead log beside it: in memory there is no such file."""
    return data[:18] + b"\x01\x01" + data[20:] if data[18:20] == b"\x02\x02" else data


def _read(store: sqlite3.Connection, name: str) -> MlflowDatabase:
    params: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows(store, "params"):
        params[row["run_uuid"]][str(row["key"])] = str(row["value"])
    stored = list(_rows(store, "runs"))
    runs = [
        MlflowRun(row["run_uuid"], row.get("name"), params[row["run_uuid"]], row.get("status"))
        for row in stored
        if row.get("lifecycle_stage") != "deleted"
    ]
    metrics: dict[str, dict[str, object]] = defaultdict(dict)
    for row in _rows(store, "latest_metrics"):
        metrics[row["run_uuid"]][str(row["key"])] = row["value"]
    runs = [replace(run, means=means_among(metrics[run.id])) for run in runs]
    metadata: dict[str, dict[str, object]] = defaultdict(dict)
    for row in _rows(store, "trace_request_metadata"):
        metadata[row["request_id"]][str(row["key"])] = row["value"]
    assessments: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in _rows(store, "assessments"):
        assessments[row["trace_id"]].append(_assessment(row))
    known = {run.id for run in runs}
    traces, others = [], 0
    for row in _rows(store, "trace_info"):
        if metadata[row["request_id"]].get("mlflow.sourceRun") in known:
            traces.append(_trace(row, metadata[row["request_id"]], assessments[row["request_id"]]))
        else:
            others += 1
    if not traces:
        raise EvalFileError(
            f"`{name}` is an MLflow store without traces of an evaluation: run `mlflow.genai.evaluate`."
        )
    deleted = len(stored) - len(runs)
    notes = []
    if others:
        notes.append(
            ngettext(
                "{n} trace that belong to no run, left out.", "{n} traces that belong to no run, left out.", others
            )
        )
    if deleted:
        notes.append(ngettext("{n} run deleted in MLflow, left out.", "{n} runs deleted in MLflow, left out.", deleted))
    return MlflowDatabase(runs, traces, notes)


def _trace(row: dict[str, Any], metadata: dict[str, object], assessments: list[dict[str, object]]) -> Trace:
    return read_trace(
        {
            "trace_id": row["request_id"],
            "trace_metadata": metadata,
            "assessments": assessments,
            # The previews are cut after 1,000 characters; the metadata holds the same, sometimes whole.
            "request": metadata.get("mlflow.traceInputs") or row.get("request_preview"),
            "response": metadata.get("mlflow.traceOutputs") or row.get("response_preview"),
            "state": row.get("status"),
            "execution_duration": row.get("execution_time_ms"),
            "request_time": row.get("timestamp_ms"),
            "usage": {"input_tokens": row.get("input_tokens"), "output_tokens": row.get("output_tokens")},
            "cost": row.get("total_cost"),
        }
    )


def _assessment(row: dict[str, Any]) -> dict[str, object]:
    """One row of the table in the shape that a trace's own list has."""
    try:
        value = json.loads(row["value"])
    except (ValueError, TypeError, RecursionError):
        value = row["value"]
    if isinstance(value, dict) and "value" in value:
        value = value["value"]
    kind = "expectation" if row.get("assessment_type") == "expectation" else "feedback"
    return {
        "assessment_id": row.get("assessment_id"),
        "assessment_name": row["name"],
        kind: {"value": value},
        "source": {"source_type": row.get("source_type"), "source_id": row.get("source_id")},
        "rationale": row.get("rationale"),
        "overrides": row.get("overrides"),
        "valid": bool(row.get("valid", True)),
    }


def _rows(store: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    """All rows of one of the tables named here, whatever columns its release has."""
    cursor = store.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # a name from this module
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
