"""Conversations with where they are in a procedure (eval/data/procedures/README.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.suggest.request import IncomingMessage
from eval.dataset import Part, Split

_START: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)
_SPLITS: Final[tuple[Split, ...]] = ("dev", "test")


class WalkMessage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody wrote."""

    author: Literal["customer", "operator"]
    text: str


class LabelledWalk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Messages up to now, and where they have led.

    `procedure` and `step` (the one to propose now) are None outside any procedure; `path`: the labels of the answers
    given so far, in order; `asks_again`: the last answer fits none of the step's.
    """

    id: str
    messages: tuple[WalkMessage, ...]
    procedure: str | None
    step: str | None
    path: tuple[str, ...] = ()
    asks_again: bool = False
    tags: tuple[str, ...] = ()

    def incoming(self) -> tuple[IncomingMessage, ...]:
        """The messages as a console sends them, a minute apart."""
        return tuple(
            IncomingMessage(
                id=f"m{number}", author=one.author, text=one.text, sent_at=_START + timedelta(minutes=number)
            )
            for number, one in enumerate(self.messages, start=1)
        )


def read_walks(folder: Path, part: Part) -> tuple[LabelledWalk, ...]:
    """The walks of a split, in the order of the file.

    Raises:
        InvalidInput: a file cannot be read, a line is no walk, an id is used twice, or there is no walk.
    """
    walks = [walk for split in _SPLITS if part in {"all", split} for walk in _read(folder / f"{split}.jsonl")]
    if len({walk.id for walk in walks}) < len(walks):
        raise InvalidInput(f"{folder.name}: an id is used twice")
    if not walks:
        raise InvalidInput(f"{folder.name} has no walk in the split {part!r}: choose another --split")
    return tuple(walks)


def walks_hash(walks: Sequence[LabelledWalk]) -> str:
    """Which walks and labels a figure was measured on."""
    return "sha256:" + sha256(msgspec.json.encode(walks)).hexdigest()[:16]


def _read(path: Path) -> Iterator[LabelledWalk]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read ({error.strerror})") from error
    for number, line in enumerate(lines, start=1):
        try:
            yield msgspec.json.decode(line, type=LabelledWalk)
        except msgspec.DecodeError as error:
            raise InvalidInput(f"{path.name}:{number}: {error}") from error
