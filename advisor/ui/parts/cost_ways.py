"""The ways to costs: from the results of an eval, or by a plan without any."""

from __future__ import annotations

import streamlit as st

from advisor.ui.parts.examples import offer_example_results
from advisor.ui.parts.markup import show, show_notice
from advisor.ui.parts.navigation import way_to
from advisor.ui.parts.priced import Priced
from advisor.ui.parts.results import Measured


def lead_to_costs(found: Measured) -> None:
    """The way from results to what they cost, and why that is not worked out, where it is not."""
    if found.cost_problem:
        show_notice("Costs are left out until the plan is mended:", *found.cost_problem.split("\n"))
    if page := way_to("costs"):
        st.page_link(page, label="Work out what each costs", width="content")


def show_cost_ways(found: Priced) -> None:
    """What to do while there is nothing to price, or why nothing can be priced."""
    if found.problem:
        show_notice(*found.problem.split("\n"))
    if found.found.joint_problem or found.found.problems:
        show_notice("The eval files cannot be read yet; the page Evidence says why.")
    show("<h2>Bring eval results</h2><p>They tell tokens, failed calls, latency and quality of each variant.</p>")
    if page := way_to("evidence"):
        st.page_link(page, label="Bring results on Evidence", width="content")
    offer_example_results(with_plan=True)
    show("<h2>Or plan without results</h2><p>Enter each variant that you think about; quality is then not known.</p>")
