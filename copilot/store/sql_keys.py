"""API keys over one SQL connection; `copilot.store.port` says what each call means."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from copilot.errors import Conflict, NotFound
from copilot.store.insertion import insert_once
from copilot.store.rows import Reseal, from_row, to_row
from copilot.store.schema import api_key
from copilot.store.values import ApiKey


def add_key(connection: Connection, key: ApiKey) -> None:
    """Keep an API key."""
    if not insert_once(connection, api_key, to_row(key)):
        raise Conflict("an API key with this id or secret exists: make a new one")


def keys(connection: Connection, reseal: Reseal) -> tuple[ApiKey, ...]:
    """All API keys in order of arrival."""
    rows = connection.execute(select(api_key).order_by(api_key.c.arrival)).mappings()
    return tuple(from_row(row, ApiKey, reseal) for row in rows)


def find_key(connection: Connection, reseal: Reseal, key_id: str) -> ApiKey | None:
    """The key of an id, or None."""
    found = connection.execute(select(api_key).where(api_key.c.id == key_id)).mappings().first()
    return None if found is None else from_row(found, ApiKey, reseal)


def revoke_key(connection: Connection, reseal: Reseal, key_id: str, revoked_at: datetime) -> ApiKey:
    """The key, revoked."""
    is_active = (api_key.c.id == key_id) & api_key.c.revoked_at.is_(None)
    connection.execute(update(api_key).where(is_active).values(revoked_at=revoked_at))
    key = find_key(connection, reseal, key_id)
    if key is None:
        raise NotFound("there is no API key with this id: `copilot keys list` shows those that there are")
    return key
