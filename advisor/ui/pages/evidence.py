"""Eval results in, the live chart, and what they change."""

from __future__ import annotations

from advisor.ui.parts.change import show_change
from advisor.ui.parts.examples import offer_example_results
from advisor.ui.parts.markup import show
from advisor.ui.parts.results import measured
from advisor.ui.parts.uploads import upload_files
from advisor.ui.parts.visit import this_visit


def evidence() -> None:
    """The page."""
    visit = this_visit()
    show(
        '<header class="page-title"><h1>Evidence</h1>'
        "<p>Bring the results of the eval harness you already use. They stay in this session, and the rules read "
        "what they show and what they leave open.</p></header>"
    )
    found = measured(visit)
    upload_files(found)
    if not visit.files:
        offer_example_results()
    if found.results is None or found.comparison is None:
        return
    from advisor.ui.parts.figures import show_chart, show_differences, show_summary
    from advisor.ui.parts.measures import place_variants, set_measures

    place_variants(found.results)
    set_measures(found.results, found)
    show_summary(found.comparison)
    show_chart(found.comparison, visit.monthly_volume)
    show_change(visit, found.comparison)
    show_differences(found.comparison)
