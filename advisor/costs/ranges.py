"""Ranges of what was worked out: the likely value, and the middle of the draws."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from advisor.costs.ownership import Ownership
from advisor.costs.quantiles import quantiles
from advisor.costs.sheet import HIGH, LOW
from advisor.schema.costs import CostRange

Floats = NDArray[np.float64]


Key = TypeVar("Key", bound=Hashable)


def ranges(owned: Ownership, columns: Mapping[Key, Floats | None]) -> dict[Key, CostRange]:
    """The range of each column that is known: 10 to 90 % of its draws, all columns at once."""
    known = {name: each for name, each in columns.items() if each is not None}
    if not known:
        return {}
    draws = np.stack([np.broadcast_to(each, (owned.rows.lines,))[owned.rows.first_draw :] for each in known.values()])
    ends = quantiles(draws, (LOW, 0.5, HIGH)).tolist()
    return {
        name: CostRange(likely=float(known[name][0]), median=median, low=low, high=high)
        for name, (low, median, high) in zip(known, ends, strict=True)
    }
