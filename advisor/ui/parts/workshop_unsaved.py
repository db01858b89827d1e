"""What the database could not take yet: kept in the session, sent again until it is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import streamlit as st

from advisor.errors import StoreUnavailable, WorkshopError
from advisor.language import _, ngettext, run_on
from advisor.store.access import Access
from advisor.ui.parts.markup import show_notice

Place = tuple[Access, str]
"""Whose entry it is and what it is about: a question, or what else is entered in that seat."""


class Entry(NamedTuple):
    """Something entered, and how it is stored; to store it twice is the same as once."""

    send: Callable[[], None]
    about: str
    """The question, or what else it is, for a line that says it came too late."""
    text: str = ""
    """What was typed."""
    option: str | None = None
    """The answer, where it is one."""


@dataclass
class Unsaved:
    """What waits, each place of each seat once, and what came too late or cannot be taken, in sentences."""

    waiting: dict[Place, Entry] = field(default_factory=dict)
    refused: dict[Place, str] = field(default_factory=dict)
    lost: set[Place] = field(default_factory=set)
    """Places whose last entry was refused, whether or not the sentence was read."""

    def is_saved(self, place: Place) -> bool:
        """Whether all that was entered here is stored."""
        return place not in self.waiting and place not in self.lost

    def mark(self, place: Place) -> str:
        """How it stands with what was entered here, in a word or two."""
        if place in self.waiting:
            return _("Not saved yet")
        return _("Not taken") if place in self.lost else _("Saved")


def unsaved() -> Unsaved:
    """What this tab has not been able to save."""
    if "workshop unsaved" not in st.session_state:
        st.session_state["workshop unsaved"] = Unsaved()
    found: Unsaved = st.session_state["workshop unsaved"]
    return found


def save(place: Place, entry: Entry) -> None:
    """The entry is stored, or kept to be sent again; it takes the place of what waited for the same `place`."""
    held = unsaved()
    has_to_wait = bool(held.waiting.keys() - {place})  # the database was away a moment ago: nobody waits for it here
    held.waiting[place] = entry
    if not has_to_wait:
        try:
            _send(held, place)
        except StoreUnavailable:
            return


def send_again() -> bool:
    """Whether something was stored or refused that had been waiting. Raises `StoreUnavailable` where nothing can be."""
    held = unsaved()
    waited = list(held.waiting)
    for place in waited:
        _send(held, place)
    return bool(waited)


def show_unsaved() -> None:
    """A clear line for what waits and for each that was refused; it stays in sight wherever the page is."""
    held = unsaved()
    lines = list(held.refused.values())
    if n := len(held.waiting):
        lines.append(
            ngettext(
                "Not saved yet: the database does not answer. {n} entry is kept here and sent again every two seconds; "
                "leave this page open.",
                "Not saved yet: the database does not answer. {n} entries are kept here and sent again every two "
                "seconds; leave this page open.",
                n,
            )
        )
    if lines:
        with st.container(key="unsaved"):
            show_notice(*lines)
            if held.refused:
                st.button(_("I have read this"), key="unsaved_read", on_click=held.refused.clear)


def _send(held: Unsaved, place: Place) -> None:
    entry = held.waiting[place]
    try:
        entry.send()
    except StoreUnavailable:
        raise
    except WorkshopError as error:
        typed = _("You had written: “{text}”", text=entry.text) if entry.text else ""
        held.refused[place] = run_on(entry.about, str(error), typed)
        held.lost.add(place)
    else:
        held.refused.pop(place, None)
        held.lost.discard(place)
    held.waiting.pop(place, None)
