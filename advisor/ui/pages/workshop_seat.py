"""One person's answers, and after the reveal everybody's."""

from __future__ import annotations

from advisor.errors import NoSuchWorkshop, StoreUnavailable
from advisor.language import _
from advisor.schema.workshop import WorkshopView
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.markup import show
from advisor.ui.parts.workshop_evidence import show_attached
from advisor.ui.parts.workshop_guest import forget_seat
from advisor.ui.parts.workshop_head import page_title, show_job_of, show_lost_way
from advisor.ui.parts.workshop_language import speak_here
from advisor.ui.parts.workshop_outcome import comparison_for, outcome_for, recommendation_for
from advisor.ui.parts.workshop_paths import SEAT, forget_key, key_for
from advisor.ui.parts.workshop_practice import show_practice
from advisor.ui.parts.workshop_pulse import seat_behind, show_waiting, view_of, watch
from advisor.ui.parts.workshop_record import show_record
from advisor.ui.parts.workshop_reveal import show_reveal, show_team_decision
from advisor.ui.parts.workshop_seat_after import show_agreed, show_own_advice
from advisor.ui.parts.workshop_seat_questions import ask_in_seat
from advisor.ui.parts.workshop_seat_return import show_way_back
from advisor.ui.parts.workshop_since import show_since
from advisor.ui.parts.workshop_store import workshops


def workshop_seat() -> None:
    """The page."""
    speak_here()
    key, book = key_for(SEAT), rule_book()
    if key is None:
        show_lost_way(_("This page needs your own link, which you got when you joined."))
        return
    try:
        access = seat_behind(key, workshops().as_participant)
        view = view_of(access)
    except NoSuchWorkshop as error:
        forget_key(SEAT)
        forget_seat(key)
        show_lost_way(str(error))
        return
    except StoreUnavailable:
        show_waiting()
        return
    show(page_title(view.brief.title, _where(view)))
    show_job_of(view.brief)
    show_way_back(key)
    if view.phase == "answering":
        ask_in_seat(view, access, book)
    else:
        comparison = comparison_for(access, view)
        found = outcome_for(view, comparison)
        recommendation = recommendation_for(found, view, comparison)
        if view.phase == "closed":
            show_team_decision(recommendation, view, found)
        show_own_advice(view, found)
        show_reveal(view, found, book)
        show_practice(view)
        if view.phase != "closed":
            show_team_decision(recommendation, view, found)
        show_since(view, found, recommendation)
        show_agreed(view, access, book)
        show_attached(comparison)
        show_record(view, access)
    watch(access, view.version)


def _where(view: WorkshopView) -> str:
    at = {
        "answering": _("round {n}: answer alone", n=view.round.number),
        "revealed": _("round {n} is revealed: talk about it", n=view.round.number),
        "closed": _("the decision is recorded"),
    }[view.phase]
    return _("{name}, {at}", name=view.me.name, at=at) if view.me and view.me.name else f"{at[0].upper()}{at[1:]}"
