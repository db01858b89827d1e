"""Which tool wrote a result file, seen from its content and never from its name.

Known: Inspect (`.eval`, `.json`), promptfoo (JSON, JSONL, YAML) and tables. Other tools that are recognised but
not read get one sentence that says how to bring their results here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.errors import EvalFileError
from advisor.files.eval_source import EvalSource, decode_text
from advisor.files.inspect_log import InspectFile, inspect_archive, inspect_json
from advisor.files.json_text import JsonLines, parse_json, parse_json_lines
from advisor.files.promptfoo import PromptfooFile, promptfoo_file
from advisor.files.promptfoo_yaml import parse_promptfoo_yaml
from advisor.files.table_data import TableData, csv_table, json_table, parquet_table

Recognised = InspectFile | PromptfooFile | TableData

_BINARIES = (
    (b"SQLite format 3", "an SQLite database", "export the eval table as CSV"),
    (b"\x1f\x8b", "packed with gzip", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "packed with Zstandard", "unpack it first"),
    (b"\x80\x04", "a Python pickle, which is never opened", "save it as CSV or Parquet"),
    (b"\x80\x05", "a Python pickle, which is never opened", "save it as CSV or Parquet"),
    (b"%PDF", "a PDF", "give the CSV or JSON behind it"),
    (b"\x89PNG", "a picture", "give the CSV or JSON behind it"),
    (b"\xff\xd8\xff", "a picture", "give the CSV or JSON behind it"),
)
_ROWS = "write a CSV with the columns `variant`, `item` and `score`, one row per"
_YAML = re.compile(r"^(evalId|results|version):", re.MULTILINE)


def recognise(source: EvalSource) -> Recognised:
    """The file as what it is; EvalFileError when it is nothing that can be read."""
    data = source.data
    if data.startswith(b"PK"):
        return inspect_archive(source)
    if data.startswith(b"PAR1"):
        return parquet_table(source)
    for magic, kind, repair in _BINARIES:
        if data.startswith(magic):
            raise EvalFileError(f"`{source.name}` is {kind}: {repair}.")
    text = decode_text(source)
    head = text.lstrip()[:1]
    if head in ("{", "["):
        return _recognise_json(source, text)
    if head == "<":
        raise EvalFileError(f"`{source.name}` is a web page or XML: give the CSV, JSON or JSONL that the tool exports.")
    if source.name.lower().endswith(".eval"):
        raise EvalFileError(
            f"`{source.name}` is plain text and not an Inspect log, which is a zip: give the log as Inspect wrote it."
        )
    if _YAML.match(text):
        return promptfoo_file(source.name, parse_promptfoo_yaml(text, source.name))
    first = text.lstrip("\r\n").split("\n", 1)[0]
    if re.search(r"\[[^\]]+\] ", first) and not re.search(r"(^|[,;\t])(item|score)([,;\t\r]|$)", first):
        raise EvalFileError(
            f"`{source.name}` is promptfoo's CSV, which has rounded scores and no cost or latency:"
            " give the JSON of the same run (`promptfoo eval -o results.json`)."
        )
    return csv_table(source, text)


def _recognise_json(source: EvalSource, text: str) -> Recognised:
    name = source.name
    lines = parse_json_lines(text, name)
    if lines is not None and (len(lines.rows) > 1 or lines.cut_off):
        return _recognise_lines(source, lines)
    whole = parse_json(text, name)
    if isinstance(whole, list):
        rows = list(enumerate(whole, start=1))
        if not rows:
            raise EvalFileError(f"`{name}` is an empty list: export the results again.")
        return _promptfoo_rows(source, JsonLines(tuple(rows), False)) or json_table(source, rows, "JSON")
    if not isinstance(whole, dict):
        raise EvalFileError(f"`{name}` holds no results: give the JSON that the eval tool wrote.")
    if isinstance(whole.get("eval"), dict) and {"status", "samples", "plan", "results"} & whole.keys():
        return inspect_json(name, whole)
    if "evalId" in whole or _has_promptfoo_results(whole):
        return promptfoo_file(name, whole)
    _refuse_other_tools(name, whole)
    columns, rows_of_cells = whole.get("columns"), whole.get("data")
    if isinstance(columns, list) and isinstance(rows_of_cells, list):  # a pandas table with orient="split"
        cells = [dict(zip(map(str, columns), row, strict=False)) for row in rows_of_cells if isinstance(row, list)]
        return json_table(source, list(enumerate(cells, start=1)), "JSON")
    lines = JsonLines(((1, whole),), cut_off=False)
    return _promptfoo_rows(source, lines) or json_table(source, lines.rows, "JSONL")


def _recognise_lines(source: EvalSource, lines: JsonLines) -> Recognised:
    first = lines.rows[0][1]
    if isinstance(first, dict) and isinstance(first.get("spec"), dict) and "completion_fns" in first["spec"]:
        raise EvalFileError(
            f"`{source.name}` is a log of OpenAI evals (oaieval), which is not read: {_ROWS} `match` event,"
            " with `sample_id` as item and `data.correct` as score."
        )
    return _promptfoo_rows(source, lines) or json_table(source, lines.rows, "JSONL", lines.cut_off)


def _promptfoo_rows(source: EvalSource, lines: JsonLines) -> PromptfooFile | None:
    """promptfoo's rows when that is what the lines are."""
    rows = [(place, row) for place, row in lines.rows if isinstance(row, dict)]
    if not rows or not {"provider", "vars", "namedScores"} <= rows[0][1].keys():
        return None
    return PromptfooFile(source.name, None, rows, whole=False, cut_off=lines.cut_off)


def _has_promptfoo_results(whole: Mapping[str, object]) -> bool:
    results = whole.get("results")
    if isinstance(results, dict):
        return isinstance(results.get("results"), list) and "prompts" in results
    return isinstance(results, list) and bool(results) and isinstance(results[0], dict) and "provider" in results[0]


def _refuse_other_tools(name: str, whole: Mapping[str, object]) -> None:
    """EvalFileError for the tools that are recognised and not read."""
    run = whole.get("testRunData")
    if "testCases" in whole or (isinstance(run, dict) and "testCases" in run) or "test_cases_lookup_map" in whole:
        raise EvalFileError(
            f"`{name}` is a deepeval test run, which is not read: {_ROWS} test case, with `testCases[].name` as item"
            " and `metricsData[].score` as score."
        )
    if "lm_eval_version" in whole or {"n-shot", "configs", "results"} <= whole.keys():
        raise EvalFileError(
            f"`{name}` is the summary of lm-eval, which has no rows: give its `samples_*.jsonl` (written with"
            ' `--log_samples`), mapped by columns={"item": "doc_id", "score": "<metric>"}.'
        )
