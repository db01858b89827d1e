"""What a team gives beside its results, from files: human labels, training texts, pairwise verdicts, labelled failures.

A source is a path, a pair of name and bytes, or (for tables) a DataFrame. Tables may be CSV, TSV, JSON, JSONL, Parquet
or Excel.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from advisor.errors import EvalFileError
from advisor.evals.beside import Beside, Cell, PositionTrial
from advisor.files.eval_peek import Peek
from advisor.files.given_sources import GivenFolder, given_sources
from advisor.files.log_readers import open_table
from advisor.files.score_values import label, score_value
from advisor.files.table_data import TableData, frame_table
from advisor.schema.evidence import FailureCause

MAX_TRAINING_BYTES = 200 * 2**20
"""The largest file of training texts: its texts are held in memory."""
_DEEPEST = 20
_NO_TEXT = {"role", "type", "name", "id", "weight"}
_CAUSES: Mapping[str, FailureCause] = {
    "facts": "facts", "form": "form", "judgement": "judgement", "judgment": "judgement",
    "economics": "economics", "cost": "economics", "wrong-test": "wrong-test", "wrong test": "wrong-test",
}  # fmt: skip
_WINNERS = {"a": "A", "b": "B", "tie": "tie"}
_T = TypeVar("_T")


def read_beside(
    *,
    labels: Any = None,
    second_labels: Any = None,
    train: Any = None,
    positions: Any = None,
    failures: Any = None,
    looks: int | None = None,
    has_held_out_set: bool | None = None,
    mix: Mapping[str, float] | None = None,
    minutes_per_item: float = 3.0,
    value_of_a_success_usd: float | None = None,
    monthly_volume: int | None = None,
) -> Beside:
    """Everything that was given, files read. Raises EvalFileError with one sentence for what cannot be read."""
    _check_numbers(looks, mix or {}, minutes_per_item)
    return Beside(
        looks=looks,
        has_held_out_set=has_held_out_set,
        labels={} if labels is None else read_labels(labels),
        second_labels={} if second_labels is None else read_labels(second_labels),
        training_texts=() if train is None else read_training(train),
        positions=() if positions is None else read_positions(positions),
        mix=dict(mix or {}),
        failures={} if failures is None else read_failures(failures),
        minutes_per_item=minutes_per_item,
        value_of_a_success_usd=value_of_a_success_usd,
        monthly_volume=monthly_volume,
    )


def read_labels(source: Any) -> dict[Cell, float]:
    """Human marks by variant and item, from a table with `variant`, `item` and `label`: numbers, pass/fail or the like.

    Rows without a label are left out. Raises EvalFileError for a mark that is none, and for two that differ.
    """
    return _cells(source, "label", score_value)


def read_failures(source: Any) -> dict[Cell, FailureCause]:
    """What was wrong with failed answers, from a table with `variant`, `item` and `cause`."""
    return _cells(source, "cause", _cause)


def read_positions(source: Any) -> tuple[PositionTrial, ...]:
    """Pairwise verdicts in both orders, from a table of `item`, `a_first` and `b_first`: who won, `A`, `B` or `tie`."""
    table = _table(source)
    found = [
        PositionTrial(
            item=_text(table, place, row, "item"),
            a_first=_value(table, place, row, "a_first", _winner),
            b_first=_value(table, place, row, "b_first", _winner),
        )
        for place, row in _rows(table, ("item", "a_first", "b_first"))
    ]
    return tuple(found)


def read_training(sources: Any) -> tuple[str, ...]:
    """All texts of training files, each once: chats, prompts with completions, the cells of a table, or plain text."""
    texts: dict[str, None] = {}
    for source in given_sources(sources):
        if isinstance(source, GivenFolder):
            raise EvalFileError(f"`{source.name}` is a folder: give the training files in it.")
        peek = source if isinstance(source, Peek) else None
        if peek is not None and len(peek.source.data) > MAX_TRAINING_BYTES:
            raise EvalFileError(
                f"`{peek.name}` has {len(peek.source.data) / 2**20:,.0f} MB, more than the"
                f" {MAX_TRAINING_BYTES // 2**20:,} MB of training texts that are read: give a random part of it."
            )
        if peek is not None and peek.name.lower().endswith((".txt", ".md")):
            texts.update(dict.fromkeys([peek.text, *(line for line in peek.text.splitlines() if line.strip())]))
            continue
        for _, row in _table(source).rows():
            texts.update(dict.fromkeys(_texts_in(row)))
    return tuple(text for text in texts if text.strip())


def _texts_in(value: object, depth: int = 0) -> Iterator[str]:
    """Every text inside a row, but roles and names."""
    if isinstance(value, str):
        yield value
    elif depth < _DEEPEST and isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _NO_TEXT:
                yield from _texts_in(inner, depth + 1)
    elif depth < _DEEPEST and isinstance(value, list | tuple):
        for inner in value:
            yield from _texts_in(inner, depth + 1)


def _cells(source: Any, column: str, read: Callable[[object], _T | None]) -> dict[Cell, _T]:
    table = _table(source)
    found: dict[Cell, _T] = {}
    for place, row in _rows(table, ("variant", "item", column)):
        value = _value(table, place, row, column, read)
        if value is None:
            continue
        cell = (_text(table, place, row, "variant"), _text(table, place, row, "item"))
        if found.setdefault(cell, value) != value:
            raise EvalFileError(
                f"`{table.name}`, row {place}: variant `{cell[0]}`, item `{cell[1]}` is there twice with different"
                f" values of `{column}`: keep one of them."
            )
    if not found:
        raise EvalFileError(f"`{table.name}` has no row with a `{column}`: fill it in.")
    return found


def _table(source: Any) -> TableData:
    if isinstance(source, Peek):
        peek = source
    elif _is_file(source):
        (given,) = given_sources(source)
        if isinstance(given, GivenFolder):
            raise EvalFileError(f"`{given.name}` is a folder: give one file.")
        peek = cast(Peek, given)
    else:
        return frame_table(source, "DataFrame")
    if peek.kind not in ("csv", "json", "jsonl", "parquet", "excel"):
        raise EvalFileError(f"`{peek.name}` is no table: give CSV, TSV, JSON, JSONL, Parquet or Excel.")
    return open_table(peek)


def _is_file(source: Any) -> bool:
    return isinstance(source, str | os.PathLike | tuple)


def _rows(table: TableData, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, object]]]:
    """The rows with these columns by our names, however they are capitalised."""
    there = {name.strip().lower(): name for name in reversed(table.columns)}
    missing = [name for name in columns if name not in there]
    if missing:
        listed = ", ".join(f"`{name[:60]}`" for name in table.columns[:12])
        raise EvalFileError(
            f"`{table.name}` has no column `{missing[0]}`; its columns are {listed}: name them"
            f" {', '.join(f'`{name}`' for name in columns)}."
        )
    for place, row in table.rows():
        yield place, {name: row[there[name]] for name in columns}


def _text(table: TableData, place: int, row: Mapping[str, object], column: str) -> str:
    found = label(row[column])
    if not found:
        raise EvalFileError(f"`{table.name}`, row {place}, has no `{column}`: fill it in.")
    return found


def _value(table: TableData, place: int, row: Mapping[str, object], column: str, read: Callable[[object], _T]) -> _T:
    try:
        return read(row[column])
    except ValueError as error:
        raise EvalFileError(f"`{table.name}`, row {place}: `{column}` is {error}.") from None


def _cause(value: object) -> FailureCause | None:
    text = label(value).lower()
    if text and text not in _CAUSES:
        raise ValueError(f"`{text[:40]}`: write facts, form, judgement, economics or wrong-test")
    return _CAUSES.get(text)


def _winner(value: object) -> str:
    text = label(value).lower()
    if text not in _WINNERS:
        raise ValueError(f"`{text[:40]}`: write who won, A, B or tie")
    return _WINNERS[text]


def _check_numbers(looks: int | None, mix: Mapping[str, float], minutes: float) -> None:
    if looks is not None and looks < 0:
        raise EvalFileError(f"`looks` is {looks}: write how often these items were scored, from 0 up.")
    if not 0 < minutes < 10_000:
        raise EvalFileError(f"`minutes_per_item` is {minutes:g}: write the minutes that one item takes, such as 3.")
    for name, share in mix.items():
        if not 0 <= share < 1e12:
            raise EvalFileError(
                f"The share of segment `{name}` is {share:g}: write its part of the traffic, such as 0.3."
            )
    if mix and not any(mix.values()):
        raise EvalFileError("The shares of all segments are 0: write the part of the traffic that each has.")
