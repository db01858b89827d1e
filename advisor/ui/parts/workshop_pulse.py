"""Live: a look at one number every second, and the page again only when it has grown."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import streamlit as st

from advisor.errors import NoSuchWorkshop, StoreUnavailable
from advisor.language import _, run_on
from advisor.schema.workshop import WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.markup import show_notice
from advisor.ui.parts.settled_memory import settle_memory
from advisor.ui.parts.workshop_language import is_in_another_language
from advisor.ui.parts.workshop_practice import in_own_language
from advisor.ui.parts.workshop_store import workshops
from advisor.ui.parts.workshop_unsaved import send_again, show_unsaved, unsaved

SECONDS: Final = 1.0


@st.fragment(run_every=SECONDS)
def watch(access: Access, seen: int) -> None:
    """The page is shown again as soon as its workshop is at another version than `seen`, or another language is spoken;
    what waits is sent."""
    settle_memory()
    try:
        has_changed = send_again() or workshops().version(access) != seen or is_in_another_language()
    except NoSuchWorkshop:
        has_changed = True
    except StoreUnavailable as error:
        if not unsaved().waiting:
            show_notice(*error.lines)
        show_unsaved()
        return
    if has_changed:
        st.rerun()
    show_unsaved()


def show_waiting(first: str = "") -> None:
    """A line in place of what the database would say, and the page again until it says it."""
    show_notice(
        run_on(first, _("The database does not answer. It is asked again every two seconds; leave this page open."))
    )
    show_in_a_moment()


def show_in_a_moment() -> None:
    """The page again, a second later."""
    _try_again(time.monotonic())


def seat_behind(key: str, find: Callable[[str], Access]) -> Access:
    """The seat that `find` finds behind a link; while the database is away, the one that it found before.

    Raises `NoSuchWorkshop`, and `StoreUnavailable` where it has found none yet.
    """
    found: dict[str, Access] = st.session_state.setdefault("workshop seats", {})
    try:
        found[key] = find(key)
    except StoreUnavailable:
        if key not in found:
            raise
    return found[key]


def view_of(access: Access) -> WorkshopView:
    """The workshop as this seat may see it, in the language spoken; while the database is away, as it was last seen.

    Raises `StoreUnavailable` where it has not been seen yet.
    """
    kept = f"workshop view of {access.seat}"
    try:
        st.session_state[kept] = access, workshops().view(access)
    except StoreUnavailable:
        if st.session_state.get(kept, (None,))[0] != access:
            raise
    view: WorkshopView = st.session_state[kept][1]
    return in_own_language(view)


@st.fragment(run_every=SECONDS)
def _try_again(since: float) -> None:
    if time.monotonic() - since > SECONDS / 2:  # not in the run that shows the line
        st.rerun()
