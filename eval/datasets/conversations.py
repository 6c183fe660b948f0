"""Conversations with what a support lead would say after each message (eval/data/triage/README.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from copilot.errors import InvalidInput
from copilot.suggest.request import IncomingMessage
from copilot.triage.vocabulary import SIGNALS
from copilot.types import Author, Channel, EscalationTarget, Formality, Urgency, Warmth
from eval.dataset import Part, Split

FRUSTRATED: Final = 2
"""From which label on a customer counts as frustrated."""

URGENT: Final = frozenset({"high", "critical"})
CONVERSATIONS: Final = "conversations-*.jsonl"
_START: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)


class LabelledTurn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A message, `at` seconds after the first; `frustration` (0 calm … 3 angry) and `signals` only of a customer's."""

    author: Author
    at: int
    text: str
    frustration: Annotated[int, Meta(ge=0, le=3)] | None = None
    signals: frozenset[str] = frozenset()


class Style(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the customer writes on the whole."""

    formality: Formality
    warmth: Warmth


class Due(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An escalation: to whom, and the number of the turn after which it is due."""

    target: EscalationTarget
    turn: int


class LabelledConversation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A conversation; the first tag says whether it is one of trouble or only looks like it."""

    id: str
    channel: Channel
    tags: tuple[str, ...]
    urgency: Urgency
    style: Style
    turns: tuple[LabelledTurn, ...]
    escalation: Due | None = None
    tier: Literal["standard", "gold"] | None = None
    split: Split = "test"

    @property
    def writer(self) -> str:
        """Who wrote it: the letter before the number."""
        return self.id.partition("-")[0]

    @property
    def felt(self) -> tuple[int, ...]:
        """The frustration after each message of the customer."""
        return tuple(turn.frustration for turn in self.turns if turn.frustration is not None)

    def incoming(self) -> tuple[IncomingMessage, ...]:
        """The messages as a console would send them; a message's id is the number of its turn."""
        return tuple(
            IncomingMessage(
                id=str(number), author=turn.author, text=turn.text, sent_at=_START + timedelta(seconds=turn.at)
            )
            for number, turn in enumerate(self.turns)
        )


def read_conversations(folder: Path, part: Part) -> tuple[LabelledConversation, ...]:
    """The conversations of a split, by file and line.

    Raises:
        InvalidInput: a line is no conversation, an id is used twice, or the split is empty.
    """
    found: dict[str, LabelledConversation] = {}
    for path in sorted(folder.glob(CONVERSATIONS)):
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            conversation = _conversation(line, f"{path.name}:{number}")
            if conversation.id in found:
                raise InvalidInput(f"{path.name}:{number}: the id {conversation.id} is used twice")
            found[conversation.id] = conversation
    kept = tuple(one for one in found.values() if part in {"all", one.split})
    if not kept:
        raise InvalidInput(f"{folder} has no conversation in the split {part!r}: choose another --split")
    return kept


def conversations_hash(conversations: Sequence[LabelledConversation]) -> str:
    """Which conversations and labels a figure was measured on."""
    content = msgspec.json.encode(list(conversations), order="deterministic")
    return "sha256:" + sha256(content).hexdigest()[:16]


def _conversation(line: bytes, place: str) -> LabelledConversation:
    try:
        conversation = msgspec.json.decode(line, type=LabelledConversation)
    except msgspec.DecodeError as error:
        raise InvalidInput(f"{place}: {error}") from error
    for turn in conversation.turns:
        if (turn.author == "customer") != (turn.frustration is not None):
            raise InvalidInput(f"{place}: the customer's turns, and only those, say how frustrated they are")
        unknown = sorted(turn.signals - set(SIGNALS))
        if unknown:
            raise InvalidInput(f"{place}: no signal is called {unknown[0]}")
    if not conversation.felt:
        raise InvalidInput(f"{place}: a conversation needs a message of the customer")
    due = conversation.escalation
    if due and not (0 <= due.turn < len(conversation.turns) and conversation.turns[due.turn].author == "customer"):
        raise InvalidInput(f"{place}: an escalation is due after a turn of the customer")
    return conversation
