"""All variants worked out together: their inputs on one sheet, their formulas over the same draws."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from advisor.costs.crossings import Totals
from advisor.costs.fixed_costs import take_fixed_costs
from advisor.costs.formula import Formula, work_out
from advisor.costs.ingredients import Costing, Ingredients
from advisor.costs.leftovers import note_leftovers
from advisor.costs.sheet import DRAWS, Rows, Sheet
from advisor.costs.tokens import take_running_costs
from advisor.costs.usage import Usage
from advisor.language import _
from advisor.schema.cost_plan import VariantPlan
from advisor.schema.words import Place

Floats = NDArray[np.float64]

HORIZON: Final = 12
"""Months, where nobody says more."""


@dataclass(frozen=True, slots=True, eq=False)
class Quality:
    """The share of successes of one variant and draws of it."""

    mean: float
    draws: Floats
    """(DRAWS,)"""

    def column(self, rows: Rows) -> Floats:
        """The share in every scenario."""
        share = np.full(rows.lines, self.mean)
        share[rows.first_draw :] = self.draws[:DRAWS]
        return share


@dataclass(frozen=True, eq=False)
class Ownership:
    """The formulas of all variants, the simplest first; `rows` are the scenarios that they were worked out in."""

    costing: Costing
    ingredients: Mapping[str, Ingredients]
    sheet: Sheet
    rows: Rows
    formulas: Mapping[str, Formula]
    quality: Mapping[str, Quality]

    @property
    def months(self) -> int:
        """The horizon."""
        return self.costing.plan.horizon_months or HORIZON

    @property
    def start(self) -> datetime.date:
        """The first day of the horizon."""
        return self.costing.plan.start or self.costing.today

    @cached_property
    def volume(self) -> Floats | None:
        """Finished pieces of work a month in every scenario."""
        return self.rows.columns.get("volume")

    @property
    def counts_failures(self) -> bool:
        """Whether failures have a price."""
        return self.costing.plan.cost_of_a_failure_usd is not None and bool(self.quality)

    @property
    def priced(self) -> tuple[str, ...]:
        """The variants of which the whole cost is known."""
        return tuple(name for name, formula in self.formulas.items() if formula.has_total)

    @property
    def comparable(self) -> tuple[str, ...]:
        """Those of them whose failures are priced too, where failures have a price."""
        return tuple(name for name in self.priced if not self.counts_failures or name in self.quality)

    @cached_property
    def totals(self) -> Mapping[str, Floats]:
        """The whole cost at the team's volume in every scenario, of the variants that have one."""
        volume = self.volume
        if volume is None:
            return {}
        return {name: self.formulas[name].curve.total(volume) for name in self.priced}

    @cached_property
    def compared(self) -> Mapping[str, Floats]:
        """The same with failures where they have a price: what decides who is cheaper."""
        volume = self.volume
        if volume is None or not self.counts_failures:
            return self.totals
        return {name: self.formulas[name].curve.total(volume, with_failures=True) for name in self.comparable}

    @cached_property
    def running(self) -> Mapping[str, Floats]:
        """A finished piece of work without one-off and monthly costs."""
        return {
            name: np.broadcast_to(formula.curve.running(self.volume), formula.curve.tokens.shape)
            for name, formula in self.formulas.items()
            if formula.has_running
        }

    @cached_property
    def all_in(self) -> Mapping[str, Floats]:
        """The whole cost of a finished piece of work."""
        volume = self.volume
        if volume is None or not np.all(volume > 0):
            return {}
        return {name: total / (volume * self.months) for name, total in self.totals.items()}

    @cached_property
    def crossings(self) -> Totals:
        """The totals on the grid of volumes."""
        curves = {name: self.formulas[name].curve for name in self.comparable}
        return Totals(curves, self.rows.first_draw, with_failures=self.counts_failures)

    def draws(self, columns: Floats) -> Floats:
        """The draws among the scenarios."""
        return columns[self.rows.first_draw :]


def own_everything(
    costing: Costing,
    places: Mapping[str, Place | None],
    usage: Mapping[str, Usage],
    quality: Mapping[str, Quality] | None = None,
) -> Ownership:
    """The cost of each variant in `places`, in that order.

    `usage`: what results tell of some of them. `quality`: of those with pass/fail marks.
    """
    plan, sheet = costing.plan, Sheet()
    made: dict[str, Ingredients] = {}
    for variant, place in places.items():
        own = plan.variants.get(variant)
        used = usage.get(variant)
        ingredients = Ingredients(
            variant=variant,
            place=own.approach if own and own.approach else place,
            model=(own.model if own else None) or _only_model(used),
            own=own or VariantPlan(),
            usage=used,
            costing=costing,
            sheet=sheet,
        )
        take_running_costs(ingredients)
        take_fixed_costs(ingredients, plan.start or costing.today, plan.horizon_months or HORIZON)
        if ingredients.place is None:
            ingredients.ask("approach", "one-off", "monthly")
        note_leftovers(ingredients)
        made[variant] = ingredients
    if plan.volume is not None:
        sheet.put("volume", _("Volume"), plan.volume, "finished pieces of work a month", "given", _("your plan"))
    if plan.cost_of_a_failure_usd is not None:
        cost, title = plan.cost_of_a_failure_usd, _("Cost of a failure")
        sheet.put("cost-of-a-failure", title, cost, "USD", "given", _("your plan"))
    rows, quality = sheet.rows(), quality or {}
    months = plan.horizon_months or HORIZON
    formulas = {name: work_out(each, rows, months, _failures(rows, quality.get(name))) for name, each in made.items()}
    return Ownership(costing, made, sheet, rows, formulas, quality)


def _only_model(used: Usage | None) -> str | None:
    """The model of a variant that calls one; of a chain nobody knows which tokens were whose."""
    return used.models[0] if used and len(used.models) == 1 else None


def _failures(rows: Rows, quality: Quality | None) -> Floats | None:
    price = rows.columns.get("cost-of-a-failure")
    if price is None or quality is None:
        return None
    found: Floats = price * (1 - quality.column(rows))
    return found
