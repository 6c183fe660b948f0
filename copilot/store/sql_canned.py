"""Canned replies and picks of them over one SQL connection; `copilot.store.port` says what each call means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from copilot.store.rows import Reseal, check_storable, from_row, to_row
from copilot.store.schema import canned_reply, feedback, suggestion
from copilot.store.values import CannedEdit, StoredPick
from copilot.types import CannedReply

_TELLING: Final = ("copied", "inserted", "sent", "rejected")
"""Events that say whether a reply was wanted."""
_MOST_IDS: Final = 500
_IS_PICK: Final = feedback.c.canned_id.is_not(None) & feedback.c.type.in_(_TELLING)


def edit_canned(connection: Connection, reply_id: str, reply: CannedReply | None) -> CannedEdit:
    """Keep what was done to a reply.

    Two that are written at the same time may get the same revision: who reads asks for the last one that they know
    once more.
    """
    check_storable("the id of a canned reply", reply_id)
    latest = connection.scalar(select(func.max(canned_reply.c.revision))) or 0
    edit = CannedEdit(id=reply_id, revision=latest + 1, reply=reply)
    connection.execute(delete(canned_reply).where(canned_reply.c.id == reply_id))
    connection.execute(insert(canned_reply).values(to_row(edit)))
    return edit


def canned_edits(connection: Connection, reseal: Reseal, since: int) -> tuple[CannedEdit, ...]:
    """The edits from a revision on."""
    query = select(canned_reply).where(canned_reply.c.revision >= since)
    rows = connection.execute(query.order_by(canned_reply.c.revision, canned_reply.c.id)).mappings()
    return tuple(from_row(row, CannedEdit, reseal) for row in rows)


def picks_after(connection: Connection, reseal: Reseal, cursor: int, limit: int) -> tuple[StoredPick, ...]:
    """The events about canned replies after a cursor, in order of arrival."""
    columns = (feedback.c.arrival, feedback.c.suggestion_id, feedback.c.canned_id, feedback.c.type)
    query = (
        select(*columns, suggestion.c.situation)
        .join(suggestion, suggestion.c.id == feedback.c.suggestion_id)
        .where(feedback.c.arrival > cursor, _IS_PICK, suggestion.c.situation.is_not(None))
        .order_by(feedback.c.arrival)
        .limit(limit)
    )
    return tuple(from_row(row, StoredPick, reseal) for row in connection.execute(query).mappings())


def cursor_before(connection: Connection, newest: int) -> int:
    """The cursor after which there are that many events about canned replies, or all."""
    query = select(feedback.c.arrival).where(_IS_PICK).order_by(feedback.c.arrival.desc()).offset(newest).limit(1)
    return connection.scalar(query) or 0


def without_situation(connection: Connection, suggestion_ids: Sequence[str]) -> frozenset[str]:
    """Those of the suggestions that are gone, or keep no situation any more."""
    kept: set[str] = set()
    for start in range(0, len(suggestion_ids), _MOST_IDS):
        part = suggestion_ids[start : start + _MOST_IDS]
        chosen = suggestion.c.id.in_(part) & suggestion.c.situation.is_not(None)
        kept.update(connection.scalars(select(suggestion.c.id).where(chosen)))
    return frozenset(suggestion_ids) - kept
