"""Wrong codes counted, so that nobody can try them all."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, case, select
from sqlalchemy.dialects import postgresql, sqlite

from advisor.errors import TooManyTries
from advisor.store.tables import tries

SPAN: Final = 300
"""Seconds."""
MOST_FROM_ONE_PLACE: Final = 20
MOST_IN_ALL: Final = 200
"""With some 30 bits a code, 200 tries in 5 minutes find one of 100 open workshops after 77 days on average."""

_ALL: Final = "all"


def check_tries(connection: Connection, place: str, now: int) -> None:
    """Nothing, or `TooManyTries` where wrong codes were typed too often, from this place or in all."""
    span = now // SPAN
    for name, most in ((_named(place), MOST_FROM_ONE_PLACE), (_ALL, MOST_IN_ALL)):
        query = select(tries.c.count).where(tries.c.place == name, tries.c.span == span)
        if (connection.scalar(query) or 0) >= most:
            raise TooManyTries(
                f"Too many wrong codes were typed; wait {SPAN // 60} minutes, or use the link or the QR picture."
            )


def count_try(connection: Connection, place: str, now: int) -> None:
    """One more wrong code."""
    span = now // SPAN
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    for name in (_named(place), _ALL):
        row = insert(tries).values(place=name, span=span, count=1)
        more = case((tries.c.span == row.excluded.span, tries.c.count + 1), else_=1)
        connection.execute(
            row.on_conflict_do_update(index_elements=[tries.c.place], set_={"count": more, "span": row.excluded.span})
        )
    connection.execute(tries.delete().where(tries.c.span < span - 1))


def _named(place: str) -> str:
    return f"from {place}"[:80]
