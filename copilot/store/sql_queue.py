"""The queue over one SQL connection; `copilot.store.port` says what each call means."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select, update

from copilot.errors import Conflict, NotFound
from copilot.store.answered import answered
from copilot.store.rows import Reseal, check_storable, from_row, to_row
from copilot.store.schema import conversation, message
from copilot.store.sql_conversations import get_conversation
from copilot.store.values import Answers, Conversation
from copilot.types import Standing


def open_conversations(connection: Connection, reseal: Reseal) -> tuple[Conversation, ...]:
    """All that are open, in the order in which they were opened."""
    query = select(conversation).where(conversation.c.closed_at.is_(None))
    rows = connection.execute(query.order_by(conversation.c.opened_at, conversation.c.id)).mappings()
    return tuple(from_row(row, Conversation, reseal) for row in rows)


def set_standing(connection: Connection, conversation_id: str, standing: Standing) -> None:
    """Keep how it stands."""
    _change(connection, conversation_id, standing=to_row(standing))


def assign(
    connection: Connection, reseal: Reseal, conversation_id: str, operator: str | None, limit: int
) -> Conversation:
    """The conversation, with the operator now."""
    now = get_conversation(connection, reseal, conversation_id)
    if operator is not None:
        check_storable("operator", operator)
        _check_free(now, operator)
        if now.assigned_to != operator and _load(connection, operator) >= limit:
            raise Conflict(f"the operator has {limit} open conversations already: close or release one first")
    if not _is_given(connection, conversation_id, operator) and operator is not None:
        _check_free(get_conversation(connection, reseal, conversation_id), operator)
    return get_conversation(connection, reseal, conversation_id)


def answers_since(connection: Connection, since: datetime) -> Answers:
    """The answers that operators have given, and how long was waited for them."""
    recent = select(message.c.conversation_id, message.c.author, message.c.stored_at).where(
        message.c.stored_at >= since
    )
    rows = connection.execute(recent.order_by(message.c.conversation_id, message.c.arrival)).all()
    return answered((str(owner), author, at) for owner, author, at in rows)


def _check_free(now: Conversation, operator: str) -> None:
    if not now.is_open:
        raise Conflict("the conversation is closed: nobody can take it")
    if now.assigned_to not in {None, operator}:
        raise Conflict("another operator has the conversation: they must release it first")


def _is_given(connection: Connection, conversation_id: str, operator: str | None) -> bool:
    """Whether it could be given away; another worker may have been quicker since it was read."""
    chosen = conversation.c.id == conversation_id
    if operator is not None:
        is_free = conversation.c.assigned_to.is_(None) | (conversation.c.assigned_to == operator)
        chosen &= conversation.c.closed_at.is_(None) & is_free
    return connection.execute(update(conversation).where(chosen).values(assigned_to=operator)).rowcount == 1


def _load(connection: Connection, operator: str) -> int:
    theirs = (conversation.c.assigned_to == operator) & conversation.c.closed_at.is_(None)
    return int(connection.execute(select(func.count()).select_from(conversation).where(theirs)).scalar_one())


def _change(connection: Connection, conversation_id: str, **values: object) -> None:
    changed = connection.execute(update(conversation).where(conversation.c.id == conversation_id).values(values))
    if changed.rowcount != 1:
        raise NotFound("there is no conversation with this id: open it first")
