"""Eval results in, the answer first, then what it rests on and what to measure next."""

from __future__ import annotations

from html import escape

from advisor.language import _, pgettext
from advisor.ui.parts.change import show_change
from advisor.ui.parts.evidence_ways import show_evidence_ways
from advisor.ui.parts.examples import offer_example_results
from advisor.ui.parts.fold import fold
from advisor.ui.parts.markup import show
from advisor.ui.parts.results import measured
from advisor.ui.parts.uploads import upload_files
from advisor.ui.parts.visit import this_visit
from advisor.ui.parts.workshop_paths import offer_way_back


def evidence() -> None:
    """The page."""
    visit = this_visit()
    says = _(
        "Bring the results of the eval harness you already use. They stay in this session, and the rules read what "
        "they show and what they leave open."
    )
    show(f'<header class="page-title"><h1>{escape(_("Evidence"))}</h1><p>{escape(says)}</p></header>')
    offer_way_back()
    found = measured(visit)
    if visit.files:
        show_evidence_ways()
    upload_files(found)
    if not visit.files:
        offer_example_results()
    if found.results is None or found.comparison is None:
        return
    from advisor.ui.parts.answer import show_answer, show_cards
    from advisor.ui.parts.cost_ways import lead_to_costs
    from advisor.ui.parts.evidence_downloads import offer_evidence
    from advisor.ui.parts.figures import show_chart, show_methods, show_notes, show_pairs, show_summary
    from advisor.ui.parts.give_more import give_more
    from advisor.ui.parts.health import health_title, show_health
    from advisor.ui.parts.measures import place_variants, set_measures
    from advisor.ui.parts.next_eval import show_next

    results, comparison = found.results, found.comparison
    show_answer(comparison)
    set_measures(results, found)
    place_variants(results)
    show_chart(found, visit.monthly_volume)
    lead_to_costs(found)
    fold(pgettext("verdicts", "Variant by variant"), "cards", lambda: show_cards(comparison))
    fold(_("What was measured"), "summary", lambda: show_summary(comparison))
    fold(_("Pair by pair, on the same items"), "pairs", lambda: show_pairs(comparison))
    fold(_("What to measure next"), "next", lambda: show_next(comparison))
    fold(health_title(comparison), "health", lambda: show_health(comparison, visit))
    give_more(found)
    fold(_("What this changes in the recommendation"), "change", lambda: show_change(visit, comparison))
    if comparison.notes:
        fold(_("Counted, not hidden"), "notes", lambda: show_notes(comparison))
    fold(_("How computed"), "methods", lambda: show_methods(comparison))
    offer_evidence(comparison)
