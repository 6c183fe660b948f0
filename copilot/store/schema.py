"""The tables; their columns are named as the fields of the values in `copilot.store.values`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect


class UtcDateTime(TypeDecorator[datetime]):
    """A time that comes back in UTC from databases that forget time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The time in UTC; `copilot.store.rows` stores nothing else."""
        del dialect
        if value is None or value.tzinfo is None:
            return value and value.replace(tzinfo=UTC)
        return value.astimezone(UTC)


metadata: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _arrival() -> Column[int]:
    """A number that grows with each row, so that rows can be read in the order in which they came."""
    return Column("arrival", Integer, primary_key=True, autoincrement=True)


def _part_of(column: str, *, nullable: bool = False, index: bool = False) -> Column[str]:
    """A reference that takes the row along when what it belongs to is deleted."""
    owner = ForeignKey(f"{column.removesuffix('_id')}.id", ondelete="CASCADE")
    return Column(column, String, owner, nullable=nullable, index=index)


def _customer_ref() -> Column[str]:
    """Whose the row is: a keyed hash of the console's id of the customer, never the id."""
    return Column("customer_ref", String, index=True)


conversation: Final = Table(
    "conversation",
    metadata,
    Column("id", String, primary_key=True),
    Column("channel", String, nullable=False),
    Column("brand", String, nullable=False),
    Column("customer", JSON(none_as_null=True)),
    Column("opened_at", UtcDateTime, nullable=False, index=True),
    Column("closed_at", UtcDateTime, index=True),
    Column("outcome", String),
    Column("csat", Integer, CheckConstraint("csat BETWEEN 1 AND 5", name="csat")),
    Column("nps", Integer, CheckConstraint("nps BETWEEN 0 AND 10", name="nps")),
    _customer_ref(),
    Column("asked_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("waiting_since", UtcDateTime),
    Column("assigned_to", String, index=True),
    Column("standing", JSON(none_as_null=True)),
)

message: Final = Table(
    "message",
    metadata,
    _arrival(),
    _part_of("conversation_id"),
    Column("id", String, nullable=False),
    Column("author", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("stored_at", UtcDateTime, index=True),  # by our clock; `sent_at` is what the console says
    UniqueConstraint("conversation_id", "id"),
)

suggestion: Final = Table(
    "suggestion",
    metadata,
    Column("id", String, primary_key=True),
    _part_of("conversation_id", nullable=True, index=True),
    Column("answers_message_id", String),
    Column("created_at", UtcDateTime, nullable=False, index=True),
    Column("verdict", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("tier", String, nullable=False),
    Column("language", String, nullable=False),
    Column("settings_fingerprint", String, nullable=False),
    Column("snapshot_id", String, nullable=False),
    Column("total_ms", Float, nullable=False),
    Column("body", LargeBinary, nullable=False),
    _customer_ref(),
    Column("situation", LargeBinary),  # vectors of redacted text, from which a pick is learnt
)

feedback: Final = Table(
    "feedback",
    metadata,
    _arrival(),
    Column("id", String, nullable=False, unique=True),
    _part_of("suggestion_id", index=True),
    Column("type", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("draft_id", String),
    Column("canned_id", String),
    Column("passage_id", String),
    Column("sent_text", Text),
    Column("reason", Text),
    Column("edit_distance", Integer),
)

canned_reply: Final = Table(
    "canned_reply",
    metadata,
    Column("id", String, primary_key=True),
    Column("revision", Integer, nullable=False, index=True),
    Column("reply", JSON(none_as_null=True)),
)

api_key: Final = Table(
    "api_key",
    metadata,
    _arrival(),
    Column("id", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("secret_sha256", String, nullable=False, unique=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)

secret: Final = Table(
    "secret",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
