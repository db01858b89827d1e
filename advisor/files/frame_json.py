"""The rows of a table that pandas wrote as JSON, in any of its orientations that is one object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def frame_rows(whole: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """The rows of `orient="split"`, `table`, `columns` (as `to_json` does unasked) or `index`; None for other JSON."""
    columns, cells = whole.get("columns"), whole.get("data")
    if isinstance(columns, list) and isinstance(cells, list):
        return [dict(zip(map(str, columns), row, strict=False)) for row in cells if isinstance(row, list)]
    schema = whole.get("schema")
    if isinstance(schema, dict) and "pandas_version" in schema and isinstance(cells, list):
        return [row for row in cells if isinstance(row, dict)]
    values = list(whole.values())
    if len(values) < 1 or not all(isinstance(value, dict) and value for value in values):
        return None
    names = list(values[0])
    if any(list(value) != names for value in values):
        return None
    if all(map(str.isdecimal, names)) and len(values) > 1:
        return [{column: cells[place] for column, cells in whole.items()} for place in names]
    return values if all(map(str.isdecimal, whole)) and len(names) > 1 else None
