"""The rows of a CSV, JSON or JSONL table that a tool wrote, as mappings with their place in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.errors import EvalFileError
from advisor.files.eval_peek import Peek
from advisor.files.eval_source import MAX_FILE_BYTES

Rows = Sequence[tuple[int, Mapping[str, Any]]]


def rows_of(peek: Peek) -> Rows:
    """All rows; the first of a CSV is row 2, as in a spreadsheet.

    Raises EvalFileError for a CSV row of another length than the header, or a table without rows.
    """
    rows = _csv_rows(peek) if peek.kind == "csv" else objects_of(peek)
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


def _csv_rows(peek: Peek) -> Rows:
    text = peek.text.lstrip("\r\n")
    separator = max(",\t;", key=text.split("\n", 1)[0].count)
    csv.field_size_limit(MAX_FILE_BYTES)  # a trace in a cell may be larger than the 128 kB that Python allows
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[tuple[int, Mapping[str, Any]]] = []
    place = 0
    try:
        header = [cell.strip() for cell in next(table)]
        for place, cells in enumerate(table, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise EvalFileError(
                    f"`{peek.name}`, row {place}, has {len(cells)} cells and the header {len(header)}: the file is cut"
                    " off, or a text with a separator lacks its quotes."
                )
            rows.append((place, dict(zip(header, cells, strict=True))))
    except csv.Error as error:
        raise EvalFileError(f"`{peek.name}`, row {place + 1}, cannot be read ({error}): export it again.") from None
    return rows
