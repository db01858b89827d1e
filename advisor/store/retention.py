"""Workshops deleted for good: by the facilitator, or some time after they have expired."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from advisor.store.access import Access
from advisor.store.facilitating import require_facilitator
from advisor.store.tables import workshop

_GRACE: Final = 86_400
"""Seconds from the first sight of an expired workshop to its end: a clock that jumps ahead and back deletes nothing."""


def delete(connection: Connection, access: Access, now: int) -> None:
    """The workshop and all that was ever entered in it."""
    require_facilitator(connection, access, now)
    connection.execute(workshop.delete().where(workshop.c.id == access.workshop))


def is_due(connection: Connection, now: int) -> bool:
    """Whether `delete_expired` has anything to do."""
    has_expired = workshop.c.expires.is_not(None) & (workshop.c.expires <= now)
    query = select(workshop.c.id).where(has_expired | workshop.c.expired_seen.is_not(None)).limit(1)
    return connection.execute(query).first() is not None


def delete_expired(connection: Connection, now: int) -> int:
    """How many workshops were deleted, having been seen expired for a day."""
    has_expired = workshop.c.expires.is_not(None) & (workshop.c.expires <= now)
    doomed = select(workshop.c.id).where(has_expired, workshop.c.expired_seen <= now - _GRACE)
    gone = list(connection.scalars(doomed))
    if gone:
        connection.execute(workshop.delete().where(workshop.c.id.in_(gone)))
    connection.execute(workshop.update().where(has_expired, workshop.c.expired_seen.is_(None)).values(expired_seen=now))
    early = workshop.c.expires.is_(None) | (workshop.c.expires > now)
    connection.execute(workshop.update().where(early, workshop.c.expired_seen.is_not(None)).values(expired_seen=None))
    return len(gone)
