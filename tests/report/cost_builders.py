"""Costs made by hand for tests of the figures: simple numbers, so that what is expected can be read off."""

from __future__ import annotations

import datetime
from typing import Any

from advisor.schema.costs import BreakEven, CostCurve, CostRange, Costs, Missing, VariantCost
from advisor.schema.evidence import Place

VOLUMES = tuple(10 ** (2 + i / 4) for i in range(17))
"""Volumes of the curves: 100 to 1,000,000 a month."""


def around(median: float, share: float = 0.25) -> CostRange:
    """A range of that share below and above; likely is the median."""
    return CostRange(likely=median, median=median, low=median * (1 - share), high=median * (1 + share))


def priced(
    variant: str,
    running: float | None = 0.01,
    once: float | None = 1000.0,
    approach: Place | None = "prompting",
    volume: float = 10_000,
    months: int = 12,
    **more: Any,
) -> VariantCost:
    """A variant whose total is `once` and the running cost of every piece of work."""
    total = None if running is None or once is None else once + running * volume * months
    missing = [("usd_per_request", running, "per request"), ("engineering_hours", once, "one-off")]
    fields: dict[str, Any] = {
        "variant": variant,
        "approach": approach,
        "model": None,
        "running": None if running is None else around(running),
        "one_off": None if once is None else around(once),
        "monthly": around(0.0),
        "retraining": around(0.0),
        "total": None if total is None else around(total),
        "per_month": None if total is None else around(total / months),
        "all_in": None if total is None else around(total / volume / months),
        "per_success": None if total is None else around(total / volume / months / 0.8),
        "with_failures": None,
        "p_cheapest": None,
        "trainings": None,
        "cache_hit_rate": None,
        "replicas": None,
        "parts": (),
        "swings": (),
        "inputs": (),
        "missing": tuple(
            Missing(variant=variant, field=field, asks=f"{field}?", counts_for=(part,))
            for field, value, part in missing
            if value is None
        ),
        "measured_usd": None,
        "cost_limit": "no limit",
        "latency_limit": "no limit",
        "notes": (),
        **more,
    }
    return VariantCost(**fields)


def curve(found: VariantCost, months: int = 12) -> CostCurve | None:
    """The total over volume; None where it is not known."""
    if found.running is None or found.one_off is None:
        return None
    likely = tuple(found.one_off.likely + found.running.likely * volume * months for volume in VOLUMES)
    return CostCurve(
        variant=found.variant,
        volumes=VOLUMES,
        likely=likely,
        low=tuple(usd * 0.75 for usd in likely),
        high=tuple(usd * 1.25 for usd in likely),
    )


def break_even(a: VariantCost, b: VariantCost, months: int = 12) -> BreakEven | None:
    """From where on `b` costs less than `a`; None where one of the totals is not known."""
    if a.running is None or b.running is None or a.one_off is None or b.one_off is None:
        return None
    saved, extra = a.running.likely - b.running.likely, b.one_off.likely - a.one_off.likely
    at = extra / (saved * months) if saved and extra / saved > 0 else None
    verdict = "cheaper above" if at and saved > 0 else "cheaper below" if at else "never cheaper"
    spans: tuple[tuple[float, float | None], ...] = ()
    if at:
        spans = ((at, None),) if saved > 0 else ((0.0, at),)
    elif saved >= 0 >= extra:
        verdict, spans = "always cheaper", ((0.0, None),)
    return BreakEven(
        a=a.variant,
        b=b.variant,
        verdict=verdict,
        requests_per_month=at,
        low=at * 0.6 if at else None,
        high=at * 1.7 if at else None,
        share=0.95 if at else 0.0,
        spans=spans,
        p_b_cheaper=0.5,
        payback_months=None,
        sentence=f"`{b.variant}` beside `{a.variant}`.",
    )


def costs(*variants: VariantCost, volume: float | None = 10_000, months: int = 12, **more: Any) -> Costs:
    """The costs of these variants with their curves and all break-evens."""
    pairs = [break_even(a, b, months) for i, a in enumerate(variants) for b in variants[i + 1 :]]
    fields: dict[str, Any] = {
        "volume": None if volume is None else around(volume, 0.2),
        "horizon_months": months,
        "start": datetime.date(2026, 11, 28),
        "cache_hit_rate": None,
        "cache_minutes": 5.0,
        "price_decline_per_year": 0.0,
        "cost_of_a_failure": None,
        "cost_limit_usd": None,
        "latency_limit_s": None,
        "variants": variants,
        "break_evens": tuple(pair for pair in pairs if pair is not None),
        "curves": tuple(line for each in variants if (line := curve(each, months)) is not None),
        "inputs": (),
        "missing": (),
        "notices": (),
        "facts": {},
        "cheapest_good_enough": None,
        "notes": (),
        "method": "2,000 draws, triangular inputs",
        "draws": 2000,
        "seed": 1,
        **more,
    }
    return Costs(**fields)
