"""The tables. Times are whole seconds since 1970 in UTC; nothing is ordered by them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from advisor.schema.workshop import LONGEST_NAME

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _workshop_id(*, primary_key: bool = False, index: bool = False) -> Column[int]:
    key = ForeignKey("workshop.id", ondelete="CASCADE")
    return Column("workshop_id", Integer, key, nullable=False, primary_key=primary_key, index=index)


def _participant_id() -> Column[int]:
    key = ForeignKey("participant.id", ondelete="CASCADE")
    return Column("participant_id", Integer, key, nullable=False, primary_key=True)


workshop = Table(
    "workshop",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("facilitator_hash", LargeBinary(32), nullable=False, unique=True),
    Column("join_hash", LargeBinary(32), nullable=False, unique=True),
    Column("code", String(8), unique=True),
    Column("brief", Text, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("phase", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger),
    Column("expired_seen", BigInteger),
    Column("previous", Text),
    Column("record", Text),
)
"""`version` grows with every change that others may have to see; `expired_seen`: when it was first found expired."""

round_table = Table(
    "round",
    METADATA,
    _workshop_id(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("questions", JSON, nullable=False),
    Column("revealed", Boolean, nullable=False),
)

participant = Table(
    "participant",
    METADATA,
    Column("id", Integer, primary_key=True),
    _workshop_id(index=True),
    Column("number", Integer, nullable=False),
    Column("key_hash", LargeBinary(32), unique=True),
    Column("name", String(LONGEST_NAME)),
    Column("name_key", String(4 * LONGEST_NAME)),
    Column("roles", JSON, nullable=False),
    Column("own_sentence", Text),
    Column("sheet", String(64)),
    UniqueConstraint("workshop_id", "number"),
    UniqueConstraint("workshop_id", "name_key", name="uq_participant_name"),
)
"""`name_key`: the name as it is compared; `key_hash` is empty and `sheet` a digest for answers from a paper sheet."""

finished = Table(
    "finished",
    METADATA,
    _participant_id(),
    Column("round", Integer, primary_key=True, autoincrement=False),
)

ballot = Table(
    "ballot",
    METADATA,
    _participant_id(),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("question", String(40), primary_key=True),
    Column("option", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    _workshop_id(index=True),
)

agreed = Table(
    "agreed",
    METADATA,
    _workshop_id(primary_key=True),
    Column("question", String(40), primary_key=True),
    Column("option", String(40), nullable=False),
    Column("note", Text, nullable=False),
    Column("round", Integer, nullable=False),
)

dissent = Table(
    "dissent",
    METADATA,
    _participant_id(),
    Column("question", String(40), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("by_name", Boolean, nullable=False),
    _workshop_id(index=True),
)

homework = Table(
    "homework",
    METADATA,
    _workshop_id(primary_key=True),
    Column("question", String(40), primary_key=True),
    Column("owner", String(LONGEST_NAME), nullable=False),
    Column("due", Date, nullable=False),
)

evidence = Table(
    "evidence",
    METADATA,
    _workshop_id(primary_key=True),
    Column("content", Text, nullable=False),
)

screen_code = Table(
    "screen_code",
    METADATA,
    Column("code_hash", LargeBinary(32), primary_key=True),
    _workshop_id(index=True),
    Column("expires", BigInteger, nullable=False),
)

tries = Table(
    "tries",
    METADATA,
    Column("place", String(80), primary_key=True),
    Column("span", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
)
"""Wrong codes, counted by place and by span of time."""
