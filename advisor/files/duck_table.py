"""Large local files as tables that stay on disk: CSV and Parquet read by DuckDB, streaming, in bounded memory.

A CSV that DuckDB cannot read, or that holds a cell which nobody can read, is gone through row by row, which says what
is wrong with it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, TextIO

import narwhals as nw

from advisor.errors import EvalFileError
from advisor.evals.kept import own_database
from advisor.files.eval_source import EvalSource
from advisor.files.table_data import Row, TableData, csv_of, parquet_table, separator_of

LARGE = 2 * 2**20
"""From this size on, in bytes, a CSV on disk is read by DuckDB."""
_NUMBERS = {"BIGINT", "DOUBLE", "INTEGER", "HUGEINT"}
_SAMPLE = 20_000
"""Rows that tell the types of the columns; what comes later may still be something else."""


def duck_csv(name: str, stem: str, path: Path, start: str) -> TableData:
    """A CSV or TSV on disk; `start` is the beginning of its text. EvalFileError when it has no header."""

    def open_text() -> TextIO:
        return path.open(encoding="utf-8-sig", newline="")

    table = csv_of(name, stem, open_text, start)
    raw = {column: f"c{place}" for place, column in enumerate(table.columns)}
    blank = start[: len(start) - len(start.lstrip("\r\n"))]

    def frames(texts: Collection[str]) -> Iterator[nw.LazyFrame[Any]]:
        import duckdb

        database = own_database()
        options: dict[str, Any] = {
            "header": True, "sep": separator_of(start), "quotechar": '"',
            "escapechar": '"', "skiprows": blank.replace("\r\n", "\n").count("\n"),
        }  # fmt: skip
        try:
            kinds = [str(kind) for kind in database.read_csv(str(path), sample_size=_SAMPLE, **options).types]
            if len(kinds) != len(table.columns):
                return
            for all_texts in (False, True):
                types = {
                    f"c{place}": "VARCHAR" if all_texts or column in texts or kind not in _NUMBERS else "DOUBLE"
                    for place, (column, kind) in enumerate(zip(table.columns, kinds, strict=True))
                }
                relation = database.read_csv(str(path), columns=types, auto_detect=False, **options)
                yield nw.from_native(relation).lazy()
        except duckdb.Error:
            return

    return dataclasses.replace(table, frames=frames, raw=raw)


def duck_parquet(name: str, stem: str, path: Path) -> TableData:
    """A Parquet file on disk; EvalFileError when it is damaged."""
    import duckdb

    try:
        relation = own_database().read_parquet(str(path))
    except duckdb.Error:
        raise EvalFileError(f"`{name}` is a damaged Parquet file: write or copy it again.") from None
    frame: nw.LazyFrame[Any] = nw.from_native(relation).lazy()

    def rows() -> Iterator[Row]:
        yield from parquet_table(EvalSource(name, path.read_bytes())).rows()

    return TableData(name, stem, "Parquet", tuple(relation.columns), rows, frames=lambda _: [frame])
