"""Where the workshop stands, the facilitator's link to keep, and the end of it."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from advisor.errors import WorkshopError
from advisor.language import N_, _, day, ngettext, run_on
from advisor.schema.workshop import LONGEST_TITLE, WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.workshop_head import page_title, small
from advisor.ui.parts.workshop_paths import LEAD, START, forget_key
from advisor.ui.parts.workshop_store import workshops
from advisor.ui.public_address import link_to
from advisor.workshop.plain_text import plain_line

_WHOEVER = N_(
    "Whoever has it leads the workshop, and it is kept nowhere else: bookmark this page or "
    "copy the link. To show the workshop to the room use the big screen, since this page has "
    "the link in its address."
)
_TOO_FEW: Final = 2
_STEPS = (N_("Invite and answer"), N_("Reveal and talk"), N_("Vote again or agree"), N_("Decision record"))


def show_course(view: WorkshopView) -> None:
    """The title and the steps, the current one marked."""
    at = {"answering": 0 if len(view.rounds) == 1 else 2, "revealed": 2 if view.agreed else 1, "closed": 3}[view.phase]
    rows = "".join(
        f"<li{' aria-current=step' if place == at else ''}>{place + 1}. {escape(_(name))}</li>"
        for place, name in enumerate(_STEPS)
    )
    counts = {"questions": len(view.brief.questions), "round": view.round.number}
    if view.brief.named:
        lead = _("You lead this workshop (with names, {questions} questions, round {round}).", **counts)
    else:
        lead = _("You lead this workshop (anonymous, {questions} questions, round {round}).", **counts)
    show(page_title(view.brief.title, lead), f'<ol class="course">{rows}</ol>', small(_who_is_told(view)))


def _who_is_told(view: WorkshopView) -> str:
    """Says so where numbers without names tell who answered what."""
    if view.brief.named or not 0 < view.joined <= _TOO_FEW:
        return ""
    told = ngettext(
        "With {n} person the numbers tell who answered what, although nobody is named.",
        "With {n} people the numbers tell who answered what, although nobody is named.",
        view.joined,
    )
    return run_on(told, "" if view.last_revealed else _("Let at least three join before the reveal."))


def is_new(view: WorkshopView) -> bool:
    """Whether nobody but the facilitator has been here yet."""
    return not view.joined and not view.last_revealed


def show_new_link(view: WorkshopView, key: str) -> None:
    """The link to come back by, in full as long as nobody has joined."""
    if is_new(view):
        mine = escape(_("This link is yours alone: keep it."))
        show(f"<p>{run_on(f'<b>{mine}</b>', escape(_(_WHOEVER)))}</p>")
        st.code(link_to(LEAD, key), language=None, wrap_lines=True)


def show_keep(view: WorkshopView, key: str) -> None:
    """The link to come back by, folded once people look on; and when it expires."""
    if not is_new(view):
        with st.expander(_("Your link to this page"), key="lead_keep", type="compact"):
            show(f"<p>{escape(_(_WHOEVER))}</p>")
            st.code(link_to(LEAD, key), language=None, wrap_lines=True)
    if view.expires:
        expires = day(view.expires.date())
        show(small(_("The workshop expires on {day} and is deleted for good a day later.", day=expires)))


def ask_to_delete(view: WorkshopView, access: Access) -> None:
    """The end of it, with the title typed as a confirmation."""
    with st.expander(_("Delete the workshop for good"), key="lead_end", type="compact"):
        st.text_input(_("Type the title to delete the workshop with all answers"), key="lead_delete_title")
        st.button(_("Delete for good"), key="lead_delete", on_click=handler(_delete), args=(access, view.brief.title))


def _delete(access: Access, title: str) -> None:
    typed = plain_line(st.session_state.get("lead_delete_title") or "", LONGEST_TITLE, "title")
    if typed != title:
        raise WorkshopError(
            _(
                "What you typed is not the title, so nothing was deleted; type the title as it stands on top of this "
                "page."
            )
        )
    workshops().delete(access)
    forget_key(LEAD)
    st.session_state["workshop said"] = _("The workshop was deleted for good.")
    st.session_state["workshop go"] = START
