"""A table of answer sets, one a row: from an integer array or a DataFrame of any library, and back into the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.errors import AnswersError
from advisor.files.repairs import listed, nearest, shorten
from advisor.schema.answers import Answers
from advisor.schema.questions import Question
from advisor.schema.words import APPROACHES, UNKNOWN

_PROBABILITIES = tuple(f"probability_{each}" for each in APPROACHES)
_RESULTS = ("approach", *_PROBABILITIES, "fired")
_NOT_LEGAL = -2
_SHOWN = 5
_MOST = 20
_MANY = 50_000
_THREADS = 4


@dataclass(frozen=True, slots=True, eq=False)
class AnswerTable:
    """Answer sets as places of options, and the table they came from."""

    codes: NDArray[np.integer[Any]]
    """(n, questions): 0 for the first option and so on, -1 unknown; in the order of the questionnaire."""
    frame: Any = None
    """The narwhals DataFrame; None for an array."""
    keep: tuple[str, ...] = ()
    """The columns of the table that are handed on."""

    def with_results(
        self,
        approach: NDArray[np.int8],
        probability: NDArray[np.float64],
        fired: tuple[NDArray[np.bool_], Sequence[str]] | None,
    ) -> Any:
        """Recommendations in columns, in the library of the input; a mapping of arrays for an array.

        `fired`: (n, rules) which rules fire, and their ids.
        """
        if self.frame is None:
            arrays: dict[str, Any] = {"approach": np.array([*APPROACHES, None], object)[approach]}
            arrays |= dict(zip(_PROBABILITIES, probability, strict=True))
            if fired is not None:
                ids = np.array(fired[1], object)
                arrays["fired"] = np.fromiter((tuple(ids[row]) for row in fired[0]), object, len(fired[0]))
            return arrays
        import narwhals as nw
        import pyarrow as arrow

        places = arrow.array(approach, mask=approach < 0)
        columns = {name: self.frame[name].to_arrow() for name in self.keep}
        columns["approach"] = arrow.DictionaryArray.from_arrays(places, arrow.array(APPROACHES))
        columns |= {name: arrow.array(values) for name, values in zip(_PROBABILITIES, probability, strict=True)}
        if fired is not None:
            offsets = np.concatenate([[0], fired[0].sum(axis=1).cumsum()]).astype(np.int32)
            ids = arrow.array(fired[1]).take(arrow.array(np.nonzero(fired[0])[1]))
            columns["fired"] = arrow.ListArray.from_arrays(arrow.array(offsets), ids)
        found = nw.from_arrow(arrow.table(columns), backend=self.frame.implementation)
        native, index = found.to_native(), nw.maybe_get_index(self.frame)
        if index is not None:  # only pandas-like tables have one
            native.index = index
        return native


def read_answer_table(table: Any, questions: Sequence[Question], keep: str | Sequence[str] = ()) -> AnswerTable:
    """The answers in a table: a column a question, an option id or nothing in each cell.

    `table`: a DataFrame of pandas, Polars, PyArrow, DuckDB or any library that narwhals knows; a list of mappings or
    of `Answers`; or an integer array (n, questions) with 0 for the first option and -1 for unknown. Columns that are
    missing are unknown, and so are masked cells; `keep` names columns that are no questions and are handed on.

    Raises `AnswersError` with one line for each column that is no question, and for each value that is no option,
    with its rows counted from 0.
    """
    keep = (keep,) if isinstance(keep, str) else tuple(keep)
    if isinstance(table, np.ndarray):
        if keep:
            raise AnswersError(
                f"`keep` names columns of a DataFrame ({listed(keep)}); an array has none: leave it out."
            )
        return AnswerTable(_read_array(table, questions))
    if (
        isinstance(table, Sequence)
        and not isinstance(table, str | bytes)
        and all(isinstance(row, Mapping | Answers) for row in table)
    ):
        table = _gathered([row.values if isinstance(row, Answers) else row for row in table], questions)
    return _read_frame(table, questions, keep)


def check_codes(table: NDArray[np.integer[Any]], questions: Sequence[Question]) -> None:
    """Nothing, or `AnswersError` with one line for each column of an array that holds the place of no option."""
    wrong = []
    for i, question in enumerate(questions):
        rows = np.flatnonzero((table[:, i] >= len(question.options)) | (table[:, i] < -1))
        if len(rows):
            wrong.append(
                f"column {i} (`{question.id}`), {_rows(rows)}: `{table[rows[0], i]}` is the place of no option; "
                f"write 0 to {len(question.options) - 1}, or -1 for unknown."
            )
    if wrong:
        raise AnswersError("\n".join(wrong))


def _read_array(table: NDArray[Any], questions: Sequence[Question]) -> NDArray[np.integer[Any]]:
    if not isinstance(table, np.ma.MaskedArray):
        return _check_shape(np.asarray(table), questions)  # a matrix stays two-dimensional when it is cut
    if table.dtype.kind not in "iu":
        return _check_shape(np.asarray(table.data), questions)
    codes = _check_shape(np.asarray(table.filled(0)), questions).astype(np.int8)  # -1 is no fill for unsigned ones
    codes[np.ma.getmaskarray(table)] = -1
    return codes


def _check_shape(table: NDArray[Any], questions: Sequence[Question]) -> NDArray[np.integer[Any]]:
    if table.ndim != 2 or table.shape[1] != len(questions) or table.dtype.kind not in "iu":
        raise AnswersError(
            f"answers: an array of {table.dtype} with shape {table.shape} is no table of answers; give integers with "
            f"shape (n, {len(questions)}), one column a question in the order of the questionnaire."
        )
    if table.dtype != np.int8:  # a larger number could come out as another one when it is cut down
        check_codes(table, questions)
    return table


def _read_frame(table: Any, questions: Sequence[Question], keep: tuple[str, ...]) -> AnswerTable:
    import narwhals as nw
    import pyarrow as arrow

    if isinstance(table, arrow.RecordBatch):
        table = arrow.Table.from_batches([table])
    try:
        given = nw.from_native(table)
        frame = given.collect() if isinstance(given, nw.LazyFrame) else given
    except nw.exceptions.DuplicateError:
        raise AnswersError("\n".join(_repeated(table))) from None
    except TypeError:
        raise AnswersError(
            f"answers: `{type(table).__name__}` is no table with one column a question; give a DataFrame, a list of "
            "mappings, or an integer array."
        ) from None
    names = [str(name) for name in frame.columns]
    by_id = {question.id: question for question in questions}
    wrong = [
        f"`keep`: a column `{name}` comes with the recommendations; rename yours, in the table and in `keep`."
        if name in _RESULTS
        else f"`keep`: there is no column `{shorten(name)}`.{nearest(name, names)}"
        for name in dict.fromkeys(keep)
        if name in _RESULTS or name not in names
    ]
    wrong += [
        f"column `{name}`: there is no such question. Leave the column out, or rename it and name it in `keep`."
        if name in _RESULTS
        else f"column `{_shown(name)}`: there is no such question.{nearest(name.strip(), by_id)} Leave the column out, "
        "or name it in `keep`."
        for name in names
        if name not in by_id and name not in keep
    ]
    codes = np.full((len(frame), len(questions)), -1, np.int8)
    held = [i for i, question in enumerate(questions) if question.id in names]
    with ThreadPoolExecutor(_THREADS if len(frame) >= _MANY else 1) as pool:  # Arrow works outside Python's lock
        read = pool.map(lambda i: _read_column(frame[questions[i].id], questions[i]), held)
        for i, (column, found) in zip(held, read, strict=True):
            codes[:, i] = column
            wrong += found
    if wrong:
        raise AnswersError("\n".join(wrong))
    return AnswerTable(codes, frame, keep)


def _read_column(series: Any, question: Question) -> tuple[NDArray[np.int8], list[str]]:
    import pyarrow as arrow

    try:
        array = series.to_arrow()
        array = array.combine_chunks() if isinstance(array, arrow.ChunkedArray) else array
        array = array if arrow.types.is_dictionary(array.type) else array.dictionary_encode()
    except (arrow.ArrowException, TypeError):
        return np.full(len(series), -1, np.int8), [
            f"column `{question.id}`: it holds values of several types; write option ids as text."
        ]
    options = [option.id for option in question.options]
    values = array.dictionary.to_pylist()
    places = [
        options.index(value) if value in options else -1 if value in (None, "", UNKNOWN) else _NOT_LEGAL
        for value in values
    ]
    codes = np.array([*places, -1], np.int8)[array.indices.fill_null(len(values)).to_numpy(zero_copy_only=False)]
    wrong = []
    if (codes == _NOT_LEGAL).any():
        cells = array.indices.fill_null(len(values)).to_numpy(zero_copy_only=False)
        for k in [k for k, place in enumerate(places) if place == _NOT_LEGAL][:_MOST]:
            rows = np.flatnonzero(cells == k)
            if len(rows):
                wrong.append(
                    f"column `{question.id}`, {_rows(rows)}: `{_shown(values[k])}` is not an option"
                    f"{_spaces(values[k])}.{nearest(str(values[k]).strip(), options)} Write {listed(options)}, or "
                    "leave it empty for unknown."
                )
        if places.count(_NOT_LEGAL) > _MOST:
            wrong.append(f"column `{question.id}`: {places.count(_NOT_LEGAL) - _MOST} other values are no options.")
    return codes, wrong


def _rows(rows: NDArray[np.intp]) -> str:
    """`row 3`, or `rows 1, 4, 9 and 12 more`."""
    if len(rows) == 1:
        return f"row {rows[0]}"
    shown = ", ".join(str(row) for row in rows[:_SHOWN])
    return f"rows {shown}" + (f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else "")


def _repeated(table: Any) -> list[str]:
    """One line for each name that several columns have."""
    names = table.column_names if hasattr(table, "column_names") else table.columns
    return [
        f"column `{_shown(str(name))}` is there "
        + ("twice: drop or rename one." if times == 2 else f"{times} times: drop or rename all but one.")
        for name, times in Counter(names).items()
        if times > 1
    ]


def _shown(value: object) -> str:
    """The value cut to one line, in quotes where space around it would not be seen."""
    return shorten(repr(value) if _spaces(value) else value)


def _spaces(value: object) -> str:
    """` (there is a space around it)`, or nothing where there is none."""
    if not isinstance(value, str) or value == value.strip():
        return ""
    return " (there is a space around it)" if value.strip() else " (it is nothing but space)"


def _gathered(rows: Sequence[Mapping[str, Any]], questions: Sequence[Question]) -> Any:
    """The rows as an Arrow table; what a row leaves out is null."""
    import pyarrow as arrow

    names = list(dict.fromkeys(name for row in rows for name in row)) or [questions[0].id]  # no column, no rows
    cells = {str(name): [row.get(name) for row in rows] for name in names}
    try:
        return arrow.table({name: arrow.array(values) for name, values in cells.items()})
    except (arrow.ArrowException, TypeError):
        return arrow.table({name: arrow.array([_text(each) for each in values]) for name, values in cells.items()})


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
