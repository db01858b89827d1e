"""A CSV file from any spreadsheet as rows of texts."""

from __future__ import annotations

import csv
import io
from typing import Final

from advisor.errors import WorkshopError

MOST_BYTES: Final = 5_000_000
MOST_OF_A_CELL: Final = 131_072
_MARKS: Final = ",;\t"
_SAVE: Final = "save the sheet as “CSV UTF-8”"


def sheet_rows(data: bytes) -> list[list[str]]:
    """The rows, empty ones included, so that the n-th is the n-th of the sheet.

    UTF-8 or UTF-16, with or without a byte order mark; commas, semicolons or tabs, whichever the first row has most of;
    a line `sep=;` before it, as Excel knows it, is obeyed and left out. Raises `WorkshopError`.
    """
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    mark = max(_MARKS, key=first.count)
    if first.lower().startswith("sep=") and first[4:5] in tuple(_MARKS):
        text, mark = rest, first[4]
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=mark, strict=True):
            if any(len(cell) > MOST_OF_A_CELL for cell in row):
                raise csv.Error("field larger than field limit")  # that of the reader may be raised elsewhere
            rows.append(row)  # one by one, so that their number tells where it went wrong
    except csv.Error as error:
        raise WorkshopError(f"row {len(rows) + 1}: {_repair(str(error))}") from None
    return rows


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise WorkshopError("The file is larger than 5 MB; one row a person is a few kilobytes.")
    if data.startswith(b"PK\x03\x04"):
        raise WorkshopError(f"The file is an Excel or LibreOffice document; {_SAVE}.")
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        raise WorkshopError(f"The file is not UTF-8 text; {_SAVE}.") from None
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    # without a mark: the first letter of a column name leaves one of its two bytes empty
    return {0: "utf-16-be", 1: "utf-16-le"}.get(data[:2].find(b"\0"), "utf-8-sig")


def _repair(found: str) -> str:
    if "unexpected end of data" in found:
        return "a quotation mark is opened and not closed before the file ends; close it or take it out."
    if "field larger than" in found:
        return f"a cell has more than {MOST_OF_A_CELL:,} characters; shorten it."
    return f"this is no row of a CSV table ({found}); write a quotation mark inside a quoted cell twice, or {_SAVE}."
