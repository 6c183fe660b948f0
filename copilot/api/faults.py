"""Where a request or a file breaks which rule, without the values that msgspec, Litestar and YAML quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec
from litestar.exceptions import ValidationException

from copilot.api.opaque_ids import ADVICE, personal
from copilot.types import Fault

_SAFE_NAME = re.compile(r"`([a-z][a-z_]{0,39})`$")
_PATH_TAIL = re.compile(r" - at `[^`]*`$")
_PLACE = re.compile(r" - at `\$\.?([^`]*)`$")
_QUOTED = re.compile(r"'.*'|\".*\"", re.DOTALL)
_NO_ID: Final = re.compile(rf"`[a-z_]+` is [a-z ]+: {re.escape(ADVICE)}")
_ECHOES: Final = ("Invalid enum value", "Object contains unknown field")
_SAFE_PATH = re.compile(r"[A-Za-z_][A-Za-z_0-9]{0,39}(?:\[\d{0,6}\]|\[\.\.\.\]|\.[a-z_]{1,40})*")


def fault_of(error: msgspec.ValidationError) -> Fault:
    """Where a decoded value breaks which rule, without the value."""
    text = str(error)
    place = _PLACE.search(text)
    return Fault(path=_path(place.group(1) if place else ""), rule=_rule(text))


def without_values(fault: Fault) -> Fault:
    """The same fault without the pieces of a file that YAML and msgspec quote, or that a file is called by."""
    is_echo = fault.rule.startswith(_ECHOES)
    rule = _rule(fault.rule) if is_echo else _QUOTED.sub("“…”", fault.rule)
    return msgspec.structs.replace(fault, path="/".join(map(_file_name, fault.path.split("/"))), rule=rule)


def _file_name(name: str) -> str:
    """The name of a file or folder, unless it is somebody's number or address."""
    return "“…”" if "@" in name or personal(name) else name


def faults_of(error: ValidationException) -> Iterator[Fault]:
    """The faults that Litestar found in a request."""
    for item in error.extra or ():
        if isinstance(item, dict):
            yield Fault(path=_path(str(item.get("key", ""))), rule=_rule(str(item.get("message", ""))))


def _path(key: str) -> str:
    """A JSON path made of names of ours and indices; anything else is cut off, because clients choose it."""
    if key in {"", "data"}:
        return "$"
    match = _SAFE_PATH.match(key.removeprefix("data."))
    return f"$.{match.group()}" if match else "$"


def _rule(message: str) -> str:
    """The message of msgspec if it speaks of our types; values and unusual names are left out."""
    text = _PATH_TAIL.sub("", message)
    if text.startswith("Invalid enum value"):
        return "is not one of the allowed values"
    if text.startswith("Object contains unknown field"):
        name = _SAFE_NAME.search(text)
        return f"has the unknown field {name.group(1)}" if name else "has an unknown field"
    if text.startswith(("Expected ", "Object missing required field ", "Invalid ")) or _NO_ID.fullmatch(text):
        return text
    return "is missing" if text == "'data'" else "is not valid"
