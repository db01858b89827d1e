"""How the totals of the variants go with the volume: their curves, and where one becomes cheaper than another."""

from __future__ import annotations

from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from advisor.costs.break_even_words import break_even_sentence
from advisor.costs.crossings import DRAWS, GRID
from advisor.costs.ownership import Ownership
from advisor.costs.ranges import ranges
from advisor.costs.sheet import HIGH, LOW
from advisor.schema.costs import BreakEven, CostCurve

_LAST_DIGITS: Final = 1e-14

Floats = NDArray[np.float64]


def break_evens(owned: Ownership) -> tuple[BreakEven, ...]:
    """One for any two variants whose totals can be compared."""
    names = [name for name in owned.priced if not owned.counts_failures or name in owned.quality]
    return tuple(_break_even(owned, a, b) for a, b in combinations(names, 2))


def _break_even(owned: Ownership, a: str, b: str) -> BreakEven:
    volume = owned.volume
    near = None if volume is None else float(volume[0])
    found = owned.crossings.crossing(a, b, near)
    apart = None if volume is None else owned.compared[b] - owned.compared[a]
    p_cheaper = None if apart is None else float(np.mean(owned.draws(apart) < 0))
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
        difference=ranges(owned, {"apart": apart}).get("apart"),
        payback_months=None if volume is None else _payback(owned, a, b, volume),
        sentence=break_even_sentence(
            a, b, found, near=near, months=owned.months, p_b_cheaper=p_cheaper, with_failures=owned.counts_failures
        ),
    )


def _payback(owned: Ownership, a: str, b: str, volume: Floats) -> float | None:
    """Months until the one-off difference is earned back; 0 where there is none, None where it never is."""
    likely = volume[:1]

    def each_month(name: str) -> float:
        curve = owned.formulas[name].curve.only(slice(0, 1))
        each = curve.running(likely) + (curve.failures if owned.counts_failures else 0.0)
        cost = curve.monthly + curve.hosting(likely) + likely * each + curve.retraining / owned.months
        return float(cost[0])

    saved = each_month(a) - each_month(b)
    if abs(saved) < each_month(a) * _LAST_DIGITS:
        return None
    extra = float(owned.formulas[b].curve.one_off[0] - owned.formulas[a].curve.one_off[0])
    return max(0.0, extra / saved) if saved > 0 else None


def curves(owned: Ownership) -> tuple[CostCurve, ...]:
    """The money alone, whatever failures cost."""
    totals, found = owned.crossings, []
    first = owned.rows.first_draw
    for name in owned.priced:
        curve = owned.formulas[name].curve
        draws = totals.draws.get(name)
        if draws is None or owned.counts_failures:
            draws = curve.only(slice(first, first + DRAWS)).total(GRID[:, None])
        low, high = np.quantile(draws, (LOW, HIGH), axis=1)
        likely = curve.only(slice(0, 1)).total(GRID)
        found.append(
            CostCurve(
                variant=name,
                volumes=tuple(GRID.tolist()),
                likely=tuple(likely.tolist()),
                low=tuple(low.tolist()),
                high=tuple(high.tolist()),
            )
        )
    return tuple(found)
