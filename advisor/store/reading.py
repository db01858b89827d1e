"""What a seat may see of a workshop. Others' answers are read here and nowhere else, and only of revealed rounds."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, func, select

from advisor.errors import NoSuchWorkshop
from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import (
    Agreed,
    AttachedEvidence,
    Ballot,
    Brief,
    Dissent,
    Homework,
    Person,
    Round,
    WorkshopView,
)
from advisor.store.access import Access
from advisor.store.tables import (
    agreed,
    ballot,
    dissent,
    evidence,
    finished,
    homework,
    participant,
    round_table,
    workshop,
)

GONE = (
    "This link or code leads nowhere: it was mistyped, or the workshop has expired or was deleted. Ask the facilitator."
)

CLOSED = "The workshop is closed, so nothing can be changed any more."


def read_view(connection: Connection, access: Access, now: int) -> WorkshopView:
    """All that this seat may see, at one moment. Raises `NoSuchWorkshop`."""
    row = open_workshop(connection, access, now)
    rounds = _rounds(connection, access)
    is_revealed = any(each.revealed for each in rounds)
    leads = access.seat == "facilitator"
    people = _people(connection, access) if row["named"] and (leads or is_revealed) else ()
    done = _finished(connection, access, rounds[-1].number)
    me = _me(connection, access)
    has_joined = access.seat != "guest"
    ballots = _ballots(connection, access) if has_joined else ()
    return WorkshopView(
        version=row["version"],
        seat=access.seat,
        brief=Brief.model_validate_json(row["brief"]),
        phase=row["phase"],
        rounds=rounds,
        joined=_count(connection, participant, access),
        finished=len(done),
        people=people if has_joined else (),
        finished_people=tuple(sorted(done.values())) if leads and row["named"] else (),
        me=me,
        own=_own(connection, access),
        i_have_finished=access.participant in done,
        ballots=ballots,
        sentences=_sentences(connection, access) if has_joined and is_revealed else (),
        agreed=_agreed(connection, access) if has_joined else (),
        dissents=_dissents(connection, access, ballots, named=row["named"]) if has_joined else (),
        homework=_homework(connection, access) if has_joined else (),
        has_evidence=has_joined and (leads or is_revealed) and _count(connection, evidence, access) > 0,
        code=row["code"] if access.seat in ("facilitator", "screen") else None,
        record=row["record"] if has_joined else None,
        previous=row["previous"] if has_joined else None,
        created=_moment(row["created"]),
        expires=_moment(row["expires"]) if row["expires"] is not None else None,
    )


def read_evidence(connection: Connection, access: Access, now: int) -> AttachedEvidence | None:
    """The eval results, for the facilitator at once, for everybody else once a round is revealed."""
    open_workshop(connection, access, now)
    if access.seat == "guest":
        return None
    is_revealed = any(each.revealed for each in _rounds(connection, access))
    if access.seat != "facilitator" and not is_revealed:
        return None
    content = connection.scalar(select(evidence.c.content).where(evidence.c.workshop_id == access.workshop))
    return AttachedEvidence.model_validate_json(content) if content is not None else None


def open_workshop(connection: Connection, access: Access, now: int, *, lock: str | None = None) -> RowMapping:
    """The row of the workshop, where it and the holder's seat are still there.

    `lock`: `share` keeps its phase as it is until the end of the transaction, `alone` keeps every other writer out.
    """
    query: Select[Any] = select(workshop).where(workshop.c.id == access.workshop)
    if lock:
        query = query.with_for_update(read=lock == "share")
    row = connection.execute(query).mappings().first()
    if row is None or has_expired(row, now):
        raise NoSuchWorkshop(GONE)
    if access.participant is not None:
        seat = select(participant.c.id).where(
            participant.c.id == access.participant, participant.c.workshop_id == access.workshop
        )
        if connection.execute(seat).first() is None:
            raise NoSuchWorkshop(GONE)
    return row


def has_expired(row: RowMapping, now: int) -> bool:
    """Whether nobody may open this workshop any more."""
    return row["expires"] is not None and now >= row["expires"]


def _rounds(connection: Connection, access: Access) -> tuple[Round, ...]:
    query = select(round_table).where(round_table.c.workshop_id == access.workshop).order_by(round_table.c.number)
    return tuple(
        Round(number=row["number"], questions=tuple(row["questions"]), revealed=row["revealed"])
        for row in connection.execute(query).mappings()
    )


def _ballots(connection: Connection, access: Access) -> tuple[Ballot, ...]:
    """Everybody's answers. The join with the round is what hides those that have not been revealed."""
    query = (
        select(participant.c.number, ballot.c.round, ballot.c.question, ballot.c.option, ballot.c.reason)
        .join(participant, participant.c.id == ballot.c.participant_id)
        .join(
            round_table,
            and_(round_table.c.workshop_id == ballot.c.workshop_id, round_table.c.number == ballot.c.round),
        )
        .where(ballot.c.workshop_id == access.workshop, round_table.c.revealed)
        .order_by(ballot.c.round, participant.c.number, ballot.c.question)
    )
    return tuple(_ballot(row) for row in connection.execute(query).mappings())


