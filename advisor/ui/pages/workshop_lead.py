"""The facilitator's page: invite, reveal, talk, vote again, agree, record."""

from __future__ import annotations

import streamlit as st

from advisor.errors import NoSuchWorkshop, StoreUnavailable
from advisor.language import _
from advisor.schema.workshop import WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.visit import this_visit
from advisor.ui.parts.workshop_evidence import show_attached
from advisor.ui.parts.workshop_head import show_job_of, show_lost_way
from advisor.ui.parts.workshop_language import speak_here
from advisor.ui.parts.workshop_lead_agree import ask_for_agreed, ask_for_homework
from advisor.ui.parts.workshop_lead_answering import show_answering
from advisor.ui.parts.workshop_lead_close import ask_to_close, offer_another
from advisor.ui.parts.workshop_lead_evidence import ask_for_evidence
from advisor.ui.parts.workshop_lead_keep import ask_to_delete, show_course, show_keep
from advisor.ui.parts.workshop_lead_rounds import ask_for_another_round
from advisor.ui.parts.workshop_outcome import comparison_for, outcome_for, recommendation_for
from advisor.ui.parts.workshop_paths import LEAD, SCREEN, START, forget_key, go, key_for
from advisor.ui.parts.workshop_practice import show_practice
from advisor.ui.parts.workshop_pulse import seat_behind, show_waiting, view_of, watch
from advisor.ui.parts.workshop_record import show_record
from advisor.ui.parts.workshop_reveal import show_reveal, show_team_decision
from advisor.ui.parts.workshop_seat_after import show_agreed_rows, show_homework
from advisor.ui.parts.workshop_since import show_since
from advisor.ui.parts.workshop_store import workshops


def workshop_lead() -> None:
    """The page."""
    speak_here()
    _go_on()
    key = key_for(LEAD)
    if key is None:
        show_lost_way(_("This page needs the facilitator's link, which was shown when the workshop was set up."))
        return
    try:
        access = seat_behind(key, workshops().as_facilitator)
        view = view_of(access)
    except NoSuchWorkshop as error:
        forget_key(LEAD)
        show_lost_way(str(error))
        return
    except StoreUnavailable:
        show_waiting()
        return
    show_course(view)
    show_job_of(view.brief)
    if view.phase == "answering":
        show_answering(view, access, key)
    else:
        _show_revealed(view, access)
    if view.phase != "closed":
        ask_for_evidence(view, access)
    show_keep(view, key)
    ask_to_delete(view, access)
    watch(access, view.version)


def _show_revealed(view: WorkshopView, access: Access) -> None:
    """The reveal on the left, what to do about it on the right."""
    book, comparison = rule_book(), comparison_for(access, view)
    found = outcome_for(view, comparison)
    recommendation = recommendation_for(found, view, comparison)
    left, right = st.columns([1.35, 1], gap="large")
    with left:
        show_since(view, found, recommendation)
        show_reveal(view, found, book)
        show_practice(view)
    with right, st.container(key="lead_panel"):
        show_team_decision(recommendation, view, found)
        if view.phase == "closed":
            show_record(view, access)
            offer_another(view)
            show_agreed_rows(view, book)
            show_homework(view, book)
        else:
            ask_for_another_round(view, access, found, book)
            ask_for_agreed(view, access, found, book)
            ask_for_homework(view, access, found, book)
            ask_to_close(view, access, found, recommendation)
    show_attached(comparison)


def _go_on() -> None:
    """To where the last click leads, with what is to be said there."""
    wanted = st.session_state.pop("workshop go", None)
    if wanted in (SCREEN, START):
        this_visit().notice = st.session_state.pop("workshop said", None)
        go(wanted)
