"""Conversations with what a restatement of them should and should not say (eval/data/paraphrase/README.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.privacy.sealing import seal
from copilot.types import Message
from eval.dataset import Part, Split

_START: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)
_SPLITS: Final[tuple[Split, ...]] = ("dev", "test")


class SaidMessage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody wrote, as the redactor leaves it."""

    author: Literal["customer", "operator"]
    text: str


class LabelledStatus(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a message, and what later turns made of it."""

    fact: str
    status: Literal["confirmed", "denied", "missing"]


class Retold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A conversation with one good restatement; `gold` is empty if nothing should be said.

    `facts`: of each, one of the wordings has to be said; `must_not`: what must not be said, as whole words.
    """

    id: str
    messages: tuple[SaidMessage, ...]
    gold: str
    facts: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    statuses: tuple[LabelledStatus, ...]
    tags: tuple[str, ...] = ()

    def said(self) -> tuple[Message, ...]:
        """The messages as the service holds them, a minute apart, with the ids `m1`, `m2` and so on."""
        return tuple(
            Message(id=f"m{number}", author=one.author, text=seal(one.text), sent_at=_START + timedelta(minutes=number))
            for number, one in enumerate(self.messages, start=1)
        )

    @property
    def own(self) -> tuple[str, ...]:
        """What the customer wrote."""
        return tuple(one.text for one in self.messages if one.author == "customer")


def read_paraphrases(folder: Path, part: Part) -> tuple[Retold, ...]:
    """The conversations of a split: its files in the order of their names, their lines in order.

    Raises:
        InvalidInput: a file cannot be read, a line is no conversation, an id is used twice, or there is none.
    """
    files = [file for split in _SPLITS if part in {"all", split} for file in sorted(folder.glob(f"{split}-*.jsonl"))]
    cases = [case for file in files for case in _read(file)]
    if len({case.id for case in cases}) < len(cases):
        raise InvalidInput(f"{folder.name}: an id is used twice")
    if not cases:
        raise InvalidInput(f"{folder.name} has no conversation in the split {part!r}: choose another --split")
    return tuple(cases)


def paraphrases_hash(cases: Sequence[Retold]) -> str:
    """Which conversations and labels a figure was measured on."""
    return "sha256:" + sha256(msgspec.json.encode(cases)).hexdigest()[:16]


def _read(path: Path) -> Iterator[Retold]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InvalidInput(f"{path.name} cannot be read ({error.strerror})") from error
    for number, line in enumerate(lines, start=1):
        try:
            yield msgspec.json.decode(line, type=Retold)
        except msgspec.DecodeError as error:
            raise InvalidInput(f"{path.name}:{number}: {error}") from error
