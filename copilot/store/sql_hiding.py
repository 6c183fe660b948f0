"""Hiding fragments in what is stored of one conversation, over one SQL connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, select, update

from copilot.store.hiding import Hide, hide_in_record
from copilot.store.schema import conversation, feedback, message, suggestion


def hide_in_conversation(connection: Connection, conversation_id: str, hide: Hide) -> int | None:
    """How many stored texts were changed; None if there is no such conversation."""
    locked = select(conversation.c.id).where(conversation.c.id == conversation_id).with_for_update()
    if connection.scalar(locked) is None:
        return None
    made = suggestion.c.conversation_id == conversation_id
    given = feedback.c.suggestion_id.in_(select(suggestion.c.id).where(made))
    # A vector can't be taken apart: what it says of the fragment goes with all of it.
    connection.execute(update(suggestion).where(made, suggestion.c.situation.is_not(None)).values(situation=None))
    return (
        _hide(connection, message, message.c.text, message.c.conversation_id == conversation_id, hide)
        + _hide(connection, suggestion, suggestion.c.body, made, lambda body: hide_in_record(body, hide))
        + _hide(connection, feedback, feedback.c.sent_text, given, hide)
        + _hide(connection, feedback, feedback.c.reason, given, hide)
    )


def _hide(
    connection: Connection,
    table: Table,
    column: Column[Any],
    condition: ColumnElement[bool],
    hide: Callable[[Any], Any],
) -> int:
    (key,) = table.primary_key
    query: Select[Any] = select(key, column).where(condition, column.is_not(None))
    changed = [
        (row, hidden) for row, content in connection.execute(query).all() if (hidden := hide(content)) != content
    ]
    for row, hidden in changed:
        connection.execute(update(table).where(key == row).values({column: hidden}))
    return len(changed)
