"""Amounts as people type them: `80`, `20,000`, `1.5M`, `5 %`, or three of them from low to high."""

from __future__ import annotations

import re
from typing import Final

from advisor.language import N_, _

MOST: Final = 1e15
_NUMBER: Final = re.compile(r"\$?(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)([kKmM%]?)")
_TIMES: Final = {"": 1.0, "k": 1e3, "m": 1e6, "%": 0.01}
_GAPS: Final = re.compile(r"\s*;\s*|,\s+|\s+(?:to|[-–])\s+|(?<=[\d%kKmM])\s*[-–]\s*(?=[\d.$])|\s+")
_BELOW_0: Final = N_("`{text}` is below 0; write one number, such as 80, or three from low to high: 60 80 120.")
_TWO_WAYS: Final = N_("`{text}` can be read as one number or as three; write spaces between three numbers.")
_SEVERAL: Final = N_("`{text}` holds {n} numbers; write one number, such as 80, or three from low to high: 60 80 120.")
_NO_ORDER: Final = N_("`{text}` is not in order; write one number, such as 80, or three from low to high: 60 80 120.")
_NO_NUMBER: Final = N_("`{text}` is no number; write one number, such as 80, or three from low to high: 60 80 120.")
_TOO_MUCH: Final = N_(
    "`{text}` is more than can be meant; write one number, such as 80, or three from low to high: 60 80 120."
)


def amount_in(text: str) -> float | list[float]:
    """The number in a text, or the three; `ValueError` with a sentence that says what to write instead."""
    bare = re.sub(r"\s+%", "%", text.strip().strip("[]").strip())
    if re.match(r"[-–−]\s*[\d.$]", bare):
        raise ValueError(_(_BELOW_0, text=_cut(text)))
    if _may_be_three(bare):
        raise ValueError(_(_TWO_WAYS, text=_cut(text)))
    parts = [part for part in _GAPS.split(bare) if part]
    if len(parts) == 1 and bare.count(",") == 2 and not _NUMBER.fullmatch(bare):
        parts = bare.split(",")
    found = [_number(part, text) for part in parts]
    if len(found) == 1:
        return found[0]
    if len(found) != 3:
        raise ValueError(_(_SEVERAL, text=_cut(text), n=len(found)))
    if found != sorted(found):
        raise ValueError(_(_NO_ORDER, text=_cut(text)))
    return found[0] if found[0] == found[2] else found


def amount_text(amount: float | list[float]) -> str:
    """A number or three as they can be typed again."""
    return " ".join(_plain(each) for each in (amount if isinstance(amount, list) else [amount]))


def _number(part: str, text: str) -> float:
    read = _NUMBER.fullmatch(part)
    if read is None:
        raise ValueError(_(_NO_NUMBER, text=_cut(text)))
    found = float(read[1].replace(",", "")) * _TIMES[read[2].lower()]
    if found > MOST:
        raise ValueError(_(_TOO_MUCH, text=_cut(text)))
    return float(f"{found:.12g}")


def _may_be_three(text: str) -> bool:
    """`100,200,300`: neither a separator of thousands nor one of numbers can be ruled out."""
    if not re.fullmatch(r"\d{1,3},\d{3},\d{3}", text):
        return False
    three = [int(each) for each in text.split(",")]
    return three == sorted(three)


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def _cut(text: str) -> str:
    shown = " ".join(text.split()).replace("`", "'")
    return shown if len(shown) <= 40 else shown[:39] + "…"
