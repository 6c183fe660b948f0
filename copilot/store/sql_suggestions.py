"""Suggestions and the feedback to them over one SQL connection; `copilot.store.port` says what each call means."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, exists, or_, select

from copilot.errors import Conflict, NotFound
from copilot.store.insertion import insert_once, new
from copilot.store.rows import Reseal, from_row, to_row
from copilot.store.schema import conversation, feedback, suggestion
from copilot.store.sql_conversations import get_conversation
from copilot.store.values import Feedback, SuggestionRecord

_CONVERSATION_EXISTS: Final = or_(
    new(suggestion, "conversation_id").is_(None),
    exists().where(conversation.c.id == new(suggestion, "conversation_id")),
)
_SUGGESTION_EXISTS: Final = exists().where(suggestion.c.id == new(feedback, "suggestion_id"))


def record_suggestion(connection: Connection, reseal: Reseal, record: SuggestionRecord) -> None:
    """Keep a suggestion."""
    is_new = insert_once(connection, suggestion, to_row(record), only_if=_CONVERSATION_EXISTS)
    if not is_new and record.conversation_id is not None:
        get_conversation(connection, reseal, record.conversation_id)


def get_suggestion(connection: Connection, reseal: Reseal, suggestion_id: str) -> SuggestionRecord:
    """The suggestion of an id."""
    found = connection.execute(select(suggestion).where(suggestion.c.id == suggestion_id)).mappings().first()
    if found is None:
        raise _unknown_suggestion()
    return from_row(found, SuggestionRecord, reseal)


def add_feedback(connection: Connection, suggestion_id: str, given: Feedback) -> None:
    """Keep what was done with a suggestion."""
    if given.suggestion_id != suggestion_id:
        raise Conflict("the feedback names another suggestion than the one it was given to")
    is_new = insert_once(connection, feedback, to_row(given), only_if=_SUGGESTION_EXISTS)
    if not is_new and not _exists(connection, suggestion_id):
        raise _unknown_suggestion()


def feedback_of(connection: Connection, reseal: Reseal, suggestion_id: str) -> tuple[Feedback, ...]:
    """The feedback to a suggestion in order of arrival."""
    query = select(feedback).where(feedback.c.suggestion_id == suggestion_id).order_by(feedback.c.arrival)
    found = tuple(from_row(row, Feedback, reseal) for row in connection.execute(query).mappings())
    if not found and not _exists(connection, suggestion_id):
        raise _unknown_suggestion()
    return found


def _exists(connection: Connection, suggestion_id: str) -> bool:
    return connection.scalar(select(exists().where(suggestion.c.id == suggestion_id))) is True


def _unknown_suggestion() -> NotFound:
    return NotFound("there is no suggestion with this id: it was never recorded, or it was deleted")
