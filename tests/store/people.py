"""A workshop with a facilitator and some people, as tests set it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.api import RuleBook
from advisor.schema.workshop import Brief, StopRule
from advisor.store.access import Access, Keys
from advisor.store.workshops import Workshops, new_key

BOOK = RuleBook.load()
QUESTIONS = {question.id: question for question in BOOK.questions}
ASKED = ("task", "failure", "freshness")


class Clock:
    """Seconds since 1970, set by hand."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Room:
    """A workshop and the seats in it."""

    store: Workshops
    keys: Keys
    facilitator: Access
    guest: Access
    seats: list[Access]
    seat_keys: list[str]

    def answer(self, place: int, option: str, question: str = "freshness", round: int = 1, reason: str = "") -> None:
        self.store.answer(self.seats[place], round, QUESTIONS[question], option, reason)


def brief(**changes: object) -> Brief:
    return Brief.model_validate({"title": "Query assistant", "questions": ASKED, **changes})


def room(store: Workshops, names: Sequence[str] = ("Ana", "Ben", "Cem"), **changes: object) -> Room:
    """A workshop that these people have joined."""
    keys = store.create(brief(**changes))
    guest = store.as_guest(keys.join)
    seat_keys = [new_key() for _ in names]
    seats = [store.join(guest, key, name=name) for key, name in zip(seat_keys, names, strict=True)]
    return Room(store, keys, store.as_facilitator(keys.facilitator), guest, seats, seat_keys)


def stops_after(rounds: int) -> StopRule:
    return StopRule(most_rounds=rounds)
