"""The situations that picks are learnt from, and the canned replies that were written or deleted over the API."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add them; from suggestions that are there already nothing is learnt."""
    op.add_column("suggestion", sa.Column("situation", sa.LargeBinary))
    op.create_table(
        "canned_reply",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("reply", sa.JSON),
        sa.PrimaryKeyConstraint("id", name="pk_canned_reply"),
    )
    op.create_index("ix_canned_reply_revision", "canned_reply", ["revision"])
