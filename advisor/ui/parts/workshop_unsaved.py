"""What the database could not take yet: kept in the session, sent again until it is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import streamlit as st

from advisor.errors import StoreUnavailable, WorkshopError
from advisor.ui.parts.markup import show_notice


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
    """What waits, each place of the page once, and what came too late or cannot be taken, in sentences."""

    waiting: dict[str, Entry] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    """Places whose last entry was refused, whether or not the sentence was read."""

    def mark(self, place: str) -> str:
        """How it stands with what was entered here, in a word or two."""
        return "Not saved yet" if place in self.waiting else "Not taken" if place in self.lost else "Saved"


def unsaved() -> Unsaved:
    """What this tab has not been able to save."""
    if "workshop unsaved" not in st.session_state:
        st.session_state["workshop unsaved"] = Unsaved()
    found: Unsaved = st.session_state["workshop unsaved"]
    return found


def save(place: str, entry: Entry) -> None:
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
            f"Not saved yet: the database does not answer. {n} {'entry is' if n == 1 else 'entries are'} kept here and "
            "sent again every two seconds; leave this page open."
        )
    if lines:
        with st.container(key="unsaved"):
            show_notice(*lines)
            if held.refused:
                st.button("I have read this", key="unsaved_read", on_click=held.refused.clear)


def _send(held: Unsaved, place: str) -> None:
    entry = held.waiting[place]
    try:
        entry.send()
    except StoreUnavailable:
        raise
    except WorkshopError as error:
        typed = f" You had written: “{entry.text}”" if entry.text else ""
        held.refused[place] = f"{entry.about} {error}{typed}"
        held.lost.add(place)
    else:
        held.refused.pop(place, None)
        held.lost.discard(place)
    held.waiting.pop(place, None)
