"""The entry page: navigation, the look, and what holds on every page."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Final

import streamlit as st

from advisor.language import N_, _
from advisor.ui.pages.add_case import add_case
from advisor.ui.pages.advise import advise
from advisor.ui.pages.cases import cases
from advisor.ui.pages.costs import costs
from advisor.ui.pages.evidence import evidence
from advisor.ui.pages.failures import failures
from advisor.ui.pages.rules import rules
from advisor.ui.pages.stress_test import stress_test
from advisor.ui.pages.track_record import track_record
from advisor.ui.pages.workshop import workshop
from advisor.ui.pages.workshop_join import workshop_join
from advisor.ui.pages.workshop_lead import workshop_lead
from advisor.ui.pages.workshop_screen import workshop_screen
from advisor.ui.pages.workshop_seat import workshop_seat
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.guard import guarded
from advisor.ui.parts.link import read_link, write_link
from advisor.ui.parts.markup import show_notice
from advisor.ui.parts.navigation import hold_ways, show_languages, show_ways
from advisor.ui.parts.settled_memory import settle_memory
from advisor.ui.parts.sign_in import lead_back
from advisor.ui.parts.spoken import tell_the_browser
from advisor.ui.parts.visit import freshen_widgets, this_visit
from advisor.ui.parts.workshop_paths import JOIN, LEAD, PATHS, SCREEN, SEAT, START, WITHOUT_WAYS, begins_anew
from advisor.ui.parts.workshop_pulse import show_in_a_moment

_HERE: Final = Path(__file__).parent
TITLE: Final = N_("Prompt, RAG or fine-tune?")


def main() -> None:
    """One run of the app: the page that was asked for, dressed and guarded."""
    st.set_page_config(page_title=_(TITLE), page_icon=str(_HERE / "icon.svg"), layout="wide")
    pages = [
        st.Page(guarded(advise), title=_("Advise"), url_path="advise", default=True),
        st.Page(guarded(evidence), title=_("Evidence"), url_path="evidence"),
        st.Page(guarded(costs), title=_("Costs"), url_path="costs"),
        st.Page(guarded(cases), title=_("Cases"), url_path="cases"),
        st.Page(guarded(rules), title=_("Rules"), url_path="rules"),
        st.Page(guarded(workshop), title=_("Workshop"), url_path=START),
        st.Page(guarded(track_record), title=_("Track record"), url_path="track-record"),
        st.Page(guarded(stress_test), title=_("Stress test"), url_path="stress-test", visibility="hidden"),
        st.Page(guarded(failures), title=_("Failures"), url_path="failures", visibility="hidden"),
        st.Page(guarded(add_case), title=_("Add a case"), url_path="add-case", visibility="hidden"),
        st.Page(guarded(workshop_lead), title=_("Lead a workshop"), url_path=LEAD, visibility="hidden"),
        st.Page(guarded(workshop_join), title=_("Join a workshop"), url_path=JOIN, visibility="hidden"),
        st.Page(guarded(workshop_seat), title=_("Your answers"), url_path=SEAT, visibility="hidden"),
        st.Page(guarded(workshop_screen), title=_("On the screen"), url_path=SCREEN, visibility="hidden"),
    ]
    page = st.navigation(pages, position="hidden")
    st.html(_HERE / "style.css")
    tell_the_browser()
    lead_back()
    # in a workshop the address holds a secret and no answers
    is_workshop = page.url_path in PATHS
    hold_ways(pages)
    if page.url_path in WITHOUT_WAYS:
        show_languages()
    else:
        show_ways(pages)
    guarded(functools.partial(_open, takes_answers=not is_workshop))()
    if is_workshop and begins_anew(page.url_path):
        show_in_a_moment()
    else:
        page.run()
    if not is_workshop:
        write_link()
    settle_memory()


def _open(*, takes_answers: bool) -> None:
    if takes_answers:
        read_link(rule_book().questions)
    freshen_widgets()
    visit = this_visit()
    # always there, so that nothing below moves to another place when a line comes or goes
    place = st.container(key="notice" if takes_answers else "notice_in_sight")
    if visit.notice:
        with place:
            show_notice(*visit.notice.splitlines())
        visit.notice = None
