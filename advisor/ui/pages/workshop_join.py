"""The way in for those who take part."""

from __future__ import annotations

from html import escape

from advisor.errors import NoSuchWorkshop, StoreUnavailable
from advisor.language import _
from advisor.schema.workshop import WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.markup import show
from advisor.ui.parts.sign_in import require_sign_in
from advisor.ui.parts.workshop_guest import is_own_seat, remembered_guest, remembered_seat
from advisor.ui.parts.workshop_head import page_title, show_job_of, show_lost_way, who_sees_what
from advisor.ui.parts.workshop_join_form import ask_to_join, take_seat, wants_to_join
from advisor.ui.parts.workshop_language import speak_here
from advisor.ui.parts.workshop_paths import JOIN, SEAT, forget_key, go, key_for
from advisor.ui.parts.workshop_pulse import seat_behind, show_waiting, view_of
from advisor.ui.parts.workshop_store import workshops


def workshop_join() -> None:
    """The page."""
    speak_here()
    try:
        guest = _guest()
        if guest is None:
            show_lost_way(_("This page needs the join link or the code of a workshop."))
            return
        _let_in(guest, view_of(guest))
    except NoSuchWorkshop as error:
        show_lost_way(str(error))
    except StoreUnavailable:
        show_waiting(_("You have not joined yet.") if wants_to_join() else "")


def _let_in(guest: Access, view: WorkshopView) -> None:
    if seat := remembered_seat(guest):
        go(SEAT, seat)
    brief = view.brief
    joined = _("{n} joined so far", n=view.joined) if view.joined else _("You are the first")
    show(
        page_title(brief.title, joined),
        f'<p class="hint">{escape(who_sees_what(brief))}</p>',
    )
    show_job_of(brief)
    if view.phase == "closed":
        show_lost_way(_("This workshop is closed, so nobody can join any more."))
        return
    if not require_sign_in("participant"):
        return
    ask_to_join(brief)
    if wants_to_join():
        go(SEAT, take_seat(guest, brief))


def _guest() -> Access | None:
    key = key_for(JOIN)
    if key and is_own_seat(key):  # Back leads to this page with the seat's key in its address
        forget_key(JOIN)
        go(SEAT, key)
    return seat_behind(key, workshops().as_guest) if key else remembered_guest()
