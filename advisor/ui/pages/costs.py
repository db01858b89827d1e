"""What each variant costs, and from which volume that changes: the live chart, what is missing, what went in."""

from __future__ import annotations

from advisor.language import _
from advisor.ui.parts.markup import show
from advisor.ui.parts.priced import priced
from advisor.ui.parts.visit import this_visit


def costs() -> None:
    """The page."""
    from advisor.ui.parts.cost_decides import show_model_notices
    from advisor.ui.parts.cost_files import offer_costs, take_files
    from advisor.ui.parts.cost_inputs import show_inputs
    from advisor.ui.parts.cost_missing import ask_for_missing
    from advisor.ui.parts.cost_ways import offer_example_plan, show_cost_ways
    from advisor.ui.parts.live_chart import show_live_chart
    from advisor.ui.parts.planned_variant import add_variant
    from advisor.ui.parts.target_from_money import work_out_target
    from advisor.ui.parts.viewport import watch_viewport

    visit = this_visit()
    told = _(
        "What each variant will cost you, and from which volume that changes: from your own tokens and scores, dated "
        "prices, and what you enter. What nobody knows is asked, and never taken as 0."
    )
    show(f'<header class="page-title"><h1>{_("Costs")}</h1><p>{told}</p></header>')
    watch_viewport()
    found = priced(visit)
    if found.costs is None:
        show_cost_ways(found)
    else:
        show_model_notices(found.costs)
        offer_example_plan()
        show_live_chart()
        ask_for_missing(found)
        show_inputs(found)
    add_variant(unfolded=found.costs is None)
    work_out_target(found)
    take_files(found)
    offer_costs(found)
