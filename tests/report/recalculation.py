"""A workbook recalculated by `formulas`, an engine that knows nothing of the code that wrote it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import formulas
import openpyxl

_FILE = "COSTS.XLSX"


class Recalculated:
    """The cells of a workbook by (sheet, row, column), columns and rows from 1."""

    def __init__(self, data: bytes, folder: Path, inputs: str = "Inputs") -> None:
        self.data, self._inputs = data, inputs
        path = folder / "costs.xlsx"
        path.write_bytes(data)
        self._model = formulas.ExcelModel().loads(str(path)).finish()
        self.file = openpyxl.load_workbook(io.BytesIO(data))
        self.kept = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        self.change({})

    def change(self, likely: dict[str, float]) -> None:
        """Calculates with other likely values of inputs, by their ids."""
        sheet = self.file[self._inputs]
        rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
        given = {f"'[costs.xlsx]{self._inputs.upper()}'!E{rows[id]}": value for id, value in likely.items()}
        self._found = self._model.calculate(inputs=given)

    def value(self, sheet: str, row: int, column: int) -> Any:
        """What a formula comes to."""
        letter = openpyxl.utils.get_column_letter(column)
        found = self._found[f"'[costs.xlsx]{sheet.upper()}'!{letter}{row}"].value[0, 0]
        return found.item() if hasattr(found, "item") else found

    def formulas(self) -> list[tuple[str, int, int]]:
        """The places of all formulas."""
        return [
            (sheet.title, cell.row, cell.column)
            for sheet in self.file
            for line in sheet.iter_rows()
            for cell in line
            if cell.data_type == "f"
        ]

    def cost(self, title: str, variant: str) -> Any:
        """What a row of the sheet of costs comes to for a variant."""
        sheet = self.file["Costs"]
        column = next(c for c in range(3, sheet.max_column + 1) if sheet.cell(4, c).value == variant)
        row = next(r for r in range(5, sheet.max_row + 1) if sheet.cell(r, 1).value == title)
        return self.value("Costs", row, column)

    def break_even(self, column: str, row: int = 0) -> Any:
        """A cell of the sheet of break-evens by the name of its column; row 0 is the first pair."""
        sheet = self.file["Break-even"]
        place = next(c for c in range(1, sheet.max_column + 1) if sheet.cell(4, c).value == column)
        cell = sheet.cell(5 + row, place)
        return self.value("Break-even", cell.row, place) if cell.data_type == "f" else cell.value
