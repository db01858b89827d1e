"""The store of workshops: the one door to all that is kept. Who holds which link decides what may be read and changed.

Every method is one transaction: it is kept as a whole or not at all, and where it may be made twice (an answer sent
again after the database was away) the second time changes nothing. All raise `StoreUnavailable` where the database
does not answer, and `NoSuchWorkshop` where the workshop is gone.
"""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy.engine import URL

from advisor.errors import NoSuchWorkshop, WorkshopError
from advisor.schema.questions import Question
from advisor.schema.workshop import AttachedEvidence, Brief, WorkshopView
from advisor.schema.workshop_sheets import SheetAnswers
from advisor.store import entering, facilitating, reading, retention, taking_part
from advisor.store.access import Access, Keys
from advisor.store.database import Database
from advisor.store.keys import join_key, new_key
from advisor.store.migrating import bring_up_to_date
from advisor.store.place import database_url
from advisor.store.tries import check_tries, count_try
from advisor.store.versions import version_of

DAYS: Final = "ADVISOR_WORKSHOP_DAYS"


class Workshops:
    """All workshops of one database."""

    def __init__(
        self, url: URL | None = None, *, days: int | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        """Opens the database, `database_url()` by default, and brings it up to date.

        `days`: after how many days a workshop made from now on expires; never by default. `clock`: seconds since 1970.
        """
        self.days, self._clock = days, clock
        self._database = Database(url or database_url())
        bring_up_to_date(self._database)
        self.delete_expired()

    @property
    def place(self) -> str:
        """Where workshops are kept, in words, without a password."""
        return self._database.place

    def close_connections(self) -> None:
        """All connections are given up."""
        self._database.close()

    # setting up and getting in

    def create(self, brief: Brief, *, previous: str | None = None) -> Keys:
        """A new workshop with its first round open; `previous`: the record of the one that it looks at again."""
        with self._database.writing() as connection:
            return facilitating.create(connection, brief, self._now, days=self.days, previous=previous)

    def as_facilitator(self, key: str) -> Access:
        """The seat behind a facilitator's link."""
        with self._database.reading() as connection:
            return entering.as_facilitator(connection, key, self._now)

    def as_guest(self, key: str) -> Access:
        """The seat behind a join link."""
        with self._database.reading() as connection:
            return entering.as_guest(connection, key, self._now)

    def as_participant(self, key: str) -> Access:
        """The seat behind a participant's own link."""
        with self._database.reading() as connection:
            return entering.as_participant(connection, key, self._now)

    def by_code(self, typed: str, place: str) -> Access:
        """The seat behind the short code; `place`: where the try comes from. Raises `TooManyTries`."""
        return self._tried(entering.by_code, typed, place)

    def by_screen_code(self, typed: str, place: str) -> Access:
        """The screen behind a screen code, which opens one screen. Raises `TooManyTries`."""
        return self._tried(entering.by_screen_code, typed, place)

    def screen_code(self, facilitator: Access) -> str:
        """A code for one screen, good for ten minutes."""
        with self._database.writing() as connection:
            facilitating.require_facilitator(connection, facilitator, self._now)
            return entering.offer_screen_code(connection, facilitator, self._now)

    def as_screen(self, facilitator: Access) -> Access:
        """The same workshop as a screen may see it."""
        with self._database.reading() as connection:
            reading.open_workshop(connection, facilitator, self._now)
        if facilitator.seat != "facilitator":
            raise WorkshopError("Only the facilitator can do this; open the facilitator's link.")
        return Access("screen", facilitator.workshop)

    def join(
        self, guest: Access, key: str, *, name: str = "", roles: Sequence[str] = (), own_sentence: str = ""
    ) -> Access:
        """The seat of a new participant, who comes back by `key`, made by `new_key()`; joined twice, the same seat."""
        with self._database.writing() as connection:
            return entering.take_seat(connection, guest, key, name, roles, own_sentence, self._now)

    # reading

    def version(self, access: Access) -> int:
        """A number that grows with every change others may have to see; it costs one row."""
        with self._database.glancing() as connection:
            return version_of(connection, access, self._now)

    def view(self, access: Access) -> WorkshopView:
        """All that this seat may see, at one moment."""
        with self._database.reading() as connection:
            return reading.read_view(connection, access, self._now)

    def evidence(self, access: Access) -> AttachedEvidence | None:
        """The eval results that are attached, once this seat may see them."""
        with self._database.reading() as connection:
            return reading.read_evidence(connection, access, self._now)

    # taking part

    def answer(self, access: Access, round: int, question: Question, option: str, reason: str = "") -> None:
        """This answer in the place of the one before. Raises `NotNow` after the reveal."""
        with self._database.writing() as connection:
            taking_part.answer(connection, access, round, question, option, reason, self._now)

    def take_back(self, access: Access, round: int, question: str) -> None:
        """No answer to this question in this round."""
        with self._database.writing() as connection:
            taking_part.take_back(connection, access, round, question, self._now)

    def finish(self, access: Access, round: int, is_finished: bool = True) -> None:
        """Says that one has answered all one can, or takes that back."""
        with self._database.writing() as connection:
            taking_part.finish(connection, access, round, is_finished, self._now)

    def dissent(self, access: Access, question: str, reason: str, *, by_name: bool) -> None:
        """Another view than the agreed answer, to be kept; an empty one is taken back."""
        with self._database.writing() as connection:
            taking_part.keep_dissent(connection, access, question, reason, by_name=by_name, now=self._now)

    # facilitating

    def reveal(self, access: Access, round: int) -> bool:
        """Shows everybody's answers of this round; False where it had been revealed already."""
        with self._database.writing() as connection:
            return facilitating.reveal(connection, access, round, self._now)

    def vote_again(self, access: Access, questions: Sequence[str]) -> int:
        """The number of a new round on these questions."""
        with self._database.writing() as connection:
            return facilitating.vote_again(connection, access, questions, self._now)

    def agree(self, access: Access, question: Question, option: str | None, note: str = "") -> None:
        """The answer that the team settled on; None takes it back, `unknown` leaves the question open."""
        with self._database.writing() as connection:
            facilitating.agree(connection, access, question, option, note, self._now)

    def assign(self, access: Access, question: str, owner: str, due: datetime.date | None) -> None:
        """Who finds out what nobody knew, until when; without a day it is taken back."""
        with self._database.writing() as connection:
            facilitating.assign(connection, access, question, owner, due, self._now)

    def attach(self, access: Access, content: AttachedEvidence | None) -> None:
        """Eval results in the place of those before; None takes them away."""
        with self._database.writing() as connection:
            facilitating.attach(connection, access, content, self._now)

    def take_in_sheets(self, access: Access, sheets: Sequence[SheetAnswers]) -> int:
        """How many people were added from paper sheets; all of them or none."""
        with self._database.writing() as connection:
            return facilitating.take_in_sheets(connection, access, sheets, self._now)

    def remove(self, access: Access, person: int) -> None:
        """Somebody who joined by mistake, before the first reveal of a named workshop."""
        with self._database.writing() as connection:
            facilitating.remove(connection, access, person, self._now)

    def close(self, access: Access, record: str, seen: int) -> None:
        """The decision is recorded, and nothing changes any more; `seen`: the version that it was written from."""
        with self._database.writing() as connection:
            facilitating.close(connection, access, record, seen, self._now)

    def delete(self, access: Access) -> None:
        """The workshop and all that was ever entered in it, for good."""
        with self._database.writing() as connection:
            retention.delete(connection, access, self._now)
        self._database.forget()

    def delete_expired(self) -> int:
        """How many workshops were deleted that expired at least a day ago."""
        with self._database.reading() as connection:
            if not retention.is_due(connection, self._now):
                return 0
        with self._database.writing() as connection:
            gone = retention.delete_expired(connection, self._now)
        if gone:
            self._database.forget()
        return gone

    @property
    def _now(self) -> int:
        return int(self._clock())

    def _tried(self, find: Callable[..., Access | None], typed: str, place: str) -> Access:
        with self._database.writing() as connection:
            check_tries(connection, place, self._now)
            found = find(connection, typed, self._now)
            if found is None:
                count_try(connection, place, self._now)
        if found is None:
            raise NoSuchWorkshop(reading.GONE)
        return found


def days_kept() -> int | None:
    """After how many days workshops expire, from `ADVISOR_WORKSHOP_DAYS`; None for never. Raises `WorkshopError`."""
    given = os.environ.get(DAYS, "").strip()
    if not given:
        return None
    if given.isdecimal() and 0 < int(given) <= 3650:
        return int(given)
    raise WorkshopError(f"`{DAYS}` is `{given}`; write a number of days from 1 to 3650, or leave it out to keep them.")


__all__ = ["DAYS", "Access", "Keys", "Workshops", "days_kept", "join_key", "new_key"]
