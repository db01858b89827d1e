"""Eval results in, the answer first, then what it rests on and what to measure next."""

from __future__ import annotations

from advisor.ui.parts.change import show_change
from advisor.ui.parts.evidence_ways import show_evidence_ways
from advisor.ui.parts.examples import offer_example_results
from advisor.ui.parts.markup import show
from advisor.ui.parts.results import measured
from advisor.ui.parts.uploads import upload_files
from advisor.ui.parts.visit import this_visit
from advisor.ui.parts.workshop_paths import offer_way_back


def evidence() -> None:
    """The page."""
    visit = this_visit()
    show(
        '<header class="page-title"><h1>Evidence</h1>'
        "<p>Bring the results of the eval harness you already use. They stay in this session, and the rules read "
        "what they show and what they leave open.</p></header>"
    )
    offer_way_back()
    found = measured(visit)
    if visit.files:
        show_evidence_ways()
    upload_files(found)
    if not visit.files:
        offer_example_results()
    if found.results is None or found.comparison is None:
        return
    from advisor.ui.parts.answer import show_answer
    from advisor.ui.parts.cost_ways import lead_to_costs
    from advisor.ui.parts.evidence_downloads import offer_evidence
    from advisor.ui.parts.figures import show_chart, show_notes, show_pairs, show_summary
    from advisor.ui.parts.give_more import give_more
    from advisor.ui.parts.health import show_health
    from advisor.ui.parts.measures import place_variants, set_measures
    from advisor.ui.parts.next_eval import show_next

    set_measures(found.results, found)
    place_variants(found.results)
    show_answer(found.comparison)
    show_summary(found.comparison)
    show_chart(found, visit.monthly_volume)
    lead_to_costs(found)
    show_pairs(found.comparison)
    show_next(found.comparison)
    show_health(found.comparison, visit)
    give_more(found)
    show_change(visit, found.comparison)
    show_notes(found.comparison)
    offer_evidence(found.comparison)
