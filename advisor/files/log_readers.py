"""The readers of Inspect and promptfoo and the one for any table, as the registry asks them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from advisor.files.arrow_csv import arrow_csv
from advisor.files.duck_table import LARGE, duck_csv, duck_parquet
from advisor.files.eval_peek import Peek
from advisor.files.eval_table import read_table
from advisor.files.excel_table import excel_table
from advisor.files.file_rows import FileRows
from advisor.files.inspect_log import InspectFile, inspect_archive, inspect_json, read_inspect
from advisor.files.promptfoo import PromptfooFile, promptfoo_file, read_promptfoo
from advisor.files.promptfoo_csv import promptfoo_csv
from advisor.files.promptfoo_yaml import parse_promptfoo_yaml
from advisor.files.table_columns import ColumnMap
from advisor.files.table_data import TableData, csv_table, json_table, parquet_table

_ANSWERS = re.compile(r"\[[^\]]+\] ")
"""How promptfoo's CSV names the column of a provider's answers: `[provider] prompt`."""


_MARKED = {"namedScores", "gradingResult", "success", "failureReason"}
"""What marks a row of promptfoo's, in one release or another."""


class InspectReader:
    """`.eval` and `.json` logs of Inspect AI."""

    name = "inspect-ai"

    def recognises(self, peek: Peek) -> InspectFile | None:
        if peek.kind == "zip":
            return inspect_archive(peek.source)
        whole = peek.value if peek.kind == "json" else None
        if not isinstance(whole, dict) or not isinstance(whole.get("eval"), dict):
            return None
        return inspect_json(peek.name, whole) if {"status", "samples", "plan", "results"} & whole.keys() else None

    def read(self, handles: Sequence[InspectFile]) -> Sequence[FileRows]:
        return read_inspect(handles)


class PromptfooReader:
    """JSON, JSONL and YAML of promptfoo."""

    name = "promptfoo"

    def recognises(self, peek: Peek) -> PromptfooFile | None:
        found = self._file(peek)
        return None if found is None else replace(found, folder=peek.folder)

    def read(self, handles: Sequence[PromptfooFile]) -> Sequence[FileRows]:
        return read_promptfoo(handles)

    def _file(self, peek: Peek) -> PromptfooFile | None:
        if peek.kind == "yaml":
            return promptfoo_file(peek.name, parse_promptfoo_yaml(peek.text, peek.name))
        if peek.kind == "csv":
            return self._csv(peek)
        if {"provider", "vars"} <= peek.first.keys() and _MARKED & peek.first.keys():
            rows = [(place, row) for place, row in peek.lines.rows if isinstance(row, dict)]
            return PromptfooFile(peek.name, None, rows, whole=False, cut_off=peek.lines.cut_off)
        whole = peek.value if peek.kind == "json" else None
        if isinstance(whole, dict) and ("evalId" in whole or _has_results(whole)):
            return promptfoo_file(peek.name, whole)
        return None

    def _csv(self, peek: Peek) -> PromptfooFile | None:
        if not any(_ANSWERS.match(name) for name in peek.columns):
            return None
        return promptfoo_csv(peek.source, peek.text)


class TableReader:
    """Any table, with the columns it is told."""

    name = "table"

    def __init__(self, columns: ColumnMap | None = None) -> None:
        self.columns = columns

    def recognises(self, peek: Peek) -> Peek | None:
        return peek if peek.kind in ("csv", "json", "jsonl", "parquet", "excel") else None

    def read(self, handles: Sequence[Peek | TableData]) -> Sequence[FileRows]:
        tables = [open_table(handle) if isinstance(handle, Peek) else handle for handle in handles]
        return [read_table(table, self.columns) for table in tables]


def open_table(peek: Peek) -> TableData:
    """A file as a table; EvalFileError when it is none. Its rows can be walked through once."""
    match peek.kind:
        case "csv":
            on_disk = peek.large_file(LARGE)
            if on_disk is not None:
                return duck_csv(peek.name, peek.stem, on_disk, peek.start)
            if len(peek.source.data) >= LARGE:
                return arrow_csv(peek.name, peek.stem, peek.source.data, peek.start, lambda: peek.text)
            return csv_table(peek.source, peek.text)
        case "parquet":
            on_disk = peek.large_file(0)
            return duck_parquet(peek.name, peek.stem, on_disk) if on_disk is not None else parquet_table(peek.source)
        case "excel":
            return excel_table(peek.source)
        case "json":
            one_object = isinstance(peek.value, dict) and peek.lines.rows[0:1] == ((1, peek.value),)
            return json_table(peek.source, peek.lines.rows, "JSONL" if one_object else "JSON")
        case _:
            return json_table(peek.source, peek.lines.rows, "JSONL", peek.lines.cut_off)


def _has_results(whole: dict[str, object]) -> bool:
    results = whole.get("results")
    if isinstance(results, dict):
        return isinstance(results.get("results"), list) and bool({"prompts", "stats", "table"} & results.keys())
    return isinstance(results, list) and bool(results) and isinstance(results[0], dict) and "provider" in results[0]
