"""Failed answers of the best prompt, one at a time, to be sorted by what is wrong with them."""

from __future__ import annotations

from html import escape

from advisor.language import _
from advisor.ui.parts.evidence_ways import show_evidence_ways
from advisor.ui.parts.examples import offer_example_results
from advisor.ui.parts.failed_answers import failed_answers
from advisor.ui.parts.labelling import label_failures
from advisor.ui.parts.labels_shown import show_labels
from advisor.ui.parts.markup import show
from advisor.ui.parts.results import read_files
from advisor.ui.parts.uploads import upload_files
from advisor.ui.parts.visit import this_visit


def failures() -> None:
    """The page."""
    visit = this_visit()
    says = _(
        "Up to 30 failed answers of the best prompt, drawn at random, to be sorted by what is wrong with each. The "
        "texts stay in the memory of this session: they are neither stored nor sent anywhere."
    )
    show(f'<header class="page-title"><h1>{escape(_("Look at the failures"))}</h1><p>{escape(says)}</p></header>')
    show_evidence_ways()
    if not visit.files:
        upload_files(read_files(visit))
        offer_example_results()
        return
    drawn = failed_answers(visit)
    label_failures(visit, drawn)
    show_labels(visit, drawn)
