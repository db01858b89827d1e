"""What a participant does: answer, say that it is finished, dissent. Each touches that participant's own rows only."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from advisor.errors import NotNow, WorkshopError
from advisor.schema.questions import Question
from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import LONGEST_TEXT
from advisor.store.access import Access
from advisor.store.reading import CLOSED, open_workshop
from advisor.store.tables import agreed, ballot, dissent, finished, round_table
from advisor.store.versions import count_up
from advisor.workshop.plain_text import plain_text

_PAST = "Round {round} is over, so this answer was not taken; what you answered before stands."


def answer(
    connection: Connection, access: Access, number: int, question: Question, option: str, reason: str, now: int
) -> None:
    """This answer in the place of the one before, in the open round; one that is stored already is not stored again.

    Raises `NotNow` where round `number` is no longer open or does not ask this, `WorkshopError`.
    """
    person = _participant(access)
    if option != UNKNOWN and option not in {each.id for each in question.options}:
        raise WorkshopError(f"`{option}` is no option of `{question.id}`; choose one of those shown.")
    text = plain_text(reason, LONGEST_TEXT, "reason")
    own = (ballot.c.participant_id == person) & (ballot.c.round == number) & (ballot.c.question == question.id)
    stored = connection.execute(select(ballot.c.option, ballot.c.reason).where(own)).first()
    if stored == (option, text):  # a browser may send what it sent before once more, when the round is over
        return
    if question.id not in _require_open(connection, access, number, now):
        raise NotNow(f"`{question.id}` is not asked in round {number}.")
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    row = insert(ballot).values(
        participant_id=person,
        round=number,
        question=question.id,
        option=option,
        reason=text,
        workshop_id=access.workshop,
    )
    connection.execute(
        row.on_conflict_do_update(
            index_elements=[ballot.c.participant_id, ballot.c.round, ballot.c.question],
            set_={"option": row.excluded.option, "reason": row.excluded.reason},
        )
    )


def take_back(connection: Connection, access: Access, number: int, question: str, now: int) -> None:
    """No answer to this question in the open round."""
    person = _participant(access)
    _require_open(connection, access, number, now)
    connection.execute(
        ballot.delete().where(
            ballot.c.participant_id == person, ballot.c.round == number, ballot.c.question == question
        )
    )


def finish(connection: Connection, access: Access, number: int, is_finished: bool, now: int) -> None:
    """Says that one has answered all one can, or takes that back. Raises `NotNow`."""
    person = _participant(access)
    _require_open(connection, access, number, now, lock="alone")
    own = (finished.c.participant_id == person) & (finished.c.round == number)
    was_finished = connection.execute(select(finished).where(own)).first() is not None
    if is_finished == was_finished:
        return
    connection.execute(
        finished.insert().values(participant_id=person, round=number) if is_finished else finished.delete().where(own)
    )
    count_up(connection, access.workshop)


def keep_dissent(
    connection: Connection, access: Access, question: str, reason: str, *, by_name: bool, now: int
) -> None:
    """Another view than the agreed answer, to be kept; without a reason it is taken back.

    Raises `NotNow` where nothing was agreed on this question, or the workshop is closed.
    """
    person = _participant(access)
    row = open_workshop(connection, access, now, lock="alone")
    if row["phase"] == "closed":
        raise NotNow(CLOSED)
    is_agreed = select(agreed.c.question).where(agreed.c.workshop_id == access.workshop, agreed.c.question == question)
    if connection.scalar(is_agreed) is None:
        raise NotNow("There is no agreed answer to this question yet, so there is nothing to dissent from.")
    text = plain_text(reason, LONGEST_TEXT, "your view")
    own = (dissent.c.participant_id == person) & (dissent.c.question == question)
    connection.execute(dissent.delete().where(own))
    if text:
        connection.execute(
            dissent.insert().values(
                participant_id=person,
                question=question,
                reason=text,
                by_name=by_name and row["named"],
                workshop_id=access.workshop,
            )
        )
    count_up(connection, access.workshop)


def _participant(access: Access) -> int:
    if access.seat != "participant" or access.participant is None:
        raise WorkshopError("Only who has joined can do this; open your own link.")
    return access.participant


def _require_open(connection: Connection, access: Access, number: int, now: int, lock: str = "share") -> Sequence[str]:
    """What the round asks; it stays open until the end of the transaction, so no answer comes in after the reveal."""
    row = open_workshop(connection, access, now, lock=lock)
    if row["phase"] == "closed":
        raise NotNow(CLOSED)
    asked: Sequence[str] | None = connection.scalar(
        select(round_table.c.questions).where(
            round_table.c.workshop_id == access.workshop, round_table.c.number == number, ~round_table.c.revealed
        )
    )
    if row["phase"] != "answering" or asked is None:
        raise NotNow(_PAST.format(round=number))
    return asked
