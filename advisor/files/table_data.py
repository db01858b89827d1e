"""Rows with named columns from CSV, TSV, JSON, JSONL, Parquet or any DataFrame: one shape for what follows.

Rows are handed on one by one as mappings; a nested JSON field is reached as `doc.item_id`. The first data row
of a CSV is row 2, as in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, TextIO

from advisor.errors import EvalFileError
from advisor.files.eval_source import MAX_FILE_BYTES, EvalSource

if TYPE_CHECKING:
    import narwhals as nw

Row = tuple[int, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class TableData:
    """A table whose rows can be walked through once."""

    name: str
    stem: str | None
    """The variant when no column names it; None for a DataFrame."""
    kind: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    """One by one; what a row is called in a message stands beside it."""
    cut_off: bool = False
    frames: Callable[[Collection[str]], Iterable[nw.LazyFrame[Any]]] | None = None
    """The same rows where they lie, given which columns are texts whatever they hold: the first that can be read by
    expressions is taken."""
    raw: Mapping[str, str] = field(default_factory=dict)
    """The name of a column in the frames, where it is another."""


def csv_table(source: EvalSource, text: str) -> TableData:
    """A CSV or TSV file; EvalFileError when it has no header, no rows, or a row of another length."""
    return csv_of(source.name, source.stem, lambda: io.StringIO(text, newline=""), text)


def csv_of(name: str, stem: str, open_text: Callable[[], TextIO], start: str) -> TableData:
    """A CSV or TSV whose text can be opened again and again; `start` is the beginning of it."""
    separator = separator_of(start)
    csv.field_size_limit(MAX_FILE_BYTES)  # a trace in a cell may be larger than the 128 kB that Python allows
    try:
        header = [
            cell.strip()
            for cell in next(row for row in csv.reader(io.StringIO(start, newline=""), delimiter=separator) if row)
        ]
    except csv.Error as error:
        raise EvalFileError(f"`{name}`, row 1, is not a table row ({error}): export it again.") from None

    def rows() -> Iterator[Row]:
        with open_text() as text:
            reader = csv.reader(text, delimiter=separator)
            next(row for row in reader if row)
            yield from _csv_rows(name, reader, header)

    return TableData(name, stem, "TSV" if separator == "\t" else "CSV", tuple(header), rows)


def separator_of(start: str) -> str:
    """What separates the cells of a CSV, by its first line."""
    return max(",\t;", key=start.lstrip("\r\n").split("\n", 1)[0].count)


def _csv_rows(name: str, reader: Iterator[list[str]], header: Sequence[str]) -> Iterator[Row]:
    place = 1
    try:
        for cells in reader:
            place += 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise EvalFileError(
                    f"`{name}`, row {place}, has {len(cells)} cells and the header {len(header)}:"
                    " the file is cut off, or a text with a separator lacks its quotes."
                )
            yield place, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise EvalFileError(f"`{name}`, row {place + 1}, cannot be read ({error}): export it again.") from None


def json_table(source: EvalSource, rows: Sequence[tuple[int, object]], kind: str, cut_off: bool = False) -> TableData:
    """A list of JSON objects; EvalFileError when an entry is no object."""
    columns: dict[str, None] = {}
    for place, row in rows:
        if not isinstance(row, dict):
            raise EvalFileError(f"`{source.name}`, row {place}, is no JSON object: write one object per row.")
        columns.update(dict.fromkeys(_names(row)))
    return TableData(
        source.name,
        source.stem,
        kind,
        tuple(columns),
        lambda: ((place, _Nested(row)) for place, row in rows if isinstance(row, dict)),
        cut_off,
    )


def parquet_table(source: EvalSource) -> TableData:
    """A Parquet file; EvalFileError when it is damaged or unpacks to too much."""
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    try:
        file = parquet.ParquetFile(arrow.BufferReader(source.data))
        unpacked = sum(file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups))
        if unpacked > 10 * MAX_FILE_BYTES:
            raise EvalFileError(
                f"`{source.name}` unpacks to {unpacked / 2**20:,.0f} MB: keep only the columns that are needed."
            )
        frame = file.read()
    except (arrow.ArrowException, OSError, ValueError) as error:
        if isinstance(error, EvalFileError):
            raise
        raise EvalFileError(f"`{source.name}` is a damaged Parquet file: write or copy it again.") from None
    return frame_table(frame, source.name, source.stem, "Parquet")


def frame_table(frame: Any, name: str, stem: str | None = None, kind: str = "DataFrame") -> TableData:
    """A pandas, Polars, PyArrow, DuckDB or other DataFrame that narwhals knows."""
    import narwhals as nw

    try:
        table = nw.from_native(frame)
    except TypeError:
        raise EvalFileError(
            f"{name} is neither a path, nor a pair of name and bytes, nor a DataFrame: give one of these."
        ) from None
    except nw.exceptions.DuplicateError:
        raise EvalFileError(f"{name} has two columns of the same name: rename one.") from None
    lazy = table if isinstance(table, nw.LazyFrame) else table.lazy()
    with _of_its_query(name):
        columns = tuple(str(column) for column in lazy.collect_schema().names())

    def rows() -> Iterator[Row]:
        with _of_its_query(name):
            whole = lazy.collect()
        # Column by column keeps mixed cells (numbers and words) as they are.
        cells = [whole[column].to_list() for column in whole.columns]
        for place, values in enumerate(zip(*cells, strict=True), start=1):
            yield place, dict(zip(columns, values, strict=True))

    return TableData(name, stem, kind, columns, rows, frames=lambda _: [lazy])


@contextmanager
def _of_its_query(name: str) -> Iterator[None]:
    """What goes wrong is told of the query behind a lazy frame; every engine has errors of its own."""
    try:
        yield
    except Exception as error:
        kind = type(error).__name__
        raise EvalFileError(f"`{name}` cannot be worked out, its own query fails ({kind}): mend the query.") from error


class _Nested(dict[str, object]):
    """A JSON object in which `a.b` reaches into the object `a`."""

    def __missing__(self, name: str) -> object:
        value: object = dict(self)
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value


def _names(row: Mapping[str, object]) -> Iterator[str]:
    """The columns of a JSON row, with the inner names of small nested objects behind their outer one."""
    for name, value in row.items():
        yield str(name)
        if isinstance(value, dict):
            yield from (f"{name}.{inner}" for inner in islice(value, 20))
