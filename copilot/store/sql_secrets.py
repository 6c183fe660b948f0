"""The random keys of one database, each made when it is first needed."""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from typing import Final

from sqlalchemy import Connection, select

from copilot.errors import InvalidInput
from copilot.store.insertion import insert_once
from copilot.store.rows import check_storable
from copilot.store.schema import secret

CUSTOMER_KEY: Final = "customer_ref"
MAX_ID_CHARS: Final = 200
_KEY_BYTES: Final = 32
_REF_DIGITS: Final = 32


def find_key(connection: Connection) -> bytes | None:
    """The key behind the references to customers, if there is one yet."""
    return connection.scalar(select(secret.c.value).where(secret.c.name == CUSTOMER_KEY))


def ensure_key(connection: Connection) -> bytes:
    """The key; whoever comes first makes it."""
    insert_once(connection, secret, {"name": CUSTOMER_KEY, "value": secrets.token_bytes(_KEY_BYTES)})
    key = find_key(connection)
    if key is None:
        raise LookupError(CUSTOMER_KEY)
    return key


def plain_id(customer_id: str) -> str:
    """The id of a customer in the one form that is hashed: without blanks around it, composed (NFC). Case counts.

    Raises:
        InvalidInput: it is blank, longer than 200 characters, or holds a NUL or an unpaired surrogate.
    """
    check_storable("the customer's id", customer_id)
    plain = unicodedata.normalize("NFC", customer_id).strip()
    if not plain or len(plain) > MAX_ID_CHARS:
        raise InvalidInput(f"the customer's id is blank or has more than {MAX_ID_CHARS} characters")
    return plain


def reference(key: bytes, plain: str) -> str:
    """HMAC-SHA-256 of an id, the first 32 hexadecimal digits."""
    return hmac.digest(key, plain.encode(), "sha256").hex()[:_REF_DIGITS]
