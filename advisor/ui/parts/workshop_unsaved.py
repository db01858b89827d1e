"""Answers that the database could not take yet: kept in the session, sent again until they are in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import streamlit as st

from advisor.errors import StoreUnavailable, WorkshopError
from advisor.schema.questions import Question
from advisor.store.access import Access
from advisor.ui.parts.markup import show_notice
from advisor.ui.parts.workshop_store import workshops


class Given(NamedTuple):
    """One answer as it was given; no option takes it back."""

    round: int
    question: Question
    option: str | None
    reason: str


@dataclass
class Unsaved:
    """What waits, by question; and what came too late or cannot be taken, in sentences."""

    waiting: dict[str, Given] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def unsaved() -> Unsaved:
    """What this tab has not been able to save."""
    if "workshop unsaved" not in st.session_state:
        st.session_state["workshop unsaved"] = Unsaved()
    found: Unsaved = st.session_state["workshop unsaved"]
    return found


def save(access: Access, given: Given) -> None:
    """The answer is stored, or kept to be sent again."""
    held = unsaved()
    held.waiting[given.question.id] = given
    _send(access, held, given)


def send_again(access: Access) -> bool:
    """Whether something was saved that had been waiting."""
    held = unsaved()
    before = len(held.waiting)
    for given in list(held.waiting.values()):
        _send(access, held, given)
    return len(held.waiting) < before


def show_unsaved() -> None:
    """A clear line for each that waits or was refused."""
    held = unsaved()
    if held.waiting:
        n = len(held.waiting)
        show_notice(
            f"The database does not answer: {n} {'answer is' if n == 1 else 'answers are'} not saved yet. What you "
            "entered is kept here and sent again every two seconds; leave this page open."
        )
    if held.refused:
        show_notice(*held.refused)


def _send(access: Access, held: Unsaved, given: Given) -> None:
    question = given.question
    try:
        if given.option is None:
            workshops().take_back(access, given.round, question.id)
        else:
            workshops().answer(access, given.round, question, given.option, given.reason)
    except StoreUnavailable:
        return
    except WorkshopError as error:
        typed = f" You had written: “{given.reason}”" if given.reason else ""
        held.refused = [*held.refused[-2:], f"{question.ask} {error}{typed}"]
    else:
        held.refused = [each for each in held.refused if not each.startswith(question.ask)]
    held.waiting.pop(question.id, None)
