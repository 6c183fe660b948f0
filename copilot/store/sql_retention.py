"""Counting and deleting what a `Scope` names over one SQL connection, in batches that do not take long."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final, assert_never

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    delete,
    exists,
    false,
    func,
    not_,
    or_,
    select,
)

from copilot.store.retention import Extent, Inactive, OfConversation, OfCustomer, Scope
from copilot.store.schema import conversation, feedback, message, suggestion

MOST_CONVERSATIONS: Final = 200
MOST_ROWS: Final = 2_000
"""One batch: it ends with the conversation that reaches this; a conversation is deleted as a whole, however long."""


def extent(connection: Connection, scope: Scope) -> Extent:
    """How much of the scope is stored."""
    ids = select(conversation.c.id).where(_conversations(scope))
    return _extent(connection, conversation.c.id.in_(ids), _suggestions(scope))


def erase(connection: Connection, scope: Scope) -> Extent:
    """Delete a batch and tell what it was; nothing if there is nothing left.

    Conversations are locked before they are looked at again: a message that comes in meanwhile keeps its conversation.
    """
    candidates = _batch(connection, scope)
    inside = and_(conversation.c.id.in_(candidates), _conversations(scope))
    doomed = connection.scalars(select(conversation.c.id).where(inside)).all() if candidates else ()
    if doomed:
        chosen = conversation.c.id.in_(doomed)
        erased = _extent(connection, chosen, false())
        connection.execute(delete(conversation).where(chosen))
        return erased
    alone = connection.scalars(_first(suggestion, _suggestions(scope)).limit(MOST_CONVERSATIONS)).all()
    if not alone:
        return Extent()
    chosen = suggestion.c.id.in_(alone)
    erased = _extent(connection, false(), chosen)
    connection.execute(delete(suggestion).where(chosen))
    return erased


def unknown(connection: Connection, ids: Sequence[str]) -> frozenset[str]:
    """Those of the ids that neither a conversation nor a suggestion has."""
    known: set[str] = set()
    for start in range(0, len(ids), MOST_CONVERSATIONS):
        part = ids[start : start + MOST_CONVERSATIONS]
        for table in (conversation, suggestion):
            known.update(connection.scalars(select(table.c.id).where(table.c.id.in_(part))))
    return frozenset(ids) - known


def _batch(connection: Connection, scope: Scope) -> list[str]:
    """The first conversations of the scope, locked: as many as have `MOST_ROWS` rows together, and at least one."""
    query = _first(conversation, _conversations(scope)).limit(MOST_CONVERSATIONS).with_for_update()
    ids = list(connection.scalars(query))
    sizes: dict[str, int] = dict.fromkeys(ids, 1)
    for part in (message, suggestion):
        owner = part.c.conversation_id
        for owned_by, rows in connection.execute(select(owner, func.count()).where(owner.in_(ids)).group_by(owner)):
            sizes[owned_by] += rows
    reached = list(accumulate(sizes.values()))
    return [one for one, total in zip(ids, [0, *reached], strict=False) if total < MOST_ROWS]


def _first(table: Table, condition: ColumnElement[bool]) -> Select[Any]:
    """Ids, the oldest first."""
    age = table.c.opened_at if table is conversation else table.c.created_at
    return select(table.c.id).where(condition).order_by(age)


def _extent(connection: Connection, conversations: ColumnElement[bool], suggestions: ColumnElement[bool]) -> Extent:
    """The rows of these conversations and suggestions with all that hangs on them."""
    ids = select(conversation.c.id).where(conversations)
    made = or_(suggestion.c.conversation_id.in_(ids), suggestions)
    given = feedback.c.suggestion_id.in_(select(suggestion.c.id).where(made))
    counted = {
        "conversations": (conversation, conversations),
        "messages": (message, message.c.conversation_id.in_(ids)),
        "suggestions": (suggestion, made),
        "feedback": (feedback, given),
    }
    return Extent(
        **{
            name: connection.scalar(select(func.count()).select_from(table).where(condition)) or 0
            for name, (table, condition) in counted.items()
        }
    )


def _conversations(scope: Scope) -> ColumnElement[bool]:
    match scope:
        case Inactive(since=since):
            stored_at = func.coalesce(message.c.stored_at, message.c.sent_at, type_=message.c.sent_at.type)
            said = exists().where(message.c.conversation_id == conversation.c.id, stored_at >= since)
            suggested = exists().where(suggestion.c.conversation_id == conversation.c.id, _is_active_suggestion(scope))
            closed = and_(conversation.c.closed_at.is_not(None), conversation.c.closed_at >= since)
            return and_(conversation.c.opened_at < since, not_(closed), not_(said), not_(suggested))
        case OfCustomer(customer_ref=ref):
            return conversation.c.customer_ref == ref
        case OfConversation(conversation_id=conversation_id):
            return conversation.c.id == conversation_id
        case _:
            assert_never(scope)


def _suggestions(scope: Scope) -> ColumnElement[bool]:
    """Those that are deleted by themselves and not with their conversation."""
    match scope:
        case Inactive():
            return and_(suggestion.c.conversation_id.is_(None), not_(_is_active_suggestion(scope)))
        case OfCustomer(customer_ref=ref):
            return suggestion.c.customer_ref == ref
        case OfConversation():
            return false()
        case _:
            assert_never(scope)


def _is_active_suggestion(scope: Inactive) -> ColumnElement[bool]:
    answered = exists().where(feedback.c.suggestion_id == suggestion.c.id, feedback.c.at >= scope.since)
    return or_(suggestion.c.created_at >= scope.since, answered)
