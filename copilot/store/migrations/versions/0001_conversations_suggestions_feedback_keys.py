"""Conversations, messages, suggestions, feedback and API keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the first tables."""
    _conversations()
    _messages()
    _suggestions()
    _feedback()
    _api_keys()


def _conversations() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("brand", sa.String, nullable=False),
        sa.Column("customer", sa.JSON),
        sa.Column("opened_at", _TIME, nullable=False),
        sa.Column("closed_at", _TIME),
        sa.Column("outcome", sa.String),
        sa.Column("csat", sa.Integer),
        sa.Column("nps", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
        sa.CheckConstraint("csat BETWEEN 1 AND 5", name=op.f("ck_conversation_csat")),
        sa.CheckConstraint("nps BETWEEN 0 AND 10", name=op.f("ck_conversation_nps")),
    )
    op.create_index("ix_conversation_opened_at", "conversation", ["opened_at"])


def _messages() -> None:
    op.create_table(
        "message",
        sa.Column("arrival", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("conversation_id", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("sent_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("arrival", name="pk_message"),
        sa.UniqueConstraint("conversation_id", "id", name="uq_message_conversation_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_message_conversation_id", ondelete="CASCADE"
        ),
    )


def _suggestions() -> None:
    op.create_table(
        "suggestion",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("conversation_id", sa.String),
        sa.Column("answers_message_id", sa.String),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("tier", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("settings_fingerprint", sa.String, nullable=False),
        sa.Column("snapshot_id", sa.String, nullable=False),
        sa.Column("total_ms", sa.Float, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_suggestion_conversation_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_suggestion_conversation_id", "suggestion", ["conversation_id"])
    op.create_index("ix_suggestion_created_at", "suggestion", ["created_at"])


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("arrival", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("suggestion_id", sa.String, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("draft_id", sa.String),
        sa.Column("canned_id", sa.String),
        sa.Column("passage_id", sa.String),
        sa.Column("sent_text", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("edit_distance", sa.Integer),
        sa.PrimaryKeyConstraint("arrival", name="pk_feedback"),
        sa.UniqueConstraint("id", name="uq_feedback_id"),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.id"], name="fk_feedback_suggestion_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_feedback_suggestion_id", "feedback", ["suggestion_id"])


def _api_keys() -> None:
    op.create_table(
        "api_key",
        sa.Column("arrival", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("secret_sha256", sa.String, nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("revoked_at", _TIME),
        sa.PrimaryKeyConstraint("arrival", name="pk_api_key"),
        sa.UniqueConstraint("id", name="uq_api_key_id"),
        sa.UniqueConstraint("secret_sha256", name="uq_api_key_secret_sha256"),
    )
