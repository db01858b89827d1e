"""What the whole room sees: large, without names, and without a secret in the address."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.errors import NoSuchWorkshop, StoreUnavailable
from advisor.language import _
from advisor.schema.workshop import WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show, show_notice
from advisor.ui.parts.workshop_guest import open_screen, opened_screen, where_from
from advisor.ui.parts.workshop_head import page_title
from advisor.ui.parts.workshop_invitation import invitation
from advisor.ui.parts.workshop_language import speak_here
from advisor.ui.parts.workshop_outcome import comparison_for, outcome_for, recommendation_for
from advisor.ui.parts.workshop_pulse import show_waiting, view_of, watch
from advisor.ui.parts.workshop_reveal import show_reveal, show_team_decision
from advisor.ui.parts.workshop_store import workshops


def workshop_screen() -> None:
    """The page."""
    speak_here()
    access = opened_screen()
    if access is None:
        _ask_for_code()
        return
    try:
        view = view_of(access)
    except NoSuchWorkshop as error:
        show_notice(str(error))
        return
    except StoreUnavailable:
        show_waiting()
        return
    if view.phase == "answering":
        _show_answering(view)
    else:
        _show_revealed(view, access)
    watch(access, view.version)


def _ask_for_code() -> None:
    what = _("This page shows a workshop to the whole room. The facilitator's page has a code for it.")
    show(page_title(_("On the screen"), what))
    with st.container(horizontal=True, vertical_alignment="bottom", key="screen_ask"):
        st.text_input(_("Screen code"), key="screen_code", max_chars=12)
        st.button(_("Show it"), key="open_screen", type="primary", on_click=handler(_open))


def _open() -> None:
    open_screen(workshops().by_screen_code(st.session_state.get("screen_code") or "", where_from()))


def _show_answering(view: WorkshopView) -> None:
    alone = _("Round {n}: answer alone. Nobody sees answers before the reveal.", n=view.round.number)
    show(
        f'<div class="screen"><h1>{escape(view.brief.title)}</h1>{_job(view)}{invitation(view.code)}'
        f'<p class="counts">{_counts(view)}</p><p>{escape(alone)}</p></div>'
    )


def _show_revealed(view: WorkshopView, access: Access) -> None:
    comparison = comparison_for(access, view)
    found = outcome_for(view, comparison)
    at = _("The decision is recorded") if view.phase == "closed" else _("Round {n} is revealed", n=view.round.number)
    where = _("{title}: {at}", title=view.brief.title, at=at)
    show(f'<div class="screen"><p class="counts">{escape(where)}</p>{_job(view)}</div>')
    with st.container(key="screen_reveal"):
        recommendation = recommendation_for(found, view, comparison)
        if view.phase == "closed":  # what was decided comes first: nobody scrolls a big screen
            show_team_decision(recommendation, view, found)
        show_reveal(view, found, rule_book(), for_screen=True)
        if view.phase != "closed":
            show_team_decision(recommendation, view, found)


def _counts(view: WorkshopView) -> str:
    """Two numbers, set apart from what they count."""
    counts = {"joined": f"<b>{view.joined}</b>", "finished": f"<b>{view.finished}</b>"}
    return escape(_("{joined} joined {finished} finished")).format(**counts)


def _job(view: WorkshopView) -> str:
    return f"<p>{escape(view.brief.job.sentence)}</p>" if view.brief.job else ""
