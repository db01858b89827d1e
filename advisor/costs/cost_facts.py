"""The facts about costs that the rules read: closed values, settled only where 90 % of the draws agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from advisor.costs.limits import SURE, joint_standing
from advisor.costs.model_notices import TUNED, tuned_model_state
from advisor.costs.ownership import Ownership
from advisor.schema.costs import VariantCost
from advisor.schema.words import APPROACHES

_FACT_OF_STANDING = {
    "no limit": "untested",
    "unknown": "not_settled",
    "not settled": "not_settled",
    "within": "within",
    "beyond": "beyond",
}
_BEST_FIRST = ("served", "ending", "closed", "untested")


def cost_facts(
    owned: Ownership, variants: Sequence[VariantCost], good_enough: Sequence[str] | None, best: Mapping[str, str]
) -> tuple[dict[str, str], str | None]:
    """All facts by name, and the cheapest variant that is good enough.

    `good_enough`: the variants that are, or very probably are; None without results. `best`: approach -> the variant
    that stands for it.
    """
    facts = {"fine_tuning_pays": _tuning_pays(owned, good_enough), "tuned_model": _tuned_model(owned)}
    by_name = {each.variant: each for each in variants}
    for approach in APPROACHES:
        name = f"{approach.replace('+', '_').replace('-', '_')}_limits"
        own = by_name.get(best.get(approach, ""))
        standing = joint_standing(own.cost_limit, own.latency_limit) if own else "no limit"
        facts[name] = _FACT_OF_STANDING[standing]
    facts["measured_models"] = _measured_models(by_name, good_enough, best)
    facts["cheapest_good_enough"], cheapest = _cheapest_good_enough(owned, by_name, good_enough)
    return facts, cheapest


def _tuning_pays(owned: Ownership, good_enough: Sequence[str] | None) -> str:
    """The cheapest tuned variant beside the cheapest other one that is good enough, or beside all others without
    results."""
    if owned.volume is None:
        return "untested"
    totals = owned.compared
    tuned = [name for name in totals if owned.ingredients[name].place in TUNED]
    others = [name for name in totals if name not in tuned and owned.ingredients[name].place is not None]
    others = [name for name in others if good_enough is None or name in good_enough]
    if not tuned or not others:
        return "untested"
    cheapest = min(tuned, key=lambda name: totals[name][0])
    simpler = min(others, key=lambda name: totals[name][0])
    is_less = owned.draws(totals[cheapest]) < owned.draws(totals[simpler])
    is_cheaper = bool(np.mean(is_less) >= SURE)
    if not is_cheaper and np.mean(~is_less) < SURE:
        return "not_settled"
    verdict = owned.crossings.crossing(simpler, cheapest, float(owned.volume[0])).verdict
    if is_cheaper:
        return "always" if verdict == "always cheaper" else "below_volume"
    return "never" if verdict == "never cheaper" else "above_volume"


def _tuned_model(owned: Ownership) -> str:
    states = {
        tuned_model_state(own, owned.start, owned.months) for own in owned.ingredients.values() if own.place in TUNED
    }
    return next((state for state in _BEST_FIRST if state in states), "untested")


def _measured_models(
    by_name: Mapping[str, VariantCost], good_enough: Sequence[str] | None, best: Mapping[str, str]
) -> str:
    """`gone` where every variant that is good enough, or without one every best one, calls a model that is gone."""
    candidates = [by_name[name] for name in good_enough or best.values() if name in by_name]
    return "gone" if candidates and all(own.is_gone for own in candidates) else "untested"


def _cheapest_good_enough(
    owned: Ownership, by_name: Mapping[str, VariantCost], good_enough: Sequence[str] | None
) -> tuple[str, str | None]:
    """The place of the cheapest, by the median, and its name; settled where it is that in 90 % of the draws."""
    if not good_enough or owned.volume is None:
        return "untested", None
    fit = [
        name
        for name in good_enough
        if name in by_name
        and not by_name[name].is_gone
        and joint_standing(by_name[name].cost_limit, by_name[name].latency_limit) != "beyond"
    ]
    totals = {name: owned.compared[name] for name in fit if name in owned.compared}
    if not totals:
        is_priced = any(name in owned.compared for name in good_enough)
        return ("not_settled" if is_priced else "untested"), None
    cheapest = min(totals, key=lambda name: float(np.median(owned.draws(totals[name]))))
    place = owned.ingredients[cheapest].place
    least = np.min([owned.draws(total) for total in totals.values()], axis=0)
    is_sure = float(np.mean(owned.draws(totals[cheapest]) <= least)) >= SURE
    is_settled = is_sure and len(totals) == len(fit) and place is not None
    return (str(place) if is_settled else "not_settled"), cheapest
