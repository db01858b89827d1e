"""The published cases behind the precedents, to be searched, read and taken as a start."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Final

import streamlit as st

from advisor.language import _, ngettext, run_on
from advisor.schema.cases import CaseBook
from advisor.ui.parts.books import case_book, rule_book
from advisor.ui.parts.case_address import complaint, read_filter, write_filter
from advisor.ui.parts.case_controls import choose_cases, show_chosen, suggest_relaxing, turn_pages
from advisor.ui.parts.case_facets import Facet, facets_of
from advisor.ui.parts.case_filter import find_cases
from advisor.ui.parts.case_list import show_list, show_one
from advisor.ui.parts.case_text import cases_are_in_english
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show, show_notice
from advisor.ui.parts.navigation import way_to
from advisor.ui.parts.terms import with_terms
from advisor.ui.parts.visit import this_visit

_PER_PAGE: Final = 20


def cases() -> None:
    """The page."""
    visit, book, every = this_visit(), rule_book(), case_book()
    facets = facets_of(every.cases, book)
    _title(every)
    _take_over_address(facets, every)
    visit.beside = write_filter(visit.wanted)

    found = find_cases(every.cases, facets, visit.wanted)
    one = next((case for case in every.cases if case.id == visit.wanted.case), None)
    if one is not None:
        some = _("Back to {n} of {total} cases", n=len(found.cases), total=len(every.cases))
        whole = _("All {total} cases", total=len(every.cases))
        st.button(some if visit.wanted.is_set else whole, key="back_to_list", on_click=handler(_open_list))
        show_one(one, book)
        return
    choose_cases(facets, found)
    show_chosen(facets, found, len(every.cases))
    if not found.cases:
        suggest_relaxing(facets, found)
        return
    start = (turn_pages(len(found.cases), _PER_PAGE) - 1) * _PER_PAGE
    show_list(found.cases[start : start + _PER_PAGE], book)
    turn_pages(len(found.cases), _PER_PAGE, below=True)


def _title(every: CaseBook) -> None:
    published = [case for case in every.cases if not case.is_own]
    compared, own = sum(case.compared for case in published), len(every.cases) - len(published)
    coded = _(
        "The settings were written and coded by language models in November 2026, the coders blind to the outcome; on "
        "the first 144 two coders agreed on 94 % of 600 codings."
    )
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", key="case_title"
    ):
        show(
            f'<header class="page-title"><h1>{escape(_("Cases"))}</h1><p>',
            with_terms(
                run_on(
                    _(
                        "{n} published cases; in {compared} of them approaches of different kinds were compared.",
                        n=len(published),
                        compared=compared,
                    ),
                    ngettext("Beside them stands {n} run of our own.", "Beside them stand {n} runs of our own.", own)
                    if own
                    else "",
                )
            ),
            f'</p><p class="small">{escape(coded)}</p>{cases_are_in_english()}</header>',
        )
        if (add := way_to("add-case")) is not None:
            st.page_link(add, label=_("Add a case"), width="content")


def _take_over_address(facets: tuple[Facet, ...], every: CaseBook) -> None:
    """What the address newly asks for; what it asks for in vain is said."""
    visit = this_visit()
    if visit.asked is None:
        return
    visit.wanted, bad = read_filter(visit.asked, facets, {case.id for case in every.cases})
    if bad:
        show_notice(complaint(bad))
    if not visit.asked and not visit.known:
        st.query_params.clear()  # a click on the way to the page one is on leaves the old address on screen


def _open_list() -> None:
    visit = this_visit()
    visit.wanted = replace(visit.wanted, case=None)
