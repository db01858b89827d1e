"""Can this eval tell prompts apart? Asked before anything else is built on it."""

from __future__ import annotations

from advisor.ui.parts.evidence_ways import show_evidence_ways
from advisor.ui.parts.examples import offer_example_results
from advisor.ui.parts.markup import show
from advisor.ui.parts.results import measured_prompts
from advisor.ui.parts.uploads import upload_files
from advisor.ui.parts.visit import this_visit


def stress_test() -> None:
    """The page."""
    visit = this_visit()
    show(
        '<header class="page-title"><h1>Can this eval tell prompts apart?</h1>'
        "<p>Upload the results of several prompts on the same items, and see whether this eval notices which is "
        "better.</p></header>"
    )
    found = measured_prompts(visit)
    show_evidence_ways()
    upload_files(found)
    if not visit.files:
        offer_example_results()
    if found.comparison is None:
        return
    from advisor.ui.parts.figures import show_difference_chart, show_pairs
    from advisor.ui.parts.next_eval import show_next
    from advisor.ui.parts.stress import show_stress

    show_stress(found.comparison)
    show_difference_chart(found)
    show_pairs(found.comparison)
    show_next(found.comparison)
