"""Samples from LangSmith's `evaluate(...).to_pandas()`, saved as CSV or JSON.

Columns: `inputs.*`, `outputs.*`, `reference.*`, `feedback.*`, `error`, `execution_time` (seconds), `example_id`. A row
with a text in `error` is a failed call. The same `example_id` again is a repeat. The file name is the variant. The CSV
of the hosted page has other columns, whichever were shown, and is read as any table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.number_words import enumerated
from advisor.evals.samples import Sample
from advisor.files.eval_peek import Peek
from advisor.files.eval_rows import Rows, rows_of
from advisor.files.file_rows import FileRows
from advisor.files.record_items import name_items
from advisor.files.sample_texts import sample_text
from advisor.files.score_values import amount, count, is_blank, label, score_value
from advisor.files.variant_labels import folder_labels
from advisor.files.without_folders import one_line
from advisor.language import _, ngettext
from advisor.schema.evidence import FileRead

_FEEDBACK = "feedback."
_COMMENTS = ("comment", "reasoning", "explanation")
_COSTS = ("total_cost", "outputs.total_cost", "outputs.cost_usd", "outputs.cost")
_TOKENS_IN = ("prompt_tokens", "outputs.prompt_tokens", "outputs.input_tokens", "outputs.tokens_in")
_TOKENS_CACHED = ("outputs.cached_tokens", "outputs.tokens_cached")
_TOKENS_OUT = ("completion_tokens", "outputs.completion_tokens", "outputs.output_tokens", "outputs.tokens_out")
_MODELS = ("metadata.model", "metadata.ls_model_name", "outputs.model", "outputs.model_name")


@dataclass(frozen=True, slots=True)
class LangSmithTable:
    """One experiment."""

    name: str
    stem: str
    folder: str
    rows: Rows
    names: Sequence[str]
    """All columns, in order."""


class LangSmithReader:
    """Tables of the LangSmith SDK."""

    name = "langsmith"

    def recognises(self, peek: Peek) -> LangSmithTable | None:
        if peek.kind not in ("csv", "json", "jsonl"):
            return None
        names = peek.columns
        scored = any(name.startswith(_FEEDBACK) for name in names)
        if not scored or not any(name.startswith("inputs.") or name == "example_id" for name in names):
            return None
        return LangSmithTable(peek.name, peek.stem, peek.folder, rows_of(peek), names)

    def read(self, handles: Sequence[LangSmithTable]) -> Sequence[FileRows | EvalFileError]:
        stems = [table.stem for table in handles]
        folders = folder_labels([table.folder for table in handles])
        shared = len(set(stems)) < len(stems)
        seen: dict[str, int] = {}
        return [
            _file_rows(table, folder if shared and folder else table.stem, seen, place)
            for place, (table, folder) in enumerate(zip(handles, folders, strict=True))
        ]


def _file_rows(table: LangSmithTable, variant: str, seen: dict[str, int], order: int) -> FileRows | EvalFileError:
    """The rows of one file; a run that another file holds too (its CSV and its JSON) is counted once."""
    feedback = [name for name in table.names if name.startswith(_FEEDBACK) and not name.endswith(_COMMENTS)]
    kinds = {name: _holds_marks(table.rows, name) for name in feedback}
    items = _items(table)
    samples: list[Sample] = []
    unscored = twice = 0
    for (place, row), item in zip(table.rows, items, strict=True):
        if not item:
            return EvalFileError(f"`{table.name}`, row {place}, has no `example_id`: fill it in.")
        run = label(row.get("id"))
        if run and seen.setdefault(run, order) != order:
            twice += 1
            continue
        try:
            sample = _sample(row, [name for name in feedback if kinds[name]], variant, item)
        except ValueError as error:
            return EvalFileError(f"`{table.name}`, row {place}: a value is {error}.")
        unscored += not sample.failed and len(sample.scores) < sum(kinds.values())
        samples.append(sample)
    words = [f"`{name}`" for name in feedback if not kinds[name]]
    if not any(kinds.values()):
        return EvalFileError(
            f"`{table.name}` has no feedback with numbers or pass/fail ({', '.join(words)}): let an evaluator give one."
        )
    notes = []
    if twice:
        notes.append(
            ngettext(
                "{n} row already read from another file, counted once.",
                "{n} rows already read from another file, counted once.",
                twice,
            )
        )
    if unscored:
        notes.append(
            ngettext(
                "{n} row without some feedback, counted as unscored.",
                "{n} rows without some feedback, counted as unscored.",
                unscored,
            )
        )
    if words:
        notes.append(_("{names}: holds words and no marks, left out.", names=enumerated(words)))
    return FileRows(
        FileRead(
            name=table.name,
            tool="langsmith",
            tool_version=None,
            status="unknown",
            rows=len(samples),
            notes=tuple(notes),
        ),
        samples,
    )


def _sample(row: Mapping[str, Any], feedback: Sequence[str], variant: str, item: str) -> Sample:
    error = "" if is_blank(row.get("error")) else one_line(str(row["error"])) or "failed"
    marks = {name[len(_FEEDBACK) :]: score_value(row.get(name)) for name in feedback}
    scores = {} if error else {name: mark for name, mark in marks.items() if mark is not None}
    comments = [str(row[name]) for name in row if name.startswith(_FEEDBACK) and name.endswith(_COMMENTS) and row[name]]
    return Sample(
        variant=variant,
        item=item,
        scores=scores,
        failed=bool(error),
        error=error or None,
        cost_usd=amount(_first(row, _COSTS)),
        latency_s=amount(row.get("execution_time")),
        tokens_in=count(_first(row, _TOKENS_IN)),
        tokens_cached=count(_first(row, _TOKENS_CACHED)),
        tokens_out=count(_first(row, _TOKENS_OUT)),
        models=(label(model),) if (model := _first(row, _MODELS)) is not None else (),
        text=sample_text(_part(row, "inputs."), _part(row, "outputs."), _part(row, "reference."), "\n".join(comments)),
    )


def _items(table: LangSmithTable) -> list[str]:
    key = next((name for name in ("example_id", "reference_example_id") if name in table.names), None)
    if key is not None:
        return [label(row.get(key)) for _, row in table.rows]
    return name_items([_fields(row, "inputs.") for _, row in table.rows])


def _holds_marks(rows: Rows, name: str) -> bool:
    """Whether most cells that say something are marks; a wrong one among them is told with its row."""
    told = Counter(_is_mark(row.get(name)) for _, row in rows if not is_blank(row.get(name)))
    return told[True] > told[False]


def _is_mark(value: object) -> bool:
    try:
        return score_value(value) is not None
    except ValueError:
        return False


def _fields(row: Mapping[str, Any], start: str) -> dict[str, object]:
    return {name[len(start) :]: value for name, value in row.items() if name.startswith(start)}


def _part(row: Mapping[str, Any], start: str) -> object:
    """The one field of inputs, outputs or reference, or all of them."""
    fields = {name: value for name, value in _fields(row, start).items() if not is_blank(value)}
    return next(iter(fields.values())) if len(fields) == 1 else fields


def _first(row: Mapping[str, Any], names: Sequence[str]) -> object:
    return next((row[name] for name in names if not is_blank(row.get(name))), None)