def _own(connection: Connection, access: Access) -> tuple[Ballot, ...]:
    if access.participant is None:
        return ()
    query = (
        select(participant.c.number, ballot.c.round, ballot.c.question, ballot.c.option, ballot.c.reason)
        .join(participant, participant.c.id == ballot.c.participant_id)
        .where(ballot.c.participant_id == access.participant, ballot.c.workshop_id == access.workshop)
        .order_by(ballot.c.round, ballot.c.question)
    )
    return tuple(_ballot(row) for row in connection.execute(query).mappings())


def _ballot(row: RowMapping) -> Ballot:
    return Ballot(
        person=row["number"], round=row["round"], question=row["question"], option=row["option"], reason=row["reason"]
    )


def _people(connection: Connection, access: Access) -> tuple[Person, ...]:
    query = select(participant).where(participant.c.workshop_id == access.workshop).order_by(participant.c.name_key)
    return tuple(_person(row, with_sentence=False) for row in connection.execute(query).mappings())


def _me(connection: Connection, access: Access) -> Person | None:
    if access.participant is None:
        return None
    query = select(participant).where(participant.c.id == access.participant)
    return _person(connection.execute(query).mappings().one(), with_sentence=True)


def _person(row: RowMapping, *, with_sentence: bool) -> Person:
    return Person(
        number=row["number"],
        name=row["name"],
        roles=tuple(row["roles"]),
        own_sentence=row["own_sentence"] if with_sentence else None,
    )


def _sentences(connection: Connection, access: Access) -> tuple[str, ...]:
    query = (
        select(participant.c.own_sentence)
        .where(participant.c.workshop_id == access.workshop, participant.c.own_sentence.is_not(None))
        .order_by(participant.c.own_sentence)
    )
    return tuple(connection.scalars(query))


def _finished(connection: Connection, access: Access, number: int) -> dict[int, int]:
    """Participants who have finished this round: id -> number."""
    query = (
        select(participant.c.id, participant.c.number)
        .join(finished, finished.c.participant_id == participant.c.id)
        .where(participant.c.workshop_id == access.workshop, finished.c.round == number)
    )
    return {row.id: row.number for row in connection.execute(query)}


def _agreed(connection: Connection, access: Access) -> tuple[Agreed, ...]:
    query = select(agreed.c.question, agreed.c.option, agreed.c.note, agreed.c.round).where(
        agreed.c.workshop_id == access.workshop
    )
    return tuple(Agreed(**row) for row in connection.execute(query.order_by(agreed.c.question)).mappings())


def _dissents(
    connection: Connection, access: Access, ballots: tuple[Ballot, ...], *, named: bool
) -> tuple[Dissent, ...]:
    """Each with the latest revealed answer of who dissents; without a name where none is to be kept.

    Where others' answers stand beside their names, an answer would tell who dissents without one: then it is left out.
    """
    query = (
        select(participant.c.id, participant.c.number, dissent.c.question, dissent.c.reason, dissent.c.by_name)
        .join(participant, participant.c.id == dissent.c.participant_id)
        .where(dissent.c.workshop_id == access.workshop)
        .order_by(dissent.c.question, dissent.c.reason)
    )
    answers = {(each.person, each.question): each.option for each in ballots}  # in the order of rounds: the latest
    return tuple(
        Dissent(
            question=row["question"],
            option=answers.get((row["number"], row["question"]), UNKNOWN) if row["by_name"] or not named else UNKNOWN,
            reason=row["reason"],
            person=row["number"] if named and row["by_name"] else None,
        )
        for row in connection.execute(query).mappings()
    )


def _homework(connection: Connection, access: Access) -> tuple[Homework, ...]:
    query = select(homework.c.question, homework.c.owner, homework.c.due).where(
        homework.c.workshop_id == access.workshop
    )
    return tuple(Homework(**row) for row in connection.execute(query.order_by(homework.c.due)).mappings())


def _count(connection: Connection, table: Any, access: Access) -> int:
    query = select(func.count()).select_from(table).where(table.c.workshop_id == access.workshop)
    return connection.scalar(query) or 0


def _moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
