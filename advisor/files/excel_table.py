"""Rows of an Excel workbook (`.xlsx`): its first sheet that holds something, read as values, never as formulas.

A formula gives the value that Excel last stored for it; nothing is computed. The sizes that the packed parts declare
are checked before anything is unpacked.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from advisor.errors import EvalFileError
from advisor.files.eval_source import EvalSource
from advisor.files.table_data import Row, TableData

LARGEST_BYTES = 500 * 2**20
"""What a workbook may unpack to."""
MOST_ROWS = 1_048_576
"""What a sheet of Excel can hold."""


def excel_table(source: EvalSource) -> TableData:
    """The first filled sheet as a table; its first filled row is the header, and row numbers are those of Excel.

    Raises EvalFileError when the workbook is damaged, locked, too large, or holds no rows.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise EvalFileError(
            f"`{source.name}` is an Excel workbook, which needs openpyxl: install it, or save the sheet as CSV."
        ) from None
    _check_size(source)
    try:
        book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
        sheets = [(sheet.title, list(_filled(sheet.iter_rows(values_only=True)))) for sheet in book.worksheets]
    except Exception:  # openpyxl raises whatever its XML parser meets
        raise EvalFileError(f"`{source.name}` is a damaged or locked Excel workbook: save it again as CSV.") from None
    rows = next((rows for _, rows in sheets if rows), None)
    if rows is None:
        raise EvalFileError(f"`{source.name}` holds no rows: fill in its first sheet, or save it as CSV.")
    header = tuple("" if cell is None else str(cell).strip() for cell in rows[0][1])
    named = [place for place, name in enumerate(header) if name]

    def walk() -> Iterator[Row]:
        for number, cells in rows[1:]:
            yield number, {header[place]: cells[place] if place < len(cells) else None for place in named}

    return TableData(source.name, source.stem, "Excel", tuple(header[place] for place in named), walk)


def _filled(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows that hold something, with their numbers."""
    for number, cells in enumerate(islice(rows, MOST_ROWS), start=1):
        if any(cell is not None and str(cell).strip() for cell in cells):
            yield number, cells


def _check_size(source: EvalSource) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise EvalFileError(f"`{source.name}` is a damaged Excel workbook: save it again.") from None
    if size > LARGEST_BYTES:
        raise EvalFileError(
            f"`{source.name}` unpacks to {size / 2**20:,.0f} MB, more than the {LARGEST_BYTES // 2**20} MB that are"
            " read: save the sheet as CSV."
        )
