"""promptfoo's CSV, a table with one row per test and a group of columns per provider and prompt, as rows of its JSON.

Newer releases follow the answer's column, `[provider] prompt`, with `Status`, `Score`, `Named Scores`, one `Metric: …`
each, `Grader Reason` and `Comment`, under the same names for every group. Older ones put all into one cell:
`[PASS] (0.50, name: 1.00)`, the reason of a failure, `---`, the answer. There is no cost, latency or token in either.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.number_words import enumerated
from advisor.files.eval_source import EvalSource
from advisor.files.json_text import parse_json
from advisor.files.promptfoo import PromptfooFile
from advisor.files.without_folders import one_line
from advisor.language import N_, _

_ANSWER = re.compile(r"\[(?P<provider>.+?)\] (?P<prompt>.*)", re.DOTALL)
_CELL = re.compile(
    r"\[(?P<status>PASS|FAIL|ERROR)\](?: \((?P<score>-?[\d.]+)(?:, (?P<marks>.*?))?\)(?=\s|$))?\s*", re.DOTALL
)
_MARK = re.compile(r"(?:^|, )(?P<name>.+?): (?P<mark>-?\d+\.\d+)(?=, |$)", re.DOTALL)
_REASON = re.compile(r"\n\n(?:Pass|Fail) Reason: (?P<reason>.*)\Z", re.DOTALL)
_STATUS = {"PASS": 0, "FAIL": 1, "ERROR": 2}
_METRIC = "Metric: "
_NOTE = N_(
    "promptfoo's CSV rounds scores to 2 decimals and holds no cost, latency or tokens:"
    " the JSON of the same run has them (`promptfoo eval -o results.json`)."
)


@dataclass(frozen=True, slots=True)
class _Group:
    """The columns of one provider and prompt."""

    provider: str
    prompt: str
    answer: int
    columns: Mapping[str, int]
    """Column name -> position, for the columns that follow the answer; empty in older releases."""


def promptfoo_csv(source: EvalSource, text: str) -> PromptfooFile | None:
    """The rows of a promptfoo CSV; None when the table is another one.

    Raises EvalFileError when quotes do not match, as in a file that breaks off, or when there is no result.
    """
    header = _first_row(text)
    groups = _groups(header)
    if not groups:
        return None
    cells: list[list[str]] = []
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        cells.extend(row for row in table if any(row))
        broken = False
    except csv.Error:
        broken = True
    del cells[:1]  # the header
    if not any(group.columns for group in groups) and not _holds_old_cells(cells, groups):
        return None
    if broken:
        raise EvalFileError(
            f"`{source.name}`, line {table.line_num}, has a cell whose quotes do not match:"
            " export or copy the file again."
        )
    names = header[: groups[0].answer]
    rows = [
        (place + 2, row)
        for place, line in enumerate(cells)
        for order, group in enumerate(groups)
        if (row := _row(place, line, names, group, order)) is not None
    ]
    if not rows:
        raise EvalFileError(f"`{source.name}` is a promptfoo CSV without results: run the eval again.")
    return PromptfooFile(source.name, None, rows, whole=True, notes=(_(_NOTE), *_added_up(groups, rows)), rounded=True)


def _added_up(groups: Sequence[_Group], rows: Sequence[tuple[int, Mapping[str, Any]]]) -> list[str]:
    """A note on metrics of older releases that are sums of several assertions, of how many only the JSON tells."""
    if any(group.columns for group in groups):
        return []
    summed = sorted({name for _, row in rows for name, mark in row["namedScores"].items() if float(mark) > 1})
    names = enumerated([f"`{one_line(name)}`" for name in summed])
    told = _("{names}: marks above 1, which older releases add up from several assertions.", names=names)
    return [told] if summed else []


def _first_row(text: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline="")), [])
    except csv.Error:
        return []


def _groups(header: Sequence[str]) -> list[_Group]:
    """A column `[provider] prompt` opens a group; in newer releases `Status` is right behind it."""
    groups: list[_Group] = []
    for place, cell in enumerate(header):
        match = _ANSWER.fullmatch(cell)
        if match:
            groups.append(_Group(match["provider"], match["prompt"], place, {}))
        elif groups and (groups[-1].columns or cell == "Status"):
            last = groups[-1]
            groups[-1] = _Group(last.provider, last.prompt, last.answer, {**last.columns, cell: place})
    return groups


def _holds_old_cells(cells: Sequence[Sequence[str]], groups: Sequence[_Group]) -> bool:
    return any(len(line) > group.answer and _CELL.match(line[group.answer]) for line in cells for group in groups)


def _row(place: int, line: Sequence[str], names: Sequence[str], group: _Group, order: int) -> dict[str, Any] | None:
    """The group's result in one line; None where the provider was not run."""
    found = _from_columns(line, group) if group.columns else _from_cell(line, group)
    if found is None:
        return None
    variables = {key: _value(value) for key, value in zip(names, line, strict=False)}
    return {
        "provider": group.provider,
        "prompt": {"label": group.prompt},
        "promptIdx": order,
        "testIdx": place,
        "vars": variables,
        **found,
    }


def _from_columns(line: Sequence[str], group: _Group) -> dict[str, Any] | None:
    cells = {key: line[column] for key, column in group.columns.items() if column < len(line)}
    status = cells.get("Status", "")
    if status not in _STATUS:
        return None
    marks = _value(cells.get("Named Scores", ""))
    if not isinstance(marks, dict) or not marks:  # a release without the column; two decimals are better than none
        marks = {key.removeprefix(_METRIC): cell for key, cell in cells.items() if key.startswith(_METRIC) and cell}
    return {
        "success": status == "PASS",
        "failureReason": _STATUS[status],
        "score": cells.get("Score"),
        "namedScores": marks,
        "response": {"output": line[group.answer]},
        "gradingResult": {"reason": cells.get("Grader Reason") or None},
        "error": cells.get("Grader Reason") or (line[group.answer] if status == "ERROR" else None),
    }


def _from_cell(line: Sequence[str], group: _Group) -> dict[str, Any] | None:
    cell = line[group.answer] if group.answer < len(line) else ""
    match = _CELL.match(cell)
    if match is None:
        return None
    rest = cell[match.end() :]
    ending = _REASON.search(rest)
    answer = rest[: ending.start()] if ending else rest
    opening, dashes, behind = answer.partition("\n---\n")
    reason = ending["reason"] if ending else opening if dashes else None
    passed = match["status"] == "PASS"
    return {
        "success": passed,
        "failureReason": _STATUS[match["status"]],
        "score": match["score"] or float(passed),
        "namedScores": {mark["name"]: mark["mark"] for mark in _MARK.finditer(match["marks"] or "")},
        "response": {"output": behind if dashes and not passed else answer},
        "gradingResult": {"reason": reason},
        "error": opening if match["status"] == "ERROR" else None,
    }


def _value(cell: str) -> object:
    """An object or a list is written as JSON, as the same test in a JSON file has it; anything else is text."""
    if cell[:1] in ("{", "["):
        try:
            return parse_json(cell, "")
        except EvalFileError:
            return cell
    return cell
