"""Who waits, since when, with whom, and how it stands: what the queue is made of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns; conversations that are there already wait for nobody until their next message."""
    for name in ("asked_at", "answered_at", "waiting_since"):
        op.add_column("conversation", sa.Column(name, _TIME))
    op.add_column("conversation", sa.Column("assigned_to", sa.String))
    op.add_column("conversation", sa.Column("standing", sa.JSON))
    op.create_index("ix_conversation_assigned_to", "conversation", ["assigned_to"])
    op.create_index("ix_conversation_closed_at", "conversation", ["closed_at"])
    op.create_index("ix_message_stored_at", "message", ["stored_at"])
