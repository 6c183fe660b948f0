"""Conversations and their messages over one SQL connection; `copilot.store.port` says what each call means."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection, exists, func, select, update

from copilot.errors import Conflict, NotFound
from copilot.store.insertion import insert_once, new
from copilot.store.rows import Reseal, from_row, to_row
from copilot.store.schema import conversation, message
from copilot.store.values import Conversation
from copilot.types import Message, Outcome

_CONVERSATION_IS_OPEN: Final = exists().where(
    conversation.c.id == new(message, "conversation_id"), conversation.c.closed_at.is_(None)
)


class Closing(Struct, frozen=True, kw_only=True):
    """How a conversation ended."""

    closed_at: datetime
    outcome: Outcome
    csat: int | None
    nps: int | None


def open_conversation(connection: Connection, reseal: Reseal, opened: Conversation) -> tuple[Conversation, bool]:
    """The conversation and whether it is new; a stored one without a customer's reference takes it over."""
    row = to_row(opened)
    if insert_once(connection, conversation, row):
        return opened, True
    if opened.customer_ref is not None:
        has_none = (conversation.c.id == opened.id) & conversation.c.customer_ref.is_(None)
        connection.execute(update(conversation).where(has_none).values(customer_ref=row["customer_ref"]))
    return get_conversation(connection, reseal, opened.id), False


def get_conversation(connection: Connection, reseal: Reseal, conversation_id: str) -> Conversation:
    """The conversation of an id."""
    found = connection.execute(select(conversation).where(conversation.c.id == conversation_id)).mappings().first()
    if found is None:
        raise NotFound("there is no conversation with this id: open it first")
    return from_row(found, Conversation, reseal)


def close_conversation(connection: Connection, reseal: Reseal, conversation_id: str, closing: Closing) -> Conversation:
    """The conversation, closed."""
    is_open = (conversation.c.id == conversation_id) & conversation.c.closed_at.is_(None)
    closed_now = connection.execute(update(conversation).where(is_open).values(to_row(closing))).rowcount == 1
    stored = get_conversation(connection, reseal, conversation_id)
    if not closed_now and (stored.outcome, stored.csat, stored.nps) != (closing.outcome, closing.csat, closing.nps):
        raise Conflict("the conversation was closed with another outcome or other scores: what was stored first stays")
    return stored


def add_message(
    connection: Connection, reseal: Reseal, conversation_id: str, added: Message, stored_at: datetime
) -> tuple[Message, bool]:
    """The stored message and whether it is new."""
    row = {"conversation_id": conversation_id, "stored_at": stored_at, **to_row(added)}
    if insert_once(connection, message, row, only_if=_CONVERSATION_IS_OPEN):
        _note_waiting(connection, conversation_id, added, stored_at)
        return added, True
    stored = _messages(connection, reseal, conversation_id, added.id)
    if stored:
        return stored[0], False
    get_conversation(connection, reseal, conversation_id)
    raise Conflict("the conversation is closed: open a new one for further messages")


def _note_waiting(connection: Connection, conversation_id: str, added: Message, stored_at: datetime) -> None:
    """A customer waits from their first message that nobody has answered; a console's clock may be ahead of ours."""
    at = min(added.sent_at, stored_at)
    changed: dict[str, object]
    match added.author:
        case "customer":
            changed = {
                "asked_at": func.coalesce(conversation.c.asked_at, at),
                "waiting_since": func.coalesce(conversation.c.waiting_since, at),
            }
        case "operator":
            changed = {"answered_at": func.coalesce(conversation.c.answered_at, at), "waiting_since": None}
        case "system":
            return
    connection.execute(update(conversation).where(conversation.c.id == conversation_id).values(changed))


def messages(connection: Connection, reseal: Reseal, conversation_id: str) -> tuple[Message, ...]:
    """The messages of a conversation in order of arrival."""
    found = _messages(connection, reseal, conversation_id)
    if not found:
        get_conversation(connection, reseal, conversation_id)
    return found


def _messages(
    connection: Connection, reseal: Reseal, conversation_id: str, message_id: str | None = None
) -> tuple[Message, ...]:
    query = select(message).where(message.c.conversation_id == conversation_id).order_by(message.c.arrival)
    if message_id is not None:
        query = query.where(message.c.id == message_id)
    return tuple(from_row(row, Message, reseal) for row in connection.execute(query).mappings())
