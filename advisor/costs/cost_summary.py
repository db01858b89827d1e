"""What was worked out, summed up: ranges, parts, swings, break-evens, curves, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from advisor.costs.by_volume import break_evens, curves
from advisor.costs.cost_facts import cost_facts
from advisor.costs.cost_parts import part_columns, part_key, parts, swings
from advisor.costs.limits import cost_standing, latency_standing
from advisor.costs.model_notices import is_model_gone, model_notices
from advisor.costs.ownership import HORIZON, Ownership
from advisor.costs.ranges import ranges
from advisor.costs.sheet import DRAWS, SEED
from advisor.language import N_, _, run_on
from advisor.schema.costs import Costs, Missing, VariantCost

Floats = NDArray[np.float64]

METHOD = N_(
    "{draws} draws with a fixed seed; given ranges are triangular, measured means are drawn by a Bayesian bootstrap"
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
    shared = ranges(owned, {"volume": owned.volume, "failure": owned.rows.columns.get("cost-of-a-failure")})
    return Costs(
        volume=shared.get("volume"),
        horizon_months=owned.months,
        start=owned.start,
        cache_hit_rate=plan.cache_hit_rate,
        cache_minutes=plan.cache_minutes,
        price_decline_per_year=plan.price_decline_per_year,
        counts_failures=owned.counts_failures,
        cost_of_a_failure=shared.get("failure"),
        cost_limit_usd=plan.cost_limit_usd,
        latency_limit_s=plan.latency_limit_s,
        variants=variants,
        break_evens=break_evens(owned),
        curves=curves(owned),
        inputs=tuple(owned.sheet.inputs.values()),
        missing=_all_missing(variants),
        notices=model_notices(owned.ingredients),
        facts=facts,
        cheapest_good_enough=cheapest,
        notes=tuple(_notes(owned)),
        method=_(METHOD, draws=f"{DRAWS:,}"),
        draws=DRAWS,
        seed=SEED,
    )


def _variant(owned: Ownership, name: str, p_cheapest: Mapping[str, float]) -> VariantCost:
    own, formula, plan, volume = owned.ingredients[name], owned.formulas[name], owned.costing.plan, owned.volume
    curve, missing = formula.curve, formula.missing
    running, all_in, total = owned.running.get(name), owned.all_in.get(name), owned.totals.get(name)
    by_part = part_columns(owned, name)
    found = ranges(
        owned,
        {
            "running": running,
            "one_off": None if "one-off" in missing else curve.one_off,
            "monthly": None if "monthly" in missing else _monthly(owned, name),
            "retraining": None if "retraining" in missing else curve.retraining,
            "total": total,
            "per_month": None if total is None else total / owned.months,
            "all_in": all_in,
            **_by_quality(owned, name),
            **{part_key(*part): usd for part, usd in by_part.items()},
        },
    )
    paid = own.usage.measures.get("cost_usd") if own.usage else None
    p95 = own.usage.latency_p95 if own.usage else None
    replicas = (
        None if curve.machines is None or volume is None else curve.machines.only(slice(0, 1)).replicas(volume[:1])
    )
    notes = [*own.notes, *_cache_notes(owned, name)]
    return VariantCost(
        variant=name,
        approach=own.place,
        model=own.model,
        running=found.get("running"),
        one_off=found.get("one_off"),
        monthly=found.get("monthly"),
        retraining=found.get("retraining"),
        total=found.get("total"),
        per_month=found.get("per_month"),
        all_in=found.get("all_in"),
        per_success=found.get("per_success"),
        with_failures=found.get("with_failures"),
        p_cheapest=p_cheapest.get(name),
        trainings=len(own.training_months) or None,
        cache_hit_rate=_hit_rate(owned, name),
        replicas=None if replicas is None or "monthly" in missing else float(replicas[0]),
        parts=parts(by_part, found),
        swings=swings(owned, total if total is not None else running),
        inputs=_inputs(owned, name),
        roles=dict(own.ids),
        missing=tuple(own.missing),
        measured_usd=paid.mean if paid else None,
        cost_limit=cost_standing(plan.cost_limit_usd, None if running is None else owned.draws(running)),
        latency_limit=latency_standing(plan.latency_limit_s, p95),
        is_gone=is_model_gone(own),
        notes=tuple(dict.fromkeys(notes)),
    )


def _monthly(owned: Ownership, name: str) -> Floats | None:
    """With machines, where the volume that they have to keep up with is known."""
    curve = owned.formulas[name].curve
    if curve.machines is None:
        return curve.monthly
    return None if owned.volume is None else curve.monthly + curve.hosting(owned.volume)


def _by_quality(owned: Ownership, name: str) -> dict[str, Floats]:
    """What a finished piece of work costs by its chance of success."""
    all_in, quality = owned.all_in.get(name), owned.quality.get(name)
    if all_in is None or quality is None:
        return {}
    share = quality.column(owned.rows)
    found = {"per_success": all_in / share} if np.all(share > 0) else {}
    if owned.counts_failures:
        found["with_failures"] = all_in + owned.formulas[name].curve.failures
    return found


def _hit_rate(owned: Ownership, name: str) -> float | None:
    curve = owned.formulas[name].curve
    if not (np.any(curve.cached) or np.any(curve.written)) or (owned.volume is None and curve.hit_rate is None):
        return None
    return float(np.ravel(curve.hits(np.zeros(1) if owned.volume is None else owned.volume))[0])


def _cache_notes(owned: Ownership, name: str) -> list[str]:
    curve, hits = owned.formulas[name].curve, _hit_rate(owned, name)
    if hits is None or name not in owned.running or hits * curve.cached[0] + (1 - hits) * curve.written[0] <= 0:
        return []
    return [_("At this volume the cache costs more to write than reading from it saves: without it this is cheaper.")]


def _inputs(owned: Ownership, name: str) -> tuple[str, ...]:
    shared = [id for id in ("volume",) if id in owned.sheet.inputs]
    return tuple(dict.fromkeys([*owned.ingredients[name].ids.values(), *shared]))


def _all_missing(variants: Iterable[VariantCost]) -> tuple[Missing, ...]:
    """What is missing, each once: what all variants share counts for all that it counts for in one."""
    found: dict[tuple[str | None, str], Missing] = {}
    for each in (missing for own in variants for missing in own.missing):
        before = found.get((each.variant, each.field))
        kinds = dict.fromkeys([*(before.counts_for if before else ()), *each.counts_for])
        found[each.variant, each.field] = each.model_copy(update={"counts_for": tuple(kinds)})
    return tuple(found.values())


def _p_cheapest(owned: Ownership) -> dict[str, float]:
    if len(owned.compared) < 2:
        return {}
    names = list(owned.compared)
    draws = np.stack([owned.draws(owned.compared[name]) for name in names])
    is_least = draws == draws.min(axis=0)
    shares = (is_least / is_least.sum(axis=0)).mean(axis=1)
    return dict(zip(names, shares.tolist(), strict=True))


def _notes(owned: Ownership) -> list[str]:
    plan, found = owned.costing.plan, list(owned.costing.notes)
    if plan.volume is None:
        with_cache = _("No volume is known, so no total is worked out.")
        without = _("No volume is known, so no total is worked out and no cache is counted.")
        found.append(without if plan.cache_hit_rate is None else with_cache)
    if plan.horizon_months is None:
        found.append(_("A horizon of {n} months is assumed.", n=HORIZON))
    if plan.price_decline_per_year:
        share = _("{n} %", n=f"{plan.price_decline_per_year * 100:.0f}")
        found.append(_("Token prices are taken to fall by {share} a year.", share=share))
    unpaid = [f"`{key}`" for key in plan.prices if "/" in key and not _is_paid(owned, key)]
    if unpaid:
        found.append(_("No variant pays the prices that you gave for {prices}.", prices=_(", ").join(unpaid)))
    return [*found, *_failure_notes(owned)]


def _is_paid(owned: Ownership, key: str) -> bool:
    return any(id.startswith("price/") and id.endswith(f"/{key}") for id in owned.sheet.inputs)


def _failure_notes(owned: Ownership) -> list[str]:
    if owned.costing.plan.cost_of_a_failure_usd is None:
        return [_("The cost of a failure is not known: who is cheapest is told as if failures cost nothing.")]
    if not owned.quality:
        return [_("No pass/fail marks tell how often it fails, so the cost of a failure is not counted.")]
    left = [f"`{name}`" for name in owned.priced if name not in owned.quality]
    counted = _("Break-evens and who is cheapest count the cost of failures.")
    if not left:
        return [counted]
    told = _("{variants}: not compared, as no pass/fail marks tell how often it fails.", variants=_(", ").join(left))
    return [run_on(counted, told)]
