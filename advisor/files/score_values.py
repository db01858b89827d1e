"""Marks as numbers: what a cell or a field of a result file means as a score, cost, latency or count.

Pass/fail words, Japanese ones too, and Inspect's letters (C correct, I incorrect, P partial, N no answer) become 1, 0,
0.5 and 0. Blank, NaN and infinite marks are unscored (None), never 0. Anything else raises ValueError whose text says
what is wrong.
"""

from __future__ import annotations

import math
import re

from advisor.files.without_folders import plain_text

WORDS = {
    "c": 1.0, "i": 0.0, "p": 0.5, "n": 0.0,
    "pass": 1.0, "fail": 0.0, "passed": 1.0, "failed": 0.0, "true": 1.0, "false": 0.0,
    "yes": 1.0, "no": 0.0, "y": 1.0, "correct": 1.0, "incorrect": 0.0,
    "合格": 1.0, "不合格": 0.0, "正解": 1.0, "不正解": 0.0, "正": 1.0, "誤": 0.0, "はい": 1.0, "いいえ": 0.0,
    "○": 1.0, "〇": 1.0, "×": 0.0, "✕": 0.0,
}  # fmt: skip
BLANK = {"", "nan", "-nan", "none", "null", "na", "n/a", "nat", "<na>", "inf", "-inf", "+inf", "infinity", "-infinity"}
LARGEST = 1e12
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


class WrongCell(ValueError):
    """A cell that says something else than is wanted: "`x`, which is no number: …"; `wanted`: that without the cell."""

    def __init__(self, shown: str, wanted: str) -> None:
        super().__init__(f"`{_short(shown)}`, which is {wanted}")
        self.wanted = wanted


def score_value(value: object) -> float | None:
    """A mark as a number; None when there is none."""
    if isinstance(value, str) and value.strip().lower() in WORDS:
        return WORDS[value.strip().lower()]
    return number(value, "number, pass/fail, true/false, yes/no or C/I/P/N")


def number(value: object, expected: str = "number") -> float | None:
    """A finite number; None for blank, NaN and infinity. Raises ValueError for other text and absurd sizes."""
    if type(value) in (float, int) and -LARGEST <= value <= LARGEST:  # type: ignore[operator]  # nearly all
        return float(value)  # type: ignore[arg-type]
    if is_blank(value):
        return None
    if isinstance(value, str):
        text = value.strip()
        if not _NUMBER.fullmatch(text):
            raise _not_a(expected, text)
        found = float(text)
    else:
        plain = value.item() if hasattr(value, "item") else value
        if isinstance(plain, (list, tuple, dict, set, bytes)):
            raise _not_a(expected, str(plain))
        try:
            found = float(plain)  # type: ignore[arg-type]  # a Decimal, bool, int or float; others raise here
        except OverflowError:
            found = math.inf
        except (TypeError, ValueError):
            raise _not_a(expected, str(plain)) from None
        if isinstance(plain, float) and not math.isfinite(found):
            return None
    if abs(found) > LARGEST:
        raise WrongCell(str(value), "larger than any number that is read here (1e12): mend it")
    return found


def amount(value: object) -> float | None:
    """A number from 0 up: a cost, a latency."""
    found = number(value)
    if found is not None and found < 0:
        raise WrongCell(str(value), "below 0: leave it blank if it is not known")
    return found


def count(value: object) -> int | None:
    """A whole number from 0 up: tokens, a repeat."""
    found = amount(value)
    if found is not None and found != int(found):
        raise WrongCell(str(value), "no whole number: write one")
    return None if found is None else int(found)


def label(value: object) -> str:
    """An item or variant as text: `7`, `7.0` and 7 are the same item in every file."""
    if is_blank(value):
        return ""
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, float) and plain.is_integer() and abs(plain) < 2**53:
        plain = int(plain)
    return plain_text(str(plain).strip())


def is_blank(value: object) -> bool:
    """Whether a cell says nothing: missing in any library's notation, or a word for missing."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    if isinstance(value, str):
        return value.strip().lower() in BLANK
    return isinstance(value, float) and math.isnan(value)


def _not_a(expected: str, text: str) -> WrongCell:
    choice = "one of these" if "," in expected else "one"
    return WrongCell(text, f"no {expected}: write {choice}, or leave it blank")


def _short(text: str) -> str:
    text = plain_text(" ".join(text.split()))
    return text if len(text) <= 40 else text[:39] + "…"
