"""The end: the decision recorded, and the way to look at it again later."""

from __future__ import annotations

import datetime

import streamlit as st

from advisor.api import Recommendation
from advisor.files.decision_record import read_record
from advisor.language import _, ngettext
from advisor.report.decision_record import write_record
from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.workshop_head import kicker, small
from advisor.ui.parts.workshop_paths import START
from advisor.ui.parts.workshop_setup import start_from
from advisor.ui.parts.workshop_store import workshops
from advisor.workshop.outcome import Outcome


def ask_to_close(view: WorkshopView, access: Access, found: Outcome, recommendation: Recommendation) -> None:
    """Recording the decision closes the workshop."""
    still_open = sum(option == UNKNOWN for option in found.team.values())
    hint = small(ngettext("{n} question stays open.", "{n} questions stay open.", still_open))
    show(kicker(_("Decision record")), hint if still_open else "")
    st.checkbox(_("This is our decision; nothing changes after this"), key="close_sure")
    st.button(
        _("Record the decision"),
        key="close",
        type="primary" if found.stop.reasons else "secondary",
        disabled=not st.session_state.get("close_sure"),
        on_click=handler(_close),
        args=(access, view, found, recommendation),
    )


def offer_another(view: WorkshopView) -> None:
    """A new workshop that looks at this decision again."""
    st.button(_("Set up a workshop that looks at this again"), key="look_again", on_click=handler(_again), args=(view,))


def _close(access: Access, view: WorkshopView, found: Outcome, recommendation: Recommendation) -> None:
    previous = read_record(view.previous) if view.previous else None
    record = write_record(
        view,
        found,
        recommendation,
        recommendation.precedents,
        recommendation.what_if,
        datetime.date.today(),
        previous,
    )
    workshops().close(access, record.to_json(), view.version)


def _again(view: WorkshopView) -> None:
    if view.record is not None:
        start_from(read_record(view.record))
        st.session_state["workshop go"] = START
