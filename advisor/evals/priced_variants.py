"""The variants of one score with their costs: what the front, the choice and the facts take from a cost plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from advisor.costs.cost_summary import sum_up
from advisor.costs.ingredients import Costing
from advisor.costs.ownership import Ownership, Quality, own_everything
from advisor.costs.plan_checks import check_variants, planned_places
from advisor.costs.sheet import DRAWS
from advisor.evals.eval_set import EvalSet
from advisor.evals.marks import Floats
from advisor.evals.readings import Scored, Variant, simplicity
from advisor.evals.usage import usage_of
from advisor.evals.verdicts import Standing
from advisor.language import _
from advisor.schema.costs import Costs
from advisor.schema.words import Approach
from advisor.stats.joint_posterior import JointPosterior, share_on_front

FrontCost = Literal["all-in", "running", "measured"]


@dataclass(frozen=True, eq=False)
class PricedVariants:
    """The costs of all variants, those of the plan alone included."""

    owned: Ownership
    measured: tuple[str, ...]
    """Those that results hold."""

    @property
    def monthly_volume(self) -> int | None:
        """The likely one."""
        return None if self.owned.volume is None else round(float(self.owned.volume[0]))

    @cached_property
    def front_cost(self) -> FrontCost:
        """The whole cost where it is known of every variant whose running cost is."""
        known = [name for name in self.measured if name in self.owned.running]
        is_whole = bool(known) and all(name in self.owned.all_in for name in known)
        return "all-in" if is_whole else "running"

    @property
    def columns(self) -> Mapping[str, Floats]:
        """What the front goes by, in every scenario."""
        found = self.owned.all_in if self.front_cost == "all-in" else self.owned.running
        return {name: found[name] for name in self.measured if name in found}

    @property
    def front_costs(self) -> dict[str, float]:
        """The medians of what the front goes by."""
        return {name: float(np.median(self.owned.draws(each))) for name, each in self.columns.items()}

    def summary(
        self,
        standings: Sequence[Standing],
        target: float | None,
        best: Mapping[Approach, Variant],
        held_back: str | None,
    ) -> Costs:
        """The costs as plain data, with the facts that the rules read."""
        good = [] if held_back else _good_enough(standings, target)
        return sum_up(self.owned, good, {approach: own.name for approach, own in best.items()})


def price_variants(
    evals: EvalSet, scored: Scored, posterior: JointPosterior | None, costing: Costing
) -> PricedVariants:
    """The costs of these variants. Raises `PriceError` for a variant of the plan that does not exist."""
    ordered = [own.name for own in scored.variants]
    names = [*ordered, *(name for name in evals.totals if name not in ordered)]
    check_variants(costing.plan, names)
    places = {name: evals.approaches.get(name) for name in names} | planned_places(costing.plan, names)
    places = dict(sorted(places.items(), key=lambda each: simplicity(each[1])))
    owned = own_everything(costing, places, usage_of(evals), _quality(scored, posterior))
    for name in names:
        own = owned.ingredients[name]
        if own.place != places[name]:
            own.notes.append(
                _(
                    "Your plan calls it {planned}; among the results it counts as {counted}.",
                    planned=own.place,
                    counted=places[name] or _("no approach"),
                )
            )
    return PricedVariants(owned, tuple(names))


def with_cost_draws(
    posterior: JointPosterior | None, scored: Scored, priced: PricedVariants | None
) -> JointPosterior | None:
    """The posterior with the chance of being on the front by these costs, uncertain as they are."""
    if posterior is None or priced is None:
        return posterior
    unknown = np.full(DRAWS, np.nan)
    draws = {name: priced.owned.draws(each) for name, each in priced.columns.items()}
    costs = np.column_stack([draws.get(own.name, unknown) for own in scored.variants])
    if np.isnan(costs).all():
        return replace(posterior, p_on_front=None)
    every = len(posterior.draws) // DRAWS
    return replace(posterior, p_on_front=share_on_front(posterior.draws[: DRAWS * every : every], costs))


def _quality(scored: Scored, posterior: JointPosterior | None) -> dict[str, Quality]:
    """The share of successes, where marks are pass or fail."""
    if scored.kind != "pass/fail":
        return {}
    found = {}
    for place, own in enumerate(scored.variants):
        mean = own.own.marks.mean
        draws = np.full(DRAWS, mean)
        if posterior is not None:
            every = len(posterior.draws) // DRAWS
            draws = posterior.draws[: DRAWS * every : every, place]
        found[own.name] = Quality(mean, draws)
    return found


def _good_enough(standings: Sequence[Standing], target: float | None) -> list[str]:
    """The variants that do, or very probably do: by the target where there is one, else by closeness to the best."""
    if target is not None:
        return [own.verdict.variant for own in standings if own.verdict.meets in ("meets_target", "probably_meets")]
    return [own.verdict.variant for own in standings if own.good_enough or own.probably]
