"""Arithmetic that is a spreadsheet formula and its value at once: each formula is written down a single time."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

Value = float | str | bool

_ATOM: Final = 9
_RANKS: Final = {"^": 4, "*": 3, "/": 3, "+": 2, "-": 2, "=": 1, "<": 1, ">": 1}
_WAYS: Final[dict[str, Callable[[float, float], Value]]] = {
    "^": operator.pow,
    "*": operator.mul,
    "/": lambda a, b: a / b if b else math.nan,
    "+": operator.add,
    "-": operator.sub,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}


@dataclass(frozen=True, slots=True)
class Live:
    """A formula without its equals sign, and what it comes to; a division by 0 comes to NaN."""

    text: str
    value: Value
    rank: int = _ATOM
    """How firmly its outermost operator binds, so that only brackets that are needed are written."""
    is_constant: bool = False

    def __add__(self, other: Live | float) -> Live:
        return _joined("+", self, other)

    def __radd__(self, other: float) -> Live:
        return _joined("+", other, self)

    def __sub__(self, other: Live | float) -> Live:
        return _joined("-", self, other)

    def __rsub__(self, other: float) -> Live:
        return _joined("-", other, self)

    def __mul__(self, other: Live | float) -> Live:
        return _joined("*", self, other)

    def __truediv__(self, other: Live | float) -> Live:
        return _joined("/", self, other)

    def __pow__(self, other: Live | float) -> Live:
        return _joined("^", self, other)

    def __lt__(self, other: Live | float) -> Live:
        return _joined("<", self, other)

    def __gt__(self, other: Live | float) -> Live:
        return _joined(">", self, other)

    def equals(self, other: Live | float) -> Live:
        """Whether both are the same number."""
        return _joined("=", self, other)

    @property
    def is_number(self) -> Live:
        """Whether it is a number: no text, and no empty cell."""
        return Live(f"ISNUMBER({self.text})", _is_number(self.value))

    @property
    def number(self) -> float:
        """Its value in arithmetic: an empty cell is 0, a text no number."""
        if self.value == "":
            return 0.0
        return float(self.value) if not isinstance(self.value, str) else math.nan


def constant(value: float | str) -> Live:
    """A number, or a text of ours, that stands in the formula itself."""
    if isinstance(value, str):
        return Live(f'"{value}"', value)
    text = f"{value:.15g}"
    return Live((text if float(text) == value else repr(value)).upper(), float(value), is_constant=True)


FALSE: Final = Live("FALSE", False)


def choose(condition: Live, then: Live | float | str, otherwise: Live | float | str) -> Live:
    """`IF`."""
    yes, no = _live(then), _live(otherwise)
    return Live(f"IF({condition.text},{yes.text},{no.text})", yes.value if condition.value else no.value)


def least(a: Live | float, b: Live | float) -> Live:
    """`MIN` of two."""
    return _called("MIN", min, _live(a), _live(b))


def most(a: Live | float, b: Live | float) -> Live:
    """`MAX` of two."""
    return _called("MAX", max, _live(a), _live(b))


def exponential(a: Live) -> Live:
    """`EXP`."""
    return _called("EXP", math.exp, a)


def round_up(a: Live) -> Live:
    """`ROUNDUP` to a whole number, away from 0."""
    whole = math.copysign(math.ceil(abs(a.number)), a.number) if math.isfinite(a.number) else math.nan
    return Live(f"ROUNDUP({a.text},0)", whole)


def add_up(span: str, cells: Sequence[Live]) -> Live:
    """`SUM` of a span that holds these cells; its empty cells count nothing."""
    return Live(f"SUM({span})", math.fsum(cell.number for cell in cells))


def _called(name: str, way: Callable[..., float], *arguments: Live) -> Live:
    return Live(f"{name}({','.join(each.text for each in arguments)})", way(*(each.number for each in arguments)))


def _live(value: Live | float | str) -> Live:
    return value if isinstance(value, Live) else constant(value)


def _joined(sign: str, left: Live | float, right: Live | float) -> Live:
    a, b, rank = _live(left), _live(right), _RANKS[sign]
    if (shorter := _shortened(sign, a, b)) is not None:
        return shorter
    before = f"({a.text})" if a.rank < rank else a.text
    after = f"({b.text})" if b.rank < rank or (b.rank == rank and sign in "-/^") else b.text
    return Live(f"{before}{sign}{after}", _WAYS[sign](a.number, b.number), rank)


def _shortened(sign: str, a: Live, b: Live) -> Live | None:
    """What needs no formula: arithmetic of constants, and of parts that a variant does not have."""
    if a.is_constant and b.is_constant and sign in "+-*/":
        return constant(float(_WAYS[sign](a.number, b.number)))
    zero, one = [each.is_constant and each.value == 0 for each in (a, b)], b.is_constant and b.value == 1
    if sign == "*" and any(zero):
        return constant(0)
    if (sign in "+-" and zero[1]) or (sign in "*/" and one):
        return a
    return b if sign == "+" and zero[0] else None


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not math.isnan(value)
