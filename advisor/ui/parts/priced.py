"""The costs of a visitor's variants: of those in the results, or of those that were entered without results."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from advisor.api import work_out_costs
from advisor.errors import PriceError
from advisor.language import _, language
from advisor.schema.costs import Costs
from advisor.schema.evidence import Choice, EvalHealth, Evidence
from advisor.schema.prices import PriceBook
from advisor.ui.parts.cost_entries import Entered, read_entries
from advisor.ui.parts.cost_prices import price_book
from advisor.ui.parts.results import Measured, compared, measured
from advisor.ui.parts.visit import Visit


@dataclass(frozen=True, slots=True)
class Priced:
    """What was entered, and what it costs."""

    basis: tuple[object, ...]
    entered: Entered
    book: PriceBook
    found: Measured
    evidence: Evidence | None = None
    """With costs; without variants where there are no results. None where there is nothing to price."""
    problem: str | None = None

    @property
    def costs(self) -> Costs | None:
        """The costs, where there are any."""
        return self.evidence.costs if self.evidence else None


def priced(visit: Visit) -> Priced:
    """All of it, worked out once for each setting."""
    found = measured(visit)
    entered = (tuple(visit.costs.items()), visit.monthly_volume, visit.price_file, visit.margin)
    basis = (found.basis, *entered, language())
    if visit.priced is None or visit.priced.basis != basis:
        with st.spinner(_("Working out the costs …")):
            visit.priced = _price(visit, found, basis)
    return visit.priced


def costs_alone(visit: Visit) -> Costs | None:
    """The costs of a plan without results; None where there are results, or no variant was entered."""
    return priced(visit).costs if visit.costs and not visit.files else None


def _price(visit: Visit, found: Measured, basis: tuple[object, ...]) -> Priced:
    book = price_book(visit)
    there = found.placed.variants() if found.placed else ()
    entered = read_entries(visit.costs, there, book, visit.monthly_volume)
    if found.placed is not None:
        if not visit.costs:
            found = compared(visit, found, with_costs=True)
        return Priced(basis, entered, book, found, found.comparison, found.cost_problem)
    if not entered.plan.variants:
        return Priced(basis, entered, book, found)
    try:
        costs = work_out_costs(plan=entered.plan, prices=book)
    except PriceError as error:
        return Priced(basis, entered, book, found, problem=str(error))
    return Priced(basis, entered, book, found, _unmeasured(costs, visit.margin))


def _unmeasured(costs: Costs, margin: float) -> Evidence:
    """Evidence of no results, so that the same pictures and sentences show costs alone."""
    return Evidence(
        score="",
        target=None,
        margin=margin,
        files=(),
        variants=(),
        pairs=(),
        verdicts=(),
        choice=Choice(variant=None, approach=None, standing="open", basis="closeness", sentence="", others=()),
        front=(),
        front_cost="all-in",
        health=EvalHealth(state="unknown", sentence="", maturity="none", checks=()),
        failures=None,
        next=(),
        facts=costs.facts,
        notes=costs.notes,
        caveat=None,
        costs=costs,
    )
