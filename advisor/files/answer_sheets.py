"""Answers from paper sheets, typed into a CSV file: one row a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from advisor.errors import WorkshopError
from advisor.files.repairs import listed, nearest, shorten
from advisor.files.sheet_rows import sheet_rows
from advisor.language import _, ngettext
from advisor.schema.questions import Question
from advisor.schema.rules import Book
from advisor.schema.words import ROLES, UNKNOWN, Role
from advisor.schema.workshop import LONGEST_NAME, LONGEST_TEXT, MOST_PEOPLE, Brief
from advisor.schema.workshop_sheets import SheetAnswers, Sheets
from advisor.workshop.plain_text import name_key, plain_line, plain_text

_REASON: Final = " reason"
_DONT_KNOW: Final = (UNKNOWN, "don't know", "don’t know", "わからない", "?", "？")
_MOST_MISTAKES: Final = 50
"""More on one page help nobody; the rest is counted."""


def csv_template(brief: Brief) -> str:
    """A file with the columns and no rows, for a spreadsheet; what to write in them stands on the question sheet.

    It begins with a byte order mark, by which Excel knows UTF-8 when it opens the file and when it saves it again.
    """
    columns = ["roles", *(column for id in brief.questions for column in (id, f"{id}{_REASON}"))]
    return "\ufeff" + ",".join(["name", *columns] if brief.named else columns) + "\r\n"


def read_answer_sheets(data: bytes, brief: Brief, book: Book) -> Sheets:
    """One entry a row. Options go by id, label or number (1 for the first), `?` is "don't know", empty is not answered.

    Of an anonymous workshop the column `name` is not read. Raises `WorkshopError` with all mistakes, one line each.
    """
    rows = sheet_rows(data)
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise WorkshopError("The file is empty; begin with a row of column names: name, roles, and the questions.")
    filled = [(number, row) for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]
    if not filled:
        raise WorkshopError("The file has no row of answers; write one row a person beneath the column names.")
    if len(filled) > MOST_PEOPLE:
        raise WorkshopError(f"The file has {len(filled):,} rows; {MOST_PEOPLE} people can take part, so split it.")
    reading = _Reading(rows[0], brief, book)
    sheets = [reading.sheet(number, row) for number, row in filled]
    if reading.mistakes:
        raise WorkshopError("\n".join(_cut(reading.mistakes)))
    return Sheets(people=tuple(sheets), notes=tuple(reading.notes(filled, sheets)))


class _Reading:
    """One pass over the rows, which gathers every mistake."""

    def __init__(self, head: Sequence[str], brief: Brief, book: Book) -> None:
        self.brief = brief
        self.asked = {question.id: question for question in book.questions if question.id in brief.questions}
        self.columns = [" ".join(cell.lower().split()) for cell in head]
        self.mistakes = list(self._misnamed(book))
        self.first_row: dict[str, int] = {}
        """The key of a name -> the row in which it stands first."""

    def sheet(self, number: int, cells: Sequence[str]) -> SheetAnswers:
        """What one row says; mistakes are kept, and what they are about is left out."""
        for cell in cells[len(self.columns) :]:
            if cell.strip():
                self._mistake(number, f"`{_shown(cell)}` stands to the right of the last column; move it or empty it")
        row = dict(zip(self.columns, cells, strict=False))
        if row.get("", "").strip():
            self._mistake(
                number, f"`{_shown(row[''])}` stands in a column without a name; name it in row 1 or empty it"
            )
        answers = {id: option for id, question in self.asked.items() if (option := self._answer(number, row, question))}
        return SheetAnswers(
            name=self._name(number, row.get("name", "")) if self.brief.named else None,
            roles=self._roles(number, row.get("roles", "")),
            answers=answers,
            reasons={id: said for id in self.asked if (said := self._reason(number, row, id))},
        )

    def notes(self, filled: Sequence[tuple[int, Sequence[str]]], sheets: Sequence[SheetAnswers]) -> Iterator[str]:
        """What was not read, and rows that may be a slip."""
        if not self.brief.named and "name" in self.columns:
            yield _("The column `name` was not read: nobody is named in this workshop.")
        silent = [str(row[0]) for row, each in zip(filled, sheets, strict=True) if not each.answers]
        if silent:
            yield ngettext(
                "Row {rows} has no answer and will count as people who answered nothing.",
                "Rows {rows} have no answer and will count as people who answered nothing.",
                len(silent),
                rows=_(", ").join(silent),
            )

    def _misnamed(self, book: Book) -> Iterator[str]:
        columns = ["name", "roles", *self.asked, *(f"{id}{_REASON}" for id in self.asked)]
        elsewhere = {question.id for question in book.questions}
        for name in dict.fromkeys(filter(None, self.columns)):
            if self.columns.count(name) > 1:
                yield f"row 1: `{_shown(name)}` stands there twice; keep one."
            if name in columns:
                continue
            if name.removesuffix(_REASON) in elsewhere:
                yield f"row 1: `{name}` is not asked in this workshop; take the column out."
            else:
                hint = nearest(name, columns) or f" Write `name`, `roles`, or a question: {listed(self.asked)}."
                yield f"row 1: `{_shown(name)}` is no column.{hint}"
        if not set(self.columns) & set(self.asked):
            yield f"row 1: no question is named; write columns such as `{next(iter(self.asked))}`."
        if self.brief.named and "name" not in self.columns:
            yield "row 1: `name` is missing; add the column, for people are named in this workshop."

    def _answer(self, number: int, row: Mapping[str, str], question: Question) -> str | None:
        cell = " ".join(row.get(question.id, "").split()).casefold()
        if not cell:
            return None
        if cell in _DONT_KNOW:
            return UNKNOWN
        for place, option in enumerate(question.options, 1):
            if cell in (option.id, option.label.casefold(), str(place)):
                return option.id
        options = listed(option.id for option in question.options)
        shown = _shown(row[question.id])
        self._mistake(number, f"`{question.id}` is `{shown}`; write one of {options}, or `?` for don’t know")
        return None

    def _reason(self, number: int, row: Mapping[str, str], id: str) -> str:
        column = f"{id}{_REASON}"
        said = self._clean(plain_text, row.get(column, ""), LONGEST_TEXT, number, column)
        if said and not row.get(id, "").strip():
            self._mistake(
                number, f"`{column}` is filled in and `{id}` is empty; write an option, or `?` for don’t know"
            )
        return said

    def _name(self, number: int, cell: str) -> str | None:
        before = len(self.mistakes)
        name = self._clean(plain_line, cell, LONGEST_NAME, number, "name")
        if not name:
            if "name" in self.columns and len(self.mistakes) == before:
                self._mistake(number, "`name` is empty; write the name on the sheet")
            return None
        first = self.first_row.setdefault(name_key(name), number)
        if first != number:
            self._mistake(number, f"`name` is `{name}`, as in row {first}; add a letter to one of them")
        return name

    def _roles(self, number: int, cell: str) -> tuple[Role, ...]:
        given = [role for each in re.split("[;,/]", cell) if (role := each.strip().lower())]
        for role in given:
            if role not in ROLES:
                self._mistake(number, f"`roles` has `{_shown(role)}`; write {listed(ROLES)}, with ; between several")
        return tuple(role for role in ROLES if role in given)

    def _clean(self, clean: Callable[[str, int, str], str], text: str, most: int, number: int, column: str) -> str:
        try:
            return clean(text, most, column)
        except WorkshopError as error:
            self._mistake(number, str(error).rstrip("."))
            return ""

    def _mistake(self, number: int, says: str) -> None:
        self.mistakes.append(f"row {number}: {says}.")


def _shown(cell: str) -> str:
    """A cell inside a message: what can be seen of it, cut where it is long."""
    return shorten(plain_line(cell[:200], 1000, "cell"), 40)


def _cut(mistakes: Sequence[str]) -> Iterator[str]:
    yield from mistakes[:_MOST_MISTAKES]
    if len(mistakes) > _MOST_MISTAKES:
        yield f"And {len(mistakes) - _MOST_MISTAKES:,} more; mend these first."
