"""Codes that open a screen; answers from paper sheets; expired workshops deleted after a day's grace."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "screen_code",
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("workshop_id", sa.Integer, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name="pk_screen_code"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name="fk_screen_code_workshop_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_screen_code_workshop_id", "screen_code", ["workshop_id"])
    op.add_column("participant", sa.Column("sheet", sa.String(64)))
    op.add_column("workshop", sa.Column("expired_seen", sa.BigInteger))
