"""Samples from Ragas: the table of `evaluate()`, as CSV or JSON, and the CSV of an `@experiment`.

Of `evaluate()` every numeric column that Ragas did not get as input is a score, and a blank one is a metric that
raised. The columns of an experiment are the user's own: scores are those with pass or fail, true or false, or numbers
from 0 to 1; a row whose function raised is missing, which only the other files can tell. Nothing in a file names an
item, and rarely the variant: the file name is the variant unless every row names its experiment; the question is the
item, of a conversation what the person said.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.number_words import enumerated
from advisor.evals.samples import Sample
from advisor.files.eval_peek import Peek
from advisor.files.eval_rows import Rows, rows_of
from advisor.files.file_rows import FileRows
from advisor.files.record_items import name_items, name_of_text
from advisor.files.sample_texts import sample_text
from advisor.files.score_values import WORDS, amount, count, is_blank, label, score_value
from advisor.files.variant_labels import folder_labels
from advisor.files.without_folders import one_line
from advisor.language import _, ngettext
from advisor.schema.evidence import FileRead

_QUESTIONS = ("user_input", "question", "query", "input", "prompt")
_ANSWERS = ("response", "answer", "output", "prediction")
_EXPECTED = ("reference", "ground_truth", "ground_truths", "expected", "expected_output")
_REASONS = ("reason", "rationale", "explanation")
_ITEMS = ("item_id", "id", "case_id", "question_id", "sample_id", "example_id")
_INPUTS = {
    *_QUESTIONS, *_ANSWERS, *_EXPECTED, *_REASONS, *_ITEMS, "", "index", "retrieved_contexts", "reference_contexts",
    "contexts", "multi_responses", "rubrics", "rubric", "reference_tool_calls", "reference_topics", "persona_name",
    "query_style", "query_length", "synthesizer_name", "retrieved_context_ids", "reference_context_ids", "error",
    "evolution_type", "episode_done", "metadata", "timestamp", "experiment_name",
}  # fmt: skip
"""Columns that Ragas takes as input, of this release and older ones, and those that describe a row."""
_OURS = {
    "cost": ("cost_usd", "cost", "total_cost"),
    "latency": ("latency_s", "latency", "duration_s", "seconds", "execution_time", "response_time"),
    "latency_ms": ("latency_ms", "duration_ms"),
    "tokens_in": ("tokens_in", "input_tokens", "prompt_tokens"),
    "tokens_cached": ("tokens_cached", "cached_tokens"),
    "tokens_out": ("tokens_out", "output_tokens", "completion_tokens"),
    "calls": ("calls",),
    "model": ("model", "model_name"),
}
_MEASURES = {name for names in _OURS.values() for name in names} | {"tokens", "total_tokens", "temperature", "seed"}
_MEASURE = re.compile(r"(latency|duration|elapsed|cost|price|tokens?|time|seconds)(_|$)", re.IGNORECASE)
"""Other names of what is measured and is no mark."""
_LARGEST_TURNS = 2**20
_LETTERS = {"c", "i", "p", "n", "y"}
_SPEAKS_OF_SCORE = re.compile(r"score|rating|grade", re.IGNORECASE)
_NOT_OURS = {"variant", "item", "score"}
"""A table that has one of them is written for the generic reader."""


@dataclass(frozen=True, slots=True)
class RagasTable:
    """One file."""

    name: str
    stem: str
    folder: str
    rows: Rows
    scores: Sequence[str]
    blank: Sequence[str]
    """Columns without a single value: metrics that raised on every row."""
    is_experiment: bool


class RagasReader:
    """Tables of Ragas."""

    name = "ragas"

    def recognises(self, peek: Peek) -> RagasTable | None:
        if peek.kind not in ("csv", "json", "jsonl"):
            return None
        names = list(peek.columns)
        answered = bool(set(_ANSWERS) & set(names))
        if _NOT_OURS & set(names) or not (answered or "user_input" in names):
            return None
        older = {"question", "answer"} <= set(names) and {"contexts", "ground_truth", "ground_truths"} & set(names)
        evaluated = "user_input" in names or bool(older)
        if not evaluated and not (set(_QUESTIONS) & set(names) or set(_ITEMS) & set(names)):
            return None
        rows = rows_of(peek)
        if not answered and not all(_turns(row.get("user_input")) for _, row in rows):
            return None
        scores = [name for name in names if _is_score(rows, name, anything=evaluated)]
        if not scores:
            return None
        blank = [name for name in names if evaluated and _may_be_score(name) and _is_blank(rows, name)]
        return RagasTable(peek.name, peek.stem, peek.folder, rows, scores, blank, is_experiment=not evaluated)

    def read(self, handles: Sequence[RagasTable]) -> Sequence[FileRows | EvalFileError]:
        items = [_items(table) for table in handles]
        everything = {item for names in items for item in names}
        folders = folder_labels([table.folder for table in handles])
        shared = len({table.stem for table in handles}) < len({(table.folder, table.stem) for table in handles})
        seen: dict[str, str] = {}
        found: list[FileRows | EvalFileError] = []
        for table, names, folder in zip(handles, items, folders, strict=True):
            variant = _experiment(table) or (folder if shared and folder else table.stem)
            twin = seen.setdefault(_print(table, variant, names), table.name)
            missing = len(everything - set(names))
            found.append(_twin(table, twin) if twin != table.name else _file_rows(table, variant, names, missing))
        return found


def _file_rows(table: RagasTable, variant: str, items: Sequence[str], missing: int) -> FileRows | EvalFileError:
    samples: list[Sample] = []
    unscored = 0
    for (place, row), item in zip(table.rows, items, strict=True):
        try:
            sample = _sample(row, table.scores, variant, item)
        except ValueError as error:
            return EvalFileError(f"`{table.name}`, row {place}: a value is {error}.")
        unscored += not sample.failed and len(sample.scores) < len(table.scores)
        samples.append(sample)
    notes = []
    if unscored:
        notes.append(
            ngettext(
                "{n} row with a metric that is blank, counted as unscored.",
                "{n} rows with a metric that is blank, counted as unscored.",
                unscored,
            )
        )
    if table.blank:
        names = enumerated([f"`{one_line(name)}`" for name in table.blank])
        notes.append(_("{names}: blank in every row.", names=names))
    if missing:
        lost = (
            _("rows whose call raised are not written")
            if table.is_experiment
            else _("the files are of different items")
        )
        notes.append(
            ngettext(
                "{n} item of the other files not in here: {reason}.",
                "{n} items of the other files not in here: {reason}.",
                missing,
                reason=lost,
            )
        )
    return FileRows(
        FileRead(
            name=table.name,
            tool="ragas",
            tool_version=None,
            status="partial" if missing and table.is_experiment else "unknown",
            rows=len(samples),
            notes=tuple(notes),
        ),
        samples,
    )


def _sample(row: Mapping[str, Any], scores: Sequence[str], variant: str, item: str) -> Sample:
    def measure(ours: str) -> object:
        return _first(row, _OURS[ours])

    error = row.get("error")
    failed = not is_blank(error) and str(error).strip().lower() not in ("false", "0", "no", "[]", "{}")
    marks = {} if failed else {name: score_value(row.get(name)) for name in scores}
    milliseconds = amount(measure("latency_ms"))
    return Sample(
        variant=variant,
        item=item,
        scores={name: mark for name, mark in marks.items() if mark is not None},
        failed=failed,
        error=(one_line(str(error)) or "failed") if failed else None,
        cost_usd=amount(measure("cost")),
        latency_s=amount(measure("latency")) if milliseconds is None else milliseconds / 1000,
        tokens_in=count(measure("tokens_in")),
        tokens_cached=count(measure("tokens_cached")),
        tokens_out=count(measure("tokens_out")),
        calls=count(measure("calls")),
        models=(label(model),) if (model := measure("model")) is not None else (),
        text=sample_text(_first(row, _QUESTIONS), _first(row, _ANSWERS), _first(row, _EXPECTED), _first(row, _REASONS)),
    )


def _items(table: RagasTable) -> list[str]:
    for key in _ITEMS:
        named = [label(row.get(key)) for _, row in table.rows]
        if all(named):
            return named
    asked = [_asked(row) for _, row in table.rows]
    return [
        name_of_text(question) if isinstance(question, str) else name_items([{"input": question}])[0]
        for question in asked
    ]


def _experiment(table: RagasTable) -> str | None:
    """The name of the experiment, where one stands in every row."""
    names = {label(row.get("experiment_name")) for _, row in table.rows}
    return names.pop() or None if len(names) == 1 else None


def _asked(row: Mapping[str, Any]) -> object:
    """The question; of a conversation what the person said, since the answers differ between variants."""
    question = _first(row, _QUESTIONS)
    turns = _turns(question)
    said = [turn for turn in turns if isinstance(turn, dict) and turn.get("type") in ("human", "user")] if turns else []
    return "\n".join(str(turn.get("content")) for turn in said) or question


def _turns(value: object) -> list[object] | None:
    """The messages of a conversation, which a CSV holds as a Python literal; None for a plain question."""
    if isinstance(value, str) and value.startswith("[{") and len(value) <= _LARGEST_TURNS:
        try:
            value = ast.literal_eval(value)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return None
    return value if isinstance(value, list) and value and isinstance(value[0], dict) else None


def _is_blank(rows: Rows, name: str) -> bool:
    return all(is_blank(row.get(name)) for _, row in rows)


def _may_be_score(name: str) -> bool:
    return not (name.strip().lower() in _INPUTS | _MEASURES or _MEASURE.search(name) or name.startswith("Unnamed:"))


def _is_score(rows: Rows, name: str, anything: bool) -> bool:
    """Whether a column holds marks: any number from `evaluate()`, only likely ones among a user's own columns."""
    if not _may_be_score(name):
        return False
    told = [row.get(name) for _, row in rows if not is_blank(row.get(name))]
    try:
        marks = [score_value(value) for value in told]
    except ValueError:
        return False
    known = [mark for mark in marks if mark is not None]
    if not known:
        return False
    words = {str(value).strip().lower() for value in told if isinstance(value, str)}
    if words <= WORDS.keys() - _LETTERS:
        return True
    if words & _LETTERS:  # letters of a multiple choice rather than marks
        return False
    return anything or all(0 <= mark <= 1 for mark in known) or bool(_SPEAKS_OF_SCORE.search(name))


def _print(table: RagasTable, variant: str, items: Sequence[str]) -> str:
    """The same text for the CSV and the JSON of one table."""
    rows = [
        (item, _first(row, _ANSWERS), [_rounded(row.get(name)) for name in table.scores])
        for (_, row), item in zip(table.rows, items, strict=True)
    ]
    return repr((variant, rows))


def _rounded(value: object) -> float | None:
    mark = score_value(value)
    return None if mark is None else round(mark, 6)


def _twin(table: RagasTable, name: str) -> FileRows:
    note = _("The same rows as `{file}`, counted once.", file=name)
    file = FileRead(name=table.name, tool="ragas", tool_version=None, status="unknown", rows=0, notes=(note,))
    return FileRows(file, ())


def _first(row: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((row[name] for name in names if not is_blank(row.get(name))), None)
