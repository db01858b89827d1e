"""The ways to costs: from the results of an eval, or by a plan without any."""

from __future__ import annotations

import streamlit as st

from advisor.language import _
from advisor.ui.parts.cost_entries import VOLUME, likely_volume
from advisor.ui.parts.examples import EXAMPLES, example_plan, offer_example_results
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show, show_notice
from advisor.ui.parts.navigation import way_to
from advisor.ui.parts.priced import Priced
from advisor.ui.parts.results import Measured
from advisor.ui.parts.visit import this_visit


def lead_to_costs(found: Measured) -> None:
    """The way from results to what they cost, and why that is not worked out, where it is not."""
    if found.cost_problem:
        show_notice(_("Costs are left out until the plan is mended:"), *found.cost_problem.split("\n"))
    _lead("costs", _("Work out what each costs"))


def offer_example_plan() -> None:
    """A plan for the example, whose results tell nothing of hours and prices."""
    visit = this_visit()
    example = next((each for each in EXAMPLES if each.title == visit.example and each.plan), None)
    if example is not None and not visit.costs:
        st.button(_("Fill in the plan of this example"), key="cost_example_plan", on_click=handler(_fill_in))


def _fill_in() -> None:
    visit = this_visit()
    visit.costs = example_plan(next(each for each in EXAMPLES if each.title == visit.example))
    visit.monthly_volume = likely_volume(visit.costs[VOLUME])


def _lead(path: str, label: str) -> None:
    if page := way_to(path):
        with st.container(key=f"lead_to_{path}"):
            st.page_link(page, label=label, width="content")


def show_cost_ways(found: Priced) -> None:
    """What to do while there is nothing to price, or why nothing can be priced."""
    if found.problem:
        show_notice(*found.problem.split("\n"))
    if found.found.joint_problem or found.found.problems:
        show_notice(_("The eval files cannot be read yet; the page Evidence says why."))
    told = _("They tell tokens, failed calls, latency and quality of each variant.")
    show(f"<h2>{_('Bring eval results')}</h2><p>{told}</p>")
    _lead("evidence", _("Bring results on Evidence"))
    offer_example_results(with_plan=True)
    told = _("Enter each variant that you think about; quality is then not known.")
    show(f"<h2>{_('Or plan without results')}</h2><p>{told}</p>")
