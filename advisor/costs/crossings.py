"""Break-evens of cost curves with caches and steps: where two of them cross, in every draw.

Curves are looked at on a grid of volumes from 1 to ten billion a month, even in the logarithm, and at each step
of a replica. With every input likely a crossing is then found to the last digit (Brent 1973); in the draws it is
interpolated between grid points, which is exact where both curves are straight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from advisor.costs.curve import Curve
from advisor.costs.quantiles import quantiles
from advisor.costs.sheet import HIGH, LOW
from advisor.schema.costs import BreakEvenVerdict

Floats = NDArray[np.float64]

LOWEST: Final = 1.0
HIGHEST: Final = 1e10
GRID: Final = np.logspace(0, 10, 101)
_PAST_A_STEP: Final = 1e-6
_NEARLY: Final = 1 - 1e-14
"""What costs less by the last digits alone does not cost less."""
DRAWS: Final = 500
"""Draws whose break-evens are looked for: the first of all."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """From where on `b` costs less than `a`."""

    verdict: BreakEvenVerdict
    volume: float | None
    low: float | None
    high: float | None
    share: float
    spans: tuple[tuple[float, float | None], ...]


class Totals:
    """The totals of every variant on the grid, worked out once."""

    def __init__(self, curves: Mapping[str, Curve], first_draw: int, *, with_failures: bool) -> None:
        self._with_failures = with_failures
        self._likely = {name: curve.only(slice(0, 1)) for name, curve in curves.items()}
        self._steps = {name: curve.steps(HIGHEST) for name, curve in self._likely.items()}
        draws = slice(first_draw, first_draw + DRAWS)
        self.draws = {
            name: curve.only(draws).total(GRID[:, None], with_failures=with_failures) for name, curve in curves.items()
        }
        self._nearly = {name: total * _NEARLY for name, total in self.draws.items()}

    def likely(self, name: str, volumes: Floats) -> Floats:
        """The totals with every input likely."""
        return self._likely[name].total(volumes, with_failures=self._with_failures)

    def crossing(self, a: str, b: str, near: float | None) -> Crossing:
        """Where `b` becomes cheaper than `a`; `near` is the team's volume."""
        marks = sorted({*self._steps[a], *self._steps[b]})
        beside = [np.array([mark, mark * (1 + _PAST_A_STEP)]) for mark in marks if LOWEST <= mark < HIGHEST]
        volumes = np.unique(np.concatenate([GRID, *beside]))
        spans = self._spans(a, b, volumes, self.likely(b, volumes) < self.likely(a, volumes) * _NEARLY)
        meets = sorted({end for span in spans for end in span if end is not None and end > LOWEST})
        centre = near if near and near > 0 else 1e4
        volume = min(meets, key=lambda each: abs(np.log(each / centre)), default=None)
        found = self._in_draws(a, b, volume or centre)
        low, high = quantiles(found, (LOW, HIGH)) if len(found) >= DRAWS / 10 else (None, None)
        share = len(found) / self.draws[a].shape[1]
        verdict = _verdict(spans)
        return Crossing(verdict, volume, _number(low), _number(high), share, tuple(spans))

    def _spans(
        self, a: str, b: str, volumes: Floats, is_cheaper: NDArray[np.bool_]
    ) -> list[tuple[float, float | None]]:
        spans: list[tuple[float, float | None]] = []
        start: float | None = LOWEST if is_cheaper[0] else None
        for place in np.flatnonzero(is_cheaper[1:] != is_cheaper[:-1]):
            meets = self._meets(a, b, float(volumes[place]), float(volumes[place + 1]))
            if start is None:
                start = meets
            else:
                spans.append((start, meets))
                start = None
        if start is not None:
            spans.append((start, None))
        return spans

    def _meets(self, a: str, b: str, low: float, high: float) -> float:
        from scipy.optimize import brentq  # needed where two curves cross, not to import this

        def apart(volume: float) -> float:
            at = np.array([volume])
            return float((self.likely(b, at) - self.likely(a, at))[0])

        if apart(low) * apart(high) >= 0:  # the same to the last digits at one end
            return low if abs(apart(low)) < abs(apart(high)) else high
        return float(brentq(apart, low, high, xtol=1e-9, rtol=1e-14))

    def _in_draws(self, a: str, b: str, centre: float) -> Floats:
        """The crossing nearest to `centre` in each draw that has one."""
        own, other = self.draws[b], self.draws[a]
        is_cheaper = own < self._nearly[a]
        cells, lines = np.nonzero(is_cheaper[1:] != is_cheaper[:-1])
        before = np.abs(own[cells, lines] - other[cells, lines])
        after = np.abs(own[cells + 1, lines] - other[cells + 1, lines])
        at = GRID[cells] + before / np.maximum(before + after, 1e-300) * (GRID[cells + 1] - GRID[cells])
        nearest_first = np.lexsort((np.abs(np.log(at / centre)), lines))
        found: Floats = at[nearest_first][np.unique(lines[nearest_first], return_index=True)[1]]
        return found


def _verdict(spans: list[tuple[float, float | None]]) -> BreakEvenVerdict:
    if not spans:
        return "never cheaper"
    (start, end), is_one = spans[0], len(spans) == 1
    if is_one and end is None:
        return "always cheaper" if start <= LOWEST else "cheaper above"
    return "cheaper below" if is_one and start <= LOWEST else "cheaper between"


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
