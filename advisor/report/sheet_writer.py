"""Rows on the sheets of a workbook. Texts are always written as texts: none of them can act as a formula."""

from __future__ import annotations

import datetime
import math
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from advisor.language import Language, _, language
from advisor.report.live_cells import Live

_FONT: Final = {"font_size": 11, "valign": "top"}
_FONT_NAMES: Final[dict[Language, str]] = {"en": "Calibri", "ja": "Yu Gothic"}
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "": {},
    "title": {"bold": True, "font_size": 16},
    "head": {"bold": True, "bottom": 1, "bg_color": "#E7ECF2", "text_wrap": True},
    "heading": {"bold": True, "font_color": "#1F4E79"},
    "sum": {"bold": True, "top": 1},
    "wrapped": {"text_wrap": True},
    "entry": {"bg_color": "#FFF4C2", "border": 1, "border_color": "#C9B458"},
    "day": {"align": "left"},
}
_DAYS: Final[dict[Language, str]] = {"en": "yyyy-mm-dd", "ja": 'yyyy"年"m"月"d"日"'}
_LONGEST: Final = 32_000
"""Characters: a cell holds 32,767."""


def place(row: int, column: int, sheet: str | None = None) -> str:
    """A cell by its row and column from 0, such as `$E$7` or `Inputs!$E$7`."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    found = f"${letters}${row + 1}"
    return f"{sheet_name(sheet)}!{found}" if sheet else found


def sheet_name(name: str) -> str:
    """The name of a sheet as formulas write it: in quotes where it is no plain word."""
    return name if name.isascii() and name.isidentifier() else f"'{name}'"


class Workbook:
    """A file that is being written, with its formats."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._formats: dict[tuple[str, str], Any] = {}

    def sheet(self, name: str) -> SheetWriter:
        """A new sheet behind the others."""
        return SheetWriter(self._file.add_worksheet(name), self)

    def style(self, name: str, numbers: str = "") -> Any:
        """A format, made once; `numbers` is how numbers are written."""
        if (name, numbers) not in self._formats:
            now = language()
            written = numbers or (_DAYS[now] if name == "day" else "")
            told = {"font_name": _FONT_NAMES[now], **_FONT, **_STYLES[name]}
            told |= {"num_format": written} if written else {}
            self._formats[name, numbers] = self._file.add_format(told)
        return self._formats[name, numbers]


class SheetWriter:
    """One sheet, written row by row."""

    def __init__(self, sheet: Any, book: Workbook) -> None:
        self._sheet, self._book = sheet, book
        self.next_row = 0

    def widths(self, *characters: float) -> None:
        """How wide the columns are."""
        for column, width in enumerate(characters):
            self._sheet.set_column(column, column, width)

    def title(self, text: str, more: str = "") -> None:
        """What the sheet is, above everything else."""
        self._text(0, 0, text, self._book.style("title"))
        self._text(1, 0, more, self._book.style(""))
        self.next_row = 2 if not more else 3

    def head(self, row: int, names: Sequence[str]) -> None:
        """The names of the columns, which stay in sight."""
        for column, name in enumerate(names):
            self._text(row, column, name, self._book.style("head"))
        self._sheet.freeze_panes(row + 1, 0)
        self.next_row = row + 1

    def heading(self, text: str) -> None:
        """A line between rows, after an empty one."""
        self._text(self.next_row + 1, 0, text, self._book.style("heading"))
        self.next_row += 2

    def row(self, *cells: object, style: str = "", entry: int | None = None) -> int:
        """Writes a row and says which it is; the column `entry` may be changed by whoever reads it."""
        row = self.next_row
        for column, cell in enumerate(cells):
            self._cell(row, column, cell, "entry" if column == entry else style)
        if entry is not None:
            self._sheet.data_validation(
                row, entry, row, entry,
                {
                    "validate": "decimal", "criteria": ">=", "value": 0, "ignore_blank": True,
                    "error_title": _("No number"), "error_message": _("Write a number from 0 up."),
                },
            )  # fmt: skip
        self.next_row += 1
        return row

    def formula(self, row: int, column: int, formula: Live, style: str = "") -> None:
        """Writes a formula with the value that it has now."""
        value = formula.value
        if isinstance(value, float) and not math.isfinite(value):
            value = "#DIV/0!"
        if isinstance(value, str):
            value = _writable(value)
        numbers = _numbers(value) if isinstance(value, int | float) else ""
        self._sheet.write_formula(row, column, f"={formula.text}", self._book.style(style, numbers), value)

    def _cell(self, row: int, column: int, cell: object, style: str) -> None:
        if isinstance(cell, Live):
            self.formula(row, column, cell, style)
        elif isinstance(cell, datetime.date):
            when = datetime.datetime(cell.year, cell.month, cell.day)
            self._sheet.write_datetime(row, column, when, self._book.style("day"))
        elif isinstance(cell, int | float) and math.isfinite(cell):
            self._sheet.write_number(row, column, cell, self._book.style(style, _numbers(cell)))
        elif cell is None or cell == "":
            self._sheet.write_blank(row, column, None, self._book.style(style))
        else:
            self._text(row, column, str(cell), self._book.style(style))

    def _text(self, row: int, column: int, text: str, style: Any) -> None:
        self._sheet.write_string(row, column, _writable(text), style)


def _writable(text: str) -> str:
    """What a file can hold: control characters and halves of pairs, which some result files have, are marked."""
    return "".join(
        "\ufffd" if each not in "\n\t" and unicodedata.category(each) in ("Cc", "Cs", "Cn") else each
        for each in text[:_LONGEST]
    )


def _numbers(value: float) -> str:
    """Enough digits to see a fraction of a cent, none where they would only be noise."""
    if float(value).is_integer() and abs(value) < 1e15:
        return "#,##0"
    return "#,##0.00" if abs(value) >= 1 else "0.00######"
