"""Answers from paper sheets, typed into a CSV file: one row a person."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from advisor.errors import AdvisorError, WorkshopError
from advisor.schema.questions import Question
from advisor.schema.rules import Book
from advisor.schema.words import ROLES, UNKNOWN
from advisor.schema.workshop import LONGEST_NAME, LONGEST_TEXT, MOST_PEOPLE, Brief
from advisor.schema.workshop_sheets import SheetAnswers
from advisor.workshop.plain_text import plain_line, plain_text

MOST_BYTES: Final = 5_000_000
_REASON: Final = " reason"
_DONT_KNOW: Final = ("unknown", "don't know", "don’t know", "?")


def csv_template(brief: Brief) -> str:
    """A file with the columns and no rows, for a spreadsheet."""
    names = ["name"] if brief.named else []
    columns = [*names, "roles", *(column for id in brief.questions for column in (id, f"{id}{_REASON}"))]
    return ",".join(columns) + "\r\n"


def read_answer_sheets(data: bytes, brief: Brief, book: Book) -> tuple[SheetAnswers, ...]:
    """One entry a row. Options go by id, label or number (1 for the first), `?` is "don't know", empty is not answered.

    Of an anonymous workshop the column `name` is left out. Raises `WorkshopError` with all mistakes, one line each.
    """
    rows = list(_rows(data))
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise WorkshopError("The file is empty; begin with a row of column names: name, roles, and the questions.")
    head = [cell.strip().lower() for cell in rows[0]]
    asked = {question.id: question for question in book.questions if question.id in brief.questions}
    known = {"name", "roles", *asked, *(f"{id}{_REASON}" for id in asked)}
    mistakes = [
        f"row 1: `{name[:40]}` is no column; write name, roles, or a question such as `{next(iter(asked))}`."
        for name in head
        if name and name not in known
    ]
    mistakes += [f"row 1: `{name}` stands there twice; keep one." for name in known if head.count(name) > 1]
    if not mistakes and not set(head) & set(asked):
        mistakes = [f"row 1: no question is named; write columns such as `{next(iter(asked))}`."]
    if len(rows) - 1 > MOST_PEOPLE:
        mistakes.append(f"{len(rows) - 1} rows are too many; {MOST_PEOPLE} people can take part.")
    sheets = []
    for number, cells in enumerate(rows[1:], 2) if not mistakes else ():
        row = {name: cell for name, cell in zip(head, cells, strict=False) if name}
        if any(cell.strip() for cell in row.values()):
            sheets.append(_sheet(row, number, brief, asked, mistakes))
    seen: dict[str, int] = {}
    for sheet in sheets:
        if sheet.name and seen.setdefault(sheet.name.casefold(), 0):
            mistakes.append(f"`{sheet.name}` stands in two rows; add a letter to one of the names.")
        if sheet.name:
            seen[sheet.name.casefold()] = 1
    if mistakes:
        raise WorkshopError("\n".join(mistakes))
    if not sheets:
        raise WorkshopError("The file has no row of answers; write one row a person beneath the column names.")
    return tuple(sheets)


def _rows(data: bytes) -> Iterator[list[str]]:
    if len(data) > MOST_BYTES:
        raise WorkshopError("The file is larger than 5 MB; one row a person is a few kilobytes.")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise WorkshopError("The file is not UTF-8 text; save it as “CSV UTF-8”.") from None
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text.replace("\0", "")), delimiter=mark)
    except csv.Error as error:
        raise WorkshopError(f"The file is no CSV table ({error}); save the sheet as “CSV UTF-8”.") from None


def _sheet(
    row: Mapping[str, str], number: int, brief: Brief, asked: Mapping[str, Question], mistakes: list[str]
) -> SheetAnswers:
    answers, reasons = {}, {}
    for id, question in asked.items():
        cell = row.get(id, "").strip()
        if cell:
            option = _option(cell, question)
            if option is None:
                options = ", ".join(f"`{each.id}`" for each in question.options)
                mistakes.append(f"row {number}: `{id}` is `{cell[:40]}`; write one of {options}, or ? for don't know.")
            else:
                answers[id] = option
        if said := _clean(plain_text, row.get(f"{id}{_REASON}", ""), LONGEST_TEXT, number, f"{id}{_REASON}", mistakes):
            reasons[id] = said
    name = _clean(plain_line, row.get("name", ""), LONGEST_NAME, number, "name", mistakes) if brief.named else ""
    if brief.named and not name and not mistakes:
        mistakes.append(f"row {number}: `name` is empty; write the name on the sheet.")
    roles = [each.strip().lower() for each in row.get("roles", "").replace("/", ";").split(";") if each.strip()]
    mistakes += [
        f"row {number}: `{role[:40]}` is no role; write {', '.join(ROLES)}, with ; between."
        for role in roles
        if role not in ROLES
    ]
    return SheetAnswers(
        name=name or None,
        roles=tuple(role for role in ROLES if role in roles),
        answers=answers,
        reasons={id: said for id, said in reasons.items() if id in answers},
    )


def _option(cell: str, question: Question) -> str | None:
    folded = cell.casefold()
    if folded in _DONT_KNOW:
        return UNKNOWN
    for place, option in enumerate(question.options, 1):
        if folded in (option.id, option.label.casefold(), str(place)):
            return option.id
    return None


def _clean(
    clean: Callable[[str, int, str], str], text: str, most: int, number: int, column: str, mistakes: list[str]
) -> str:
    try:
        return clean(text, most, column)
    except AdvisorError as error:
        mistakes.append(f"row {number}: {error}")
        return ""
