"""Messages of operators, and what they ask customers for (eval/data/lint/README.md)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from eval.dataset import Part, Split

FILE = "messages.jsonl"


class OperatorMessage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One message; `asks`: the kinds of data that it asks for, none of them twice."""

    id: str
    text: str
    asks: frozenset[str]
    split: Split = "test"


def read_operators(folder: Path, part: Part) -> tuple[OperatorMessage, ...]:
    """The messages of a split, in the order of the file.

    Raises:
        InvalidInput: the file cannot be read, a line is no message, an id is used twice, or the split is empty.
    """
    try:
        lines = (folder / FILE).read_bytes().splitlines()
    except OSError as error:
        raise InvalidInput(f"{folder / FILE} cannot be read ({error.strerror})") from error
    messages = tuple(_message(line, f"{FILE}:{number}") for number, line in enumerate(lines, start=1))
    if len({message.id for message in messages}) < len(messages):
        raise InvalidInput(f"{FILE}: an id is used twice")
    kept = tuple(message for message in messages if part in {"all", message.split})
    if not kept:
        raise InvalidInput(f"{FILE} has no message in the split {part!r}: choose another --split")
    return kept


def operators_hash(messages: Sequence[OperatorMessage]) -> str:
    """Which messages and labels a figure was measured on."""
    content = msgspec.json.encode([(one.id, one.text, sorted(one.asks)) for one in messages])
    return "sha256:" + sha256(content).hexdigest()[:16]


def _message(line: bytes, place: str) -> OperatorMessage:
    try:
        return msgspec.json.decode(line, type=OperatorMessage)
    except msgspec.DecodeError as error:
        raise InvalidInput(f"{place}: {error}") from error
