"""How the totals of the variants go with the volume: their curves, and where one becomes cheaper than another."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from advisor.costs.break_even_words import break_even_sentence
from advisor.costs.crossings import GRID
from advisor.costs.ownership import Ownership
from advisor.costs.quantiles import quantiles
from advisor.costs.ranges import ranges
from advisor.costs.sheet import HIGH, LOW
from advisor.schema.costs import BreakEven, CostCurve, CostRange

_LAST_DIGITS: Final = 1e-14

Floats = NDArray[np.float64]


def break_evens(owned: Ownership) -> tuple[BreakEven, ...]:
    """One for any two variants whose totals can be compared."""
    pairs = list(combinations(owned.comparable, 2))
    apart = {} if owned.volume is None else {(a, b): owned.compared[b] - owned.compared[a] for a, b in pairs}
    differences = ranges(owned, apart)
    p_cheaper = {pair: float(np.mean(owned.draws(each) < 0)) for pair, each in apart.items()}
    monthly = {name: _each_month(owned, name) for name in owned.comparable}
    return tuple(
        _break_even(owned, *pair, differences.get(pair), p_cheaper.get(pair), _payback(owned, *pair, monthly))
        for pair in pairs
    )


def _break_even(
    owned: Ownership, a: str, b: str, difference: CostRange | None, p_cheaper: float | None, payback: float | None
) -> BreakEven:
    near = None if owned.volume is None else float(owned.volume[0])
    found = owned.crossings.crossing(a, b, near)
    return BreakEven(
        a=a,
        b=b,
        verdict=found.verdict,
        requests_per_month=found.volume,
        low=found.low,
        high=found.high,
        share=found.share,
        spans=found.spans,
        p_b_cheaper=p_cheaper,
        difference=difference,
        payback_months=payback,
        sentence=break_even_sentence(
            a, b, found, near=near, months=owned.months, p_b_cheaper=p_cheaper, with_failures=owned.counts_failures
        ),
    )


def _each_month(owned: Ownership, name: str) -> float | None:
    """What is paid each month with every input likely; training again is spread over all of them."""
    if owned.volume is None:
        return None
    likely, curve = owned.volume[:1], owned.formulas[name].curve.only(slice(0, 1))
    each = curve.running(likely) + (curve.failures if owned.counts_failures else 0.0)
    cost = curve.monthly + curve.hosting(likely) + likely * each + curve.retraining / owned.months
    return float(cost[0])


def _payback(owned: Ownership, a: str, b: str, monthly: Mapping[str, float | None]) -> float | None:
    """Months until the one-off difference is earned back; 0 where there is none, None where it never is."""
    before, after = monthly[a], monthly[b]
    if before is None or after is None or abs(before - after) < before * _LAST_DIGITS:
        return None
    saved = before - after
    extra = float(owned.formulas[b].curve.one_off[0] - owned.formulas[a].curve.one_off[0])
    return max(0.0, extra / saved) if saved > 0 else None


def curves(owned: Ownership) -> tuple[CostCurve, ...]:
    """The totals that break-evens compare: with the cost of failures where that is given."""
    totals = owned.crossings
    found = []
    for name, draws in totals.draws.items():
        low, high = quantiles(draws, (LOW, HIGH)).T
        found.append(
            CostCurve(
                variant=name,
                volumes=tuple(GRID.tolist()),
                likely=tuple(totals.likely(name, GRID).tolist()),
                low=tuple(low.tolist()),
                high=tuple(high.tolist()),
            )
        )
    return tuple(found)
