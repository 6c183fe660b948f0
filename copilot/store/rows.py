"""Values to rows and back; what the database must not hold is refused here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar, get_args

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput, RedactionFailed, StoreUnavailable
from copilot.types import RedactedText

Reseal = Callable[[str], RedactedText]
"""Text that was redacted when it was stored → `RedactedText`; `copilot.privacy` has the only one."""

_Value = TypeVar("_Value", bound=Struct)


def to_row(value: Struct) -> dict[str, Any]:
    """The fields of a value as a database takes them: plain strings, times in UTC, a nested value as a dictionary.

    Raises:
        InvalidInput: a string has a NUL or an unpaired surrogate, or a time has no time zone.
        RedactionFailed: a field that is declared as `RedactedText` holds anything else.
    """
    row: dict[str, Any] = {}
    must_be_redacted = _redacted_fields(type(value))
    for name in value.__struct_fields__:
        content = getattr(value, name)
        if name in must_be_redacted and not isinstance(content, RedactedText | None):
            raise RedactionFailed(f"{name} did not go through the redactor, so nothing was stored")
        row[name] = _plain(name, content)
    return row


def from_row(row: Mapping[Any, Any], type_: type[_Value], reseal: Reseal) -> _Value:
    """The value that `to_row` made the row of; columns that the value does not have are left out.

    Raises:
        StoreUnavailable: the row holds what this version does not know.
    """
    try:
        fields = {str(name): content for name, content in row.items()}  # SQLAlchemy's names are a subclass of str
        return msgspec.convert(fields, type_, dec_hook=lambda _, text: reseal(text))
    except msgspec.ValidationError:
        raise StoreUnavailable(
            f"a stored {type_.__name__} cannot be read by this version: run the one that wrote it, or restore a backup"
        ) from None


def check_storable(name: str, text: str) -> None:
    """Refuse an id or text that some database cannot hold.

    Raises:
        InvalidInput: it has a NUL or an unpaired surrogate.
    """
    if "\0" in text or (not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)):
        raise InvalidInput(f"{name} holds a NUL character or an unpaired surrogate: remove it and send it again")


@cache
def _redacted_fields(type_: type[Struct]) -> frozenset[str]:
    fields = msgspec.structs.fields(type_)
    return frozenset(field.name for field in fields if RedactedText in (field.type, *get_args(field.type)))


def _plain(name: str, content: object) -> object:
    if isinstance(content, str):
        check_storable(name, content)
        return str(content)
    if isinstance(content, datetime):
        if content.tzinfo is None:
            raise InvalidInput(f"{name} has no time zone: send RFC 3339 with an offset, such as 2026-01-05T10:00:00Z")
        return content.astimezone(UTC)
    return to_row(content) if isinstance(content, Struct) else content
