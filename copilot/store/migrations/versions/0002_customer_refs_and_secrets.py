"""Whose a conversation or suggestion is, when a message was stored, and the key behind the references."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what `purge` and `forget` need; rows that are there already keep no reference."""
    for table in ("conversation", "suggestion"):
        op.add_column(table, sa.Column("customer_ref", sa.String))
        op.create_index(f"ix_{table}_customer_ref", table, ["customer_ref"])
    op.add_column("message", sa.Column("stored_at", sa.DateTime(timezone=True)))
    op.create_table(
        "secret",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secret"),
    )
