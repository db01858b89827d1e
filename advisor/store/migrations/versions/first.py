"""Workshops, rounds, participants and what they answer, agree on and dissent from.

The tables are written out here and never read from `advisor/store/tables.py`: this step stays what it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "workshop",
        sa.Column("id", sa.Integer),
        sa.Column("facilitator_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("join_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("code", sa.String(8)),
        sa.Column("brief", sa.Text, nullable=False),
        sa.Column("named", sa.Boolean, nullable=False),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("expires", sa.BigInteger),
        sa.Column("previous", sa.Text),
        sa.Column("record", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_workshop"),
        sa.UniqueConstraint("facilitator_hash", name="uq_workshop_facilitator_hash"),
        sa.UniqueConstraint("join_hash", name="uq_workshop_join_hash"),
        sa.UniqueConstraint("code", name="uq_workshop_code"),
    )
    op.create_table(
        "round",
        sa.Column("workshop_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("questions", sa.JSON, nullable=False),
        sa.Column("revealed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "number", name="pk_round"),
        _to_workshop("round"),
    )
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer),
        sa.Column("workshop_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("key_hash", sa.LargeBinary(32)),
        sa.Column("name", sa.String(60)),
        sa.Column("name_key", sa.String(240)),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("own_sentence", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_participant"),
        sa.UniqueConstraint("key_hash", name="uq_participant_key_hash"),
        sa.UniqueConstraint("workshop_id", "number", name="uq_participant_workshop_id"),
        sa.UniqueConstraint("workshop_id", "name_key", name="uq_participant_name"),
        _to_workshop("participant"),
    )
    op.create_index("ix_participant_workshop_id", "participant", ["workshop_id"])
    op.create_table(
        "finished",
        sa.Column("participant_id", sa.Integer, nullable=False),
        sa.Column("round", sa.Integer, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("participant_id", "round", name="pk_finished"),
        _to_participant("finished"),
    )
    op.create_table(
        "ballot",
        sa.Column("participant_id", sa.Integer, nullable=False),
        sa.Column("round", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("option", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("workshop_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("participant_id", "round", "question", name="pk_ballot"),
        _to_participant("ballot"),
        _to_workshop("ballot"),
    )
    op.create_index("ix_ballot_workshop_id", "ballot", ["workshop_id"])
    op.create_table(
        "agreed",
        sa.Column("workshop_id", sa.Integer, nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("option", sa.String(40), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "question", name="pk_agreed"),
        _to_workshop("agreed"),
    )
    op.create_table(
        "dissent",
        sa.Column("participant_id", sa.Integer, nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by_name", sa.Boolean, nullable=False),
        sa.Column("workshop_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("participant_id", "question", name="pk_dissent"),
        _to_participant("dissent"),
        _to_workshop("dissent"),
    )
    op.create_index("ix_dissent_workshop_id", "dissent", ["workshop_id"])
    op.create_table(
        "homework",
        sa.Column("workshop_id", sa.Integer, nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("owner", sa.String(60), nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "question", name="pk_homework"),
        _to_workshop("homework"),
    )
    op.create_table(
        "evidence",
        sa.Column("workshop_id", sa.Integer, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", name="pk_evidence"),
        _to_workshop("evidence"),
    )
    op.create_table(
        "tries",
        sa.Column("place", sa.String(80), nullable=False),
        sa.Column("span", sa.BigInteger, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_tries"),
    )


def _to_workshop(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_workshop_id"
    return sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=name, ondelete="CASCADE")


def _to_participant(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_participant_id"
    return sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=name, ondelete="CASCADE")
