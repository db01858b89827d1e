"""The ways in: links, codes, and a seat taken."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Column, Connection, func, select

from advisor.errors import NoSuchWorkshop, NotNow, WorkshopError
from advisor.schema.words import ROLES
from advisor.schema.workshop import LONGEST_NAME, LONGEST_TEXT, MOST_PEOPLE
from advisor.store import keys
from advisor.store.access import Access
from advisor.store.reading import GONE, has_expired, open_workshop
from advisor.store.tables import participant, screen_code, workshop
from advisor.store.versions import count_up
from advisor.workshop.plain_text import name_key, plain_line, plain_text

_SCREEN_SECONDS: Final = 600


def as_facilitator(connection: Connection, key: str, now: int) -> Access:
    """The facilitator's seat. Raises `NoSuchWorkshop`."""
    return Access("facilitator", _workshop_with(connection, workshop.c.facilitator_hash, key, now))


def as_guest(connection: Connection, key: str, now: int) -> Access:
    """The seat of one who holds the join link. Raises `NoSuchWorkshop`."""
    return Access("guest", _workshop_with(connection, workshop.c.join_hash, key, now))


def as_participant(connection: Connection, key: str, now: int) -> Access:
    """The seat of one who has joined. Raises `NoSuchWorkshop`."""
    given = keys.hash_of(key)
    query = select(participant.c.id, participant.c.workshop_id, participant.c.key_hash).where(
        participant.c.key_hash == given
    )
    row = connection.execute(query).first()
    if row is None or not keys.is_same(row.key_hash, given):
        raise NoSuchWorkshop(GONE)
    access = Access("participant", row.workshop_id, row.id)
    open_workshop(connection, access, now)
    return access


def by_code(connection: Connection, typed: str, now: int) -> Access | None:
    """The seat of one who typed the short code; None for a code that leads nowhere."""
    code = keys.read_code(typed)
    row = connection.execute(select(workshop).where(workshop.c.code == code)).mappings().first()
    if len(code) != keys.CODE_LENGTH or row is None or has_expired(row, now):
        return None
    return Access("guest", row["id"])


def by_screen_code(connection: Connection, typed: str, now: int) -> Access | None:
    """The screen that this code was made for, once; None for a code that leads nowhere."""
    given = keys.hash_of(keys.read_code(typed))
    query = screen_code.delete().where(screen_code.c.code_hash == given).returning(screen_code)
    row = connection.execute(query).mappings().first()
    if row is None or not 0 <= row["expires"] - now <= _SCREEN_SECONDS:
        return None
    access = Access("screen", row["workshop_id"])
    open_workshop(connection, access, now)
    return access


def offer_screen_code(connection: Connection, access: Access, now: int) -> str:
    """A code that opens one screen, within ten minutes."""
    code = keys.new_code(keys.SCREEN_CODE_LENGTH)
    connection.execute(screen_code.delete().where(screen_code.c.workshop_id == access.workshop))
    connection.execute(
        screen_code.insert().values(
            code_hash=keys.hash_of(code), workshop_id=access.workshop, expires=now + _SCREEN_SECONDS
        )
    )
    return code


def take_seat(
    connection: Connection, guest: Access, key: str, name: str, roles: Sequence[str], own_sentence: str, now: int
) -> Access:
    """A new participant, who returns by `key`; with a key that has joined already, that participant.

    Raises `WorkshopError` for a name that is missing, too long or taken, `NotNow` once the workshop is closed or full.
    """
    row = open_workshop(connection, guest, now, lock="alone")
    before = select(participant.c.id).where(
        participant.c.key_hash == keys.hash_of(key), participant.c.workshop_id == guest.workshop
    )
    if (again := connection.scalar(before)) is not None:
        return Access("participant", guest.workshop, again)
    if row["phase"] == "closed":
        raise NotNow("The workshop is closed, so nobody can join any more.")
    number = add_participant(
        connection,
        guest.workshop,
        named=row["named"],
        name=name,
        roles=roles,
        own_sentence=own_sentence,
        key_hash=keys.hash_of(key),
    )
    count_up(connection, guest.workshop)
    return Access("participant", guest.workshop, number)


def add_participant(
    connection: Connection,
    workshop_id: int,
    *,
    named: bool,
    name: str | None,
    roles: Sequence[str],
    own_sentence: str = "",
    **more: Any,
) -> int:
    """The id of a new participant. Raises `WorkshopError`."""
    here = select(func.count()).select_from(participant).where(participant.c.workshop_id == workshop_id)
    if (connection.scalar(here) or 0) >= MOST_PEOPLE:
        raise NotNow(f"The workshop is full: {MOST_PEOPLE} people have joined.")
    shown = plain_line(name or "", LONGEST_NAME, "name") if named else ""
    if named and not shown:
        raise WorkshopError("`name` is empty; write the name by which the others know you.")
    values = {
        "workshop_id": workshop_id,
        "name": shown or None,
        "name_key": name_key(shown) if shown else None,
        "roles": [role for role in ROLES if role in roles],
        "own_sentence": plain_text(own_sentence, LONGEST_TEXT, "your sentence") or None,
        **more,
    }
    taken = select(participant.c.id).where(
        participant.c.workshop_id == workshop_id, participant.c.name_key == values["name_key"]
    )
    if shown and connection.scalar(taken) is not None:
        raise WorkshopError(
            f"`{shown}` has joined already; if that is you, go back to your own link, else add a letter to your name."
        )
    numbers = set(connection.scalars(select(participant.c.number).where(participant.c.workshop_id == workshop_id)))
    number = next(n for n in iter(lambda: 1 + secrets.randbelow(10**6), None) if n not in numbers)
    new = participant.insert().values(id=keys.new_id(), number=number, **values).returning(participant.c.id)
    return int(connection.execute(new).scalar_one())


def _workshop_with(connection: Connection, column: Column[bytes], key: str, now: int) -> int:
    given = keys.hash_of(key)
    row = connection.execute(select(workshop).where(column == given)).mappings().first()
    if row is None or not keys.is_same(row[column.name], given) or has_expired(row, now):
        raise NoSuchWorkshop(GONE)
    return int(row["id"])
