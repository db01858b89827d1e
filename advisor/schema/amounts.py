"""Amounts with their doubt: low, likely and high."""

from __future__ import annotations

import math
import re
from typing import Any

from pydantic import model_validator

from advisor.schema.words import Closed


class Amount(Closed):
    """A number from 0 up that is known within a range; `low <= likely <= high`.

    Written as one number (known exactly), as `[low, likely, high]`, or as a mapping of the three.
    """

    low: float
    likely: float
    high: float

    @model_validator(mode="before")
    @classmethod
    def _read_short_forms(cls, given: Any) -> Any:
        if isinstance(given, str) and is_power_of_ten(given):
            given = float(given)
        if isinstance(given, bool | str):
            raise ValueError("write one number, or three: [low, likely, high]")
        if isinstance(given, int | float):
            number = _number(given)
            return {"low": number, "likely": number, "high": number}
        if isinstance(given, list | tuple):
            if len(given) != 3:
                raise ValueError("write one number, or three: [low, likely, high]")
            return dict(zip(("low", "likely", "high"), given, strict=True))
        return given

    @model_validator(mode="after")
    def _is_a_range(self) -> Amount:
        numbers = (self.low, self.likely, self.high)
        if not all(math.isfinite(number) for number in numbers):
            raise ValueError("write finite numbers")
        if self.low < 0:
            raise ValueError("write numbers from 0 up")
        if not self.low <= self.likely <= self.high:
            raise ValueError("write them in order: low, likely, high")
        return self

    @property
    def is_exact(self) -> bool:
        """Whether there is no range."""
        return self.low == self.high


def is_power_of_ten(text: str) -> bool:
    """Whether it is a number such as `1e6` or `2.5e-3`, which YAML takes for a text."""
    return re.fullmatch(r"[-+]?\d+(\.\d*)?[eE][-+]?\d+", text) is not None


def _number(given: float) -> float:
    """The number as a float; -0 is 0, and an integer that no float can hold is infinite."""
    try:
        return float(given) + 0.0
    except OverflowError:
        return math.inf if given > 0 else -math.inf
