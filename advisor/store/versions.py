"""The number by which everybody notices that something changed."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, bindparam, select

from advisor.errors import NoSuchWorkshop
from advisor.store.access import Access
from advisor.store.reading import GONE
from advisor.store.tables import workshop

_VERSION: Final = select(workshop.c.version, workshop.c.expires).where(workshop.c.id == bindparam("workshop"))


def count_up(connection: Connection, workshop_id: int) -> None:
    """One more change that others may have to see."""
    connection.execute(workshop.update().where(workshop.c.id == workshop_id).values(version=workshop.c.version + 1))


def version_of(connection: Connection, access: Access, now: int) -> int:
    """The number alone: one row by its key. Raises `NoSuchWorkshop`."""
    row = connection.execute(_VERSION, {"workshop": access.workshop}).first()
    if row is None or (row.expires is not None and now >= row.expires):
        raise NoSuchWorkshop(GONE)
    return int(row.version)
