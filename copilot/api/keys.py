"""API keys: random, shown once, stored as a hash."""

from __future__ import annotations

import hmac
import secrets
from datetime import UTC, datetime
from hashlib import sha256

from copilot.errors import NotAuthenticated
from copilot.store.port import Store
from copilot.store.values import ApiKey
from copilot.types import Role

_PREFIX = "cpk"


def new_key(name: str, role: Role) -> tuple[ApiKey, str]:
    """A key for the store, and the text that its owner keeps; 256 random bits, so a plain hash is enough."""
    key_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    key = ApiKey(id=key_id, name=name, role=role, secret_sha256=_hash(secret), created_at=datetime.now(tz=UTC))
    return key, f"{_PREFIX}.{key_id}.{secret}"


async def verify(store: Store, text: str) -> ApiKey:
    """The active key that a text is.

    Raises:
        NotAuthenticated: it is none; the message does not say why.
    """
    prefix, _, rest = text.partition(".")
    key_id, _, secret = rest.partition(".")
    key = await store.find_key(key_id) if prefix == _PREFIX and key_id.isalnum() and key_id.isascii() else None
    expected = key.secret_sha256 if key else _hash("")
    matches = hmac.compare_digest(expected, _hash(secret))
    if key is None or not matches or not key.is_active:
        raise NotAuthenticated(
            "the API key is not valid: send `Authorization: Bearer <key>` with a key that was not revoked"
        )
    return key


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
