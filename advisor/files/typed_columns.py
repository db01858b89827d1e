"""The columns of any table as ours, by narwhals expressions: the same reading as `eval_table` gives row by row, done
where the rows are.

Each column comes with a check that is true where a cell cannot be read. Only when one is, the rows are gone
through one by one, to name the row and the repair.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

import narwhals as nw

from advisor.files.score_values import BLANK, LARGEST, WORDS

NO_ERROR = ("0", "0.0", "false", "no", "ok", "[]", "{}")
"""What a column `error` may hold where nothing failed."""
_NUMBER = r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"
_EXACT = 2.0**53
_NOT_PLAIN = "^ | $|[^ -~]|^$|^(?i:" + "|".join(re.escape(word) for word in sorted(BLANK) if word) + ")$"


Check = Callable[[nw.Expr, nw.Expr], nw.Expr]
"""Whether a cell cannot be read, from the column of its values and the column as it was given."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One column of ours: its value, and where it cannot be read.

    The check takes the finished values: an engine works out again what is written twice.
    """

    value: nw.Expr
    is_bad: Check


def can_be_typed(dtype: nw.dtypes.DType) -> bool:
    """Whether a column of this kind is read by expressions; a column of mixed objects is not."""
    return dtype.is_numeric() or isinstance(dtype, nw.Boolean | nw.String | nw.Categorical | nw.Enum)


def score(column: str, dtype: nw.dtypes.DType) -> Typed:
    """A mark: a number, or a word for pass or fail."""
    if not is_text(dtype):
        return _number(column, dtype)
    text = _text(nw.col(column))
    value = _parsed(text)
    for number in sorted(set(WORDS.values())):
        words = [word for word, meant in WORDS.items() if meant == number]
        value = nw.when(text.is_in(words)).then(nw.lit(number)).otherwise(value)
    return Typed(_finite(value), _is_no_number)


def amount(column: str, dtype: nw.dtypes.DType) -> Typed:
    """A number from 0 up."""
    found = number(column, dtype)
    return Typed(found.value, lambda value, raw: found.is_bad(value, raw) | (value < 0.0))


def whole(column: str, dtype: nw.dtypes.DType) -> Typed:
    """A whole number from 0 up."""
    found = amount(column, dtype)
    return Typed(
        found.value,
        lambda value, raw: found.is_bad(value, raw) | (value.abs() < _EXACT) & (value.round(0) != value),
    )


def number(column: str, dtype: nw.dtypes.DType) -> Typed:
    """A finite number."""
    if not is_text(dtype):
        return _number(column, dtype)
    return Typed(_finite(_parsed(_text(nw.col(column)))), _is_no_number)


def label(column: str, dtype: nw.dtypes.DType) -> Typed:
    """An item or variant as text: 7 and 7.0 are the same; a blank one is bad."""
    own = nw.col(column)
    if is_text(dtype):
        return Typed(own, lambda value, _: _is_blank(_text(value)))
    if isinstance(dtype, nw.Boolean):
        return Typed(nw.when(own).then(nw.lit("True")).when(~own).then(nw.lit("False")), _is_missing)
    if dtype.is_integer():
        return Typed(own.cast(nw.String()), _is_missing)
    decimal = _finite(own.cast(nw.Float64()))
    is_whole = (decimal.round(0) == decimal) & (decimal.abs() < _EXACT)
    as_whole = nw.when(is_whole).then(decimal).otherwise(nw.lit(0.0)).fill_null(0.0).cast(nw.Int64()).cast(nw.String())
    return Typed(nw.when(is_whole).then(as_whole).otherwise(decimal.cast(nw.String())), _is_missing)


def any_label(column: str, dtype: nw.dtypes.DType) -> Typed:
    """The same of texts that are cleaned later on."""
    return Typed(nw.col(column).cast(nw.String()), _is_missing) if is_text(dtype) else label(column, dtype)


def plain_label(column: str, dtype: nw.dtypes.DType) -> Typed:
    """The same of texts that are taken as they are: bad where cleaning could change one, or one is blank."""
    if not is_text(dtype):
        return label(column, dtype)
    return Typed(nw.col(column).cast(nw.String()), lambda value, _: value.is_null() | value.str.contains(_NOT_PLAIN))


def failure(column: str, dtype: nw.dtypes.DType) -> tuple[nw.Expr, nw.Expr]:
    """Whether the call of a row failed, and the text of its error."""
    own = nw.col(column)
    if is_text(dtype):
        failed = ~(_is_blank(_text(own)) | _text(own).is_in(NO_ERROR).fill_null(False))
        return failed, nw.when(failed).then(own)
    if isinstance(dtype, nw.Boolean):
        failed = own.fill_null(False)
    else:
        failed = (_finite(own.cast(nw.Float64())) != 0.0).fill_null(False)
    return failed, nw.when(failed).then(nw.lit("failed"))


def words(column: str, dtype: nw.dtypes.DType) -> nw.Expr:
    """A text as it is; empty where there is none."""
    own = nw.col(column)
    return nw.when(own.str.strip_chars() != "").then(own) if is_text(dtype) else own.cast(nw.String())


def any_of(conditions: Sequence[nw.Expr]) -> nw.Expr:
    """Whether one of them holds; what is unknown does not."""
    return reduce(lambda one, other: one | other, (each.fill_null(False) for each in conditions), nw.lit(False))


def stripped(column: str) -> nw.Expr:
    """A column of texts without blanks around them: what the others here expect of one."""
    return nw.col(column).cast(nw.String()).str.strip_chars()


def is_text(dtype: nw.dtypes.DType) -> bool:
    """Whether a column holds texts."""
    return isinstance(dtype, nw.String | nw.Categorical | nw.Enum)


def _text(column: nw.Expr) -> nw.Expr:
    return column.str.to_lowercase()


def _is_missing(value: nw.Expr, _: nw.Expr) -> nw.Expr:
    return value.is_null()


def _is_no_number(value: nw.Expr, raw: nw.Expr) -> nw.Expr:
    return ~_is_blank(_text(raw)) & value.is_null() | (value.abs() > LARGEST)


def _is_blank(lowered: nw.Expr) -> nw.Expr:
    return lowered.is_null() | lowered.is_in(sorted(BLANK)).fill_null(True)


def _parsed(text: nw.Expr) -> nw.Expr:
    """The number that a text is; empty where it is none."""
    return nw.when(text.str.contains(_NUMBER)).then(text).cast(nw.Float64())


def _number(column: str, dtype: nw.dtypes.DType) -> Typed:
    own = nw.col(column)
    value = own.cast(nw.Int64()).cast(nw.Float64()) if isinstance(dtype, nw.Boolean) else own.cast(nw.Float64())
    return Typed(_finite(value), lambda finite, _: finite.abs() > LARGEST)


def _finite(value: nw.Expr) -> nw.Expr:
    return nw.when(value.is_finite()).then(value)
