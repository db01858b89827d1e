"""How often the advisor is right, beside plainer advisers, what it is bad at, and every case it was tried on."""

from __future__ import annotations

from advisor.report.weak_spots import task_name
from advisor.ui.parts.books import case_book, rule_book
from advisor.ui.parts.markup import show
from advisor.ui.parts.record import held_out_record, show_no_record, stored_record
from advisor.ui.parts.record_cases import judged_cases
from advisor.ui.parts.record_choice import choose_record
from advisor.ui.parts.record_filter import choose_judged, one_page_of
from advisor.ui.parts.record_groups import bad_at, breakdowns
from advisor.ui.parts.record_head import record_head
from advisor.ui.parts.record_how import how_it_was_computed
from advisor.ui.parts.record_reliability import show_reliability
from advisor.ui.parts.record_table import record_table


def track_record() -> None:
    """The page."""
    book, found = rule_book(), stored_record()
    show(
        '<header class="page-title"><h1>Track record</h1>'
        "<p>The advisor was asked about published cases as if the outcome were not known yet. This is how often it "
        "was right, whatever the result.</p></header>"
    )
    if found is None:
        show_no_record()
        return
    apart = held_out_record()
    show(record_head(found, apart))
    chosen = choose_record(found, apart)
    show(record_table(chosen))
    show_reliability(chosen)
    show(bad_at(chosen, book))
    show(breakdowns(chosen, book))
    show("<h2>Every case</h2>")
    tasks = {task: task_name(book, task) for task in chosen.by_task}
    with one_page_of(*choose_judged(chosen.cases, tasks)) as cases:
        show(judged_cases(cases, case_book().cases, book, tasks))
    show(how_it_was_computed(chosen))
