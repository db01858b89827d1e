"""How often the advisor is right, beside plainer advisers, what it is bad at, and every case it was tried on."""

from __future__ import annotations

from html import escape
from typing import Final

from advisor.language import N_, _
from advisor.report.weak_spots import task_name
from advisor.ui.parts.books import case_book, rule_book
from advisor.ui.parts.case_text import cases_are_in_english
from advisor.ui.parts.markup import show
from advisor.ui.parts.one_page import one_page_of
from advisor.ui.parts.record import held_out_record, show_no_record, stored_record
from advisor.ui.parts.record_cases import judged_cases
from advisor.ui.parts.record_choice import choose_record
from advisor.ui.parts.record_filter import choose_judged
from advisor.ui.parts.record_groups import bad_at, breakdowns
from advisor.ui.parts.record_head import record_head
from advisor.ui.parts.record_how import how_it_was_computed
from advisor.ui.parts.record_reliability import show_reliability
from advisor.ui.parts.record_table import record_table
from advisor.ui.parts.terms import with_terms

_SAYS: Final = N_(
    "The advisor was asked about published cases as if the outcome were not known yet. This is how often it was right, "
    "whatever the result."
)


def track_record() -> None:
    """The page."""
    book, found, told = rule_book(), stored_record(), set[str]()
    show(
        f'<header class="page-title"><h1>{escape(_("Track record"))}</h1>'
        f"<p>{with_terms(_(_SAYS), told)}</p>{cases_are_in_english()}</header>"
    )
    if found is None:
        show_no_record()
        return
    apart = held_out_record()
    show(record_head(found, apart, told))
    chosen = choose_record(found, apart)
    show(record_table(chosen))
    show_reliability(chosen)
    show(bad_at(chosen, book))
    show(breakdowns(chosen, book))
    show(f"<h2>{escape(_('Every case'))}</h2>")
    tasks = {task: task_name(book, task) for task in chosen.by_task}
    with one_page_of(*choose_judged(chosen.cases, tasks)) as cases:
        show(judged_cases(cases, case_book().cases, book, tasks))
    show(how_it_was_computed(chosen))
