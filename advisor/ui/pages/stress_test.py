"""Can this eval tell prompts apart? Asked before anything else is built on it."""

from __future__ import annotations

from html import escape

from advisor.language import _
from advisor.ui.parts.evidence_ways import show_evidence_ways
from advisor.ui.parts.examples import offer_example_results
from advisor.ui.parts.fold import fold
from advisor.ui.parts.markup import show
from advisor.ui.parts.results import measured_prompts
from advisor.ui.parts.uploads import upload_files
from advisor.ui.parts.visit import this_visit


def stress_test() -> None:
    """The page."""
    visit = this_visit()
    says = _(
        "Upload the results of several prompts on the same items, and see whether this eval notices which is better."
    )
    title = escape(_("Can this eval tell prompts apart?"))
    show(f'<header class="page-title"><h1>{title}</h1><p>{escape(says)}</p></header>')
    found = measured_prompts(visit)
    show_evidence_ways()
    upload_files(found)
    if not visit.files:
        offer_example_results()
    if found.comparison is None:
        return
    from advisor.ui.parts.figures import show_difference_chart, show_methods, show_pairs
    from advisor.ui.parts.next_eval import show_next
    from advisor.ui.parts.stress import show_checks, show_stress

    comparison = found.comparison
    show_stress(comparison)
    show_difference_chart(found)
    fold(_("What this eval can show"), "stress_checks", lambda: show_checks(comparison))
    fold(_("Pair by pair, on the same items"), "stress_pairs", lambda: show_pairs(comparison))
    fold(_("What to measure next"), "stress_next", lambda: show_next(comparison))
    fold(_("How computed"), "stress_methods", lambda: show_methods(comparison))
