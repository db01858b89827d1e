"""What was worked out, summed up: ranges, parts, swings, break-evens, curves, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from advisor.costs.break_even_words import break_even_sentence
from advisor.costs.cost_facts import cost_facts
from advisor.costs.crossings import GRID
from advisor.costs.formula import Part
from advisor.costs.limits import cost_standing, latency_standing
from advisor.costs.model_notices import model_notices
from advisor.costs.ownership import HORIZON, Ownership
from advisor.costs.sheet import DRAWS, HIGH, LOW, SEED
from advisor.schema.costs import BreakEven, CostCurve, CostPart, CostRange, Costs, Swing, VariantCost

Floats = NDArray[np.float64]

MOST_SWINGS = 5
METHOD = (
    f"{DRAWS:,} draws with a fixed seed; given ranges are triangular, measured means are drawn by a Bayesian bootstrap"
    " over the items; ranges are 10 to 90 % of the draws"
)


def sum_up(owned: Ownership, good_enough: Sequence[str] | None = None, best: Mapping[str, str] | None = None) -> Costs:
    """All of it as plain data.

    `good_enough`: the variants that are, or very probably are; None without results. `best`: approach -> the variant
    that stands for it.
    """
    plan = owned.costing.plan
    p_cheapest = _p_cheapest(owned)
    variants = tuple(_variant(owned, name, p_cheapest) for name in owned.formulas)
    facts, cheapest = cost_facts(owned, variants, good_enough, best or {})
    missing = tuple(dict.fromkeys(each for own in variants for each in own.missing))
    return Costs(
        volume=None if owned.volume is None else _range(owned, owned.volume),
        horizon_months=owned.months,
        start=owned.start,
        cache_hit_rate=plan.cache_hit_rate,
        cache_minutes=plan.cache_minutes,
        price_decline_per_year=plan.price_decline_per_year,
        cost_of_a_failure=_column(owned, "cost-of-a-failure"),
        cost_limit_usd=plan.cost_limit_usd,
        latency_limit_s=plan.latency_limit_s,
        variants=variants,
        break_evens=_break_evens(owned),
        curves=_curves(owned),
        inputs=tuple(owned.sheet.inputs.values()),
        missing=missing,
        notices=model_notices(owned.ingredients),
        facts=facts,
        cheapest_good_enough=cheapest,
        notes=tuple(_notes(owned)),
        method=METHOD,
        draws=DRAWS,
        seed=SEED,
    )


def _variant(owned: Ownership, name: str, p_cheapest: Mapping[str, float]) -> VariantCost:
    own, formula, plan = owned.ingredients[name], owned.formulas[name], owned.costing.plan
    running, all_in, total = owned.running.get(name), owned.all_in.get(name), owned.totals.get(name)
    quality, missing = owned.quality.get(name), formula.missing
    per_success = with_failures = None
    if all_in is not None and quality is not None:
        share = np.full(all_in.shape, quality.mean)
        share[owned.rows.first_draw :] = quality.draws[:DRAWS]
        per_success = all_in / share if np.all(share > 0) else None
        with_failures = all_in + formula.curve.failures if owned.counts_failures else None
    volume = owned.volume
    hosted = formula.curve.hosting(volume) if volume is not None else None
    monthly = None if hosted is None or "monthly" in missing else formula.curve.monthly + hosted
    paid = own.usage.measures.get("cost_usd") if own.usage else None
    p95 = own.usage.latency_p95 if own.usage else None
    machines = formula.curve.machines
    return VariantCost(
        variant=name,
        approach=own.place,
        model=own.model,
        running=_range(owned, running),
        one_off=None if "one-off" in missing else _range(owned, formula.curve.one_off),
        monthly=_range(owned, monthly),
        retraining=None if {"retraining", "one-off"} & missing else _range(owned, formula.curve.retraining),
        total=_range(owned, total),
        per_month=_range(owned, None if total is None else total / owned.months),
        all_in=_range(owned, all_in),
        per_success=_range(owned, per_success),
        with_failures=_range(owned, with_failures),
        p_cheapest=p_cheapest.get(name),
        trainings=len(own.training_months) or None,
        cache_hit_rate=_hits(owned, name),
        replicas=float(machines.replicas(volume)[0]) if machines is not None and volume is not None else None,
        parts=_parts(owned, name),
        swings=_swings(owned, total if total is not None else running),
        inputs=_inputs(owned, name),
        roles=dict(own.ids),
        missing=tuple(own.missing),
        measured_usd=paid.mean if paid else None,
        cost_limit=cost_standing(plan.cost_limit_usd, None if running is None else owned.draws(running)),
        latency_limit=latency_standing(plan.latency_limit_s, p95),
        notes=tuple(dict.fromkeys(own.notes)),
    )


def _hits(owned: Ownership, name: str) -> float | None:
    curve = owned.formulas[name].curve
    if not np.any(curve.cached) or owned.volume is None:
        return None
    return float(np.ravel(curve.hits(owned.volume))[0])


def _inputs(owned: Ownership, name: str) -> tuple[str, ...]:
    shared = [id for id in ("volume",) if id in owned.sheet.inputs]
    return tuple(dict.fromkeys([*owned.ingredients[name].ids.values(), *shared]))


def _parts(owned: Ownership, name: str) -> tuple[CostPart, ...]:
    """Each part over the horizon; those of a kind of which something is missing are there too, as far as known."""
    formula, months, volume = owned.formulas[name], owned.months, owned.volume
    curve, found = formula.curve, []
    for part in formula.parts:
        times: Floats | float = 1.0
        if part.kind == "monthly":
            times = months
        elif part.kind == "per request":
            if volume is None:
                continue
            times = months * volume
        usd = part.usd
        if part.name == "tokens" and volume is not None:
            usd = curve.running(volume) - curve.other
        found.append(_part(owned, part, usd * times))
    if curve.machines is not None and volume is not None and "monthly" not in formula.missing:
        found.append(_part(owned, Part("machines", "monthly", curve.hosting(volume)), curve.hosting(volume) * months))
    return tuple(found)


def _part(owned: Ownership, part: Part, usd: Floats) -> CostPart:
    return CostPart(name=part.name, kind=part.kind, usd=_range_of(owned, usd))


def _swings(owned: Ownership, outcome: Floats | None) -> tuple[Swing, ...]:
    """One input at its 10 % and its 90 % point, the others likely; the widest first."""
    if outcome is None:
        return ()
    found = []
    for place, id in enumerate(owned.rows.ids):
        low, high = float(outcome[1 + 2 * place]), float(outcome[2 + 2 * place])
        if low != high:
            found.append(Swing(input=id, title=_title(owned, id), at_low=low, at_high=high))
    found.sort(key=lambda each: (-abs(each.at_high - each.at_low), each.input))
    return tuple(found[:MOST_SWINGS])


def _title(owned: Ownership, id: str) -> str:
    own = owned.sheet.inputs[id]
    return own.title if own.variant is None else f"{own.title} ({own.variant})"


def _break_evens(owned: Ownership) -> tuple[BreakEven, ...]:
    names = [name for name in owned.priced if not owned.counts_failures or name in owned.quality]
    return tuple(_break_even(owned, a, b) for a, b in combinations(names, 2))


def _break_even(owned: Ownership, a: str, b: str) -> BreakEven:
    """`b` comes after `a` in the order of the variants, so it is the less simple one."""
    volume = owned.volume
    near = None if volume is None else float(volume[0])
    found = owned.crossings.crossing(a, b, near)
    p_cheaper = apart = None
    if volume is not None:
        apart = owned.compared[b] - owned.compared[a]
        p_cheaper = float(np.mean(owned.draws(apart) < 0))
    payback = None if volume is None else _payback(owned, a, b, volume)
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
        difference=_range(owned, apart),
        payback_months=payback,
        sentence=break_even_sentence(
            a, b, found, near=near, months=owned.months, p_b_cheaper=p_cheaper, with_failures=owned.counts_failures
        ),
    )


def _payback(owned: Ownership, a: str, b: str, volume: Floats) -> float | None:
    """Months until the one-off difference is earned back; 0 where there is none, None where it never is."""

    def each_month(name: str) -> float:
        curve = owned.formulas[name].curve
        cost = curve.monthly + curve.hosting(volume) + volume * curve.running(volume)
        if owned.counts_failures:
            cost = cost + volume * curve.failures
        return float((cost + curve.retraining / owned.months)[0])

    saved = each_month(a) - each_month(b)
    extra = float(owned.formulas[b].curve.one_off[0] - owned.formulas[a].curve.one_off[0])
    return max(0.0, extra / saved) if saved > 0 else None


def _curves(owned: Ownership) -> tuple[CostCurve, ...]:
    """The money alone, whatever failures cost."""
    totals = owned.crossings
    found = []
    for name in owned.priced:
        curve = owned.formulas[name].curve
        draws = totals.draws.get(name)
        if draws is None or owned.counts_failures:
            draws = curve.only(slice(owned.rows.first_draw, owned.rows.first_draw + 500)).total(GRID[:, None])
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


def _p_cheapest(owned: Ownership) -> dict[str, float]:
    if len(owned.compared) < 2:
        return {}
    names = list(owned.compared)
    draws = np.stack([owned.draws(owned.compared[name]) for name in names])
    is_least = draws == draws.min(axis=0)
    shares = (is_least / is_least.sum(axis=0)).mean(axis=1)
    return dict(zip(names, shares.tolist(), strict=True))


def _range(owned: Ownership, columns: Floats | None) -> CostRange | None:
    return None if columns is None else _range_of(owned, columns)


def _range_of(owned: Ownership, columns: Floats) -> CostRange:
    low, median, high = np.quantile(owned.draws(columns), (LOW, 0.5, HIGH))
    return CostRange(likely=float(columns[0]), median=float(median), low=float(low), high=float(high))


def _column(owned: Ownership, id: str) -> CostRange | None:
    return _range(owned, owned.rows.columns.get(id))


def _notes(owned: Ownership) -> list[str]:
    plan, found = owned.costing.plan, list(owned.costing.notes)
    if plan.volume is None:
        found.append("No volume is known, so no total is worked out and no cache is counted.")
    if plan.horizon_months is None:
        found.append(f"A horizon of {HORIZON} months is assumed.")
    if plan.price_decline_per_year:
        found.append(f"Token prices are taken to fall by {plan.price_decline_per_year:.0%} a year.")
    if plan.cost_of_a_failure_usd is None:
        found.append("The cost of a failure is not known: who is cheapest is told as if failures cost nothing.")
    elif owned.quality:
        found.append("Break-evens and who is cheapest count the cost of failures.")
    return found
