"""The rows of a CSV, JSON or JSONL table that a tool wrote, as mappings with their place in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from advisor.errors import EvalFileError
from advisor.files.eval_peek import Peek
from advisor.files.table_data import csv_table

Rows = Sequence[tuple[int, Mapping[str, Any]]]


def rows_of(peek: Peek) -> Rows:
    """All rows; the first of a CSV is row 2, as in a spreadsheet.

    Raises EvalFileError for a CSV row of another length than the header, or a table without rows.
    """
    rows = list(csv_table(peek.source, peek.text).rows()) if peek.kind == "csv" else objects_of(peek)
    if not rows:
        raise EvalFileError(f"`{peek.name}` has a header and no rows: export the results again.")
    return rows


def objects_of(peek: Peek) -> Rows:
    """The rows of JSON or JSONL; EvalFileError for one that is no object."""
    rows = []
    for place, row in peek.lines.rows:
        if not isinstance(row, dict):
            raise EvalFileError(f"`{peek.name}`, row {place}, is no JSON object: write one object per row.")
        rows.append((place, row))
    return rows
