"""Conversations with what a good draft for them says: one JSON object a line (`eval/data/drafts/README.md`)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.suggest.request import IncomingCustomer, IncomingFact, IncomingMessage, SuggestionRequest
from copilot.types import Author, Channel, DraftKind, ToneWish
from eval.dataset import Part

_START: Final = datetime(2026, 1, 5, 12, tzinfo=UTC)


class Said(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One message."""

    author: Author
    text: str


class Expected(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of each fact one of the strings stands in the reply; `must_not` stands in no draft; `kinds` are wished for."""

    verdict: Literal["answer", "abstain", "any"]
    facts: tuple[tuple[str, ...], ...] = ()
    context_facts: tuple[tuple[str, ...], ...] = ()
    articles: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    kinds: tuple[DraftKind, ...] = ()
    absent_kinds: tuple[DraftKind, ...] = ()


class Name(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The customer, as the console names them."""

    name: str | None = None


class DraftedConversation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A conversation up to the message that a draft answers, and what is expected of the draft."""

    id: str
    tags: tuple[str, ...]
    messages: tuple[Said, ...]
    expect: Expected
    channel: Channel = "chat"
    customer: Name | None = None
    context: tuple[IncomingFact, ...] = ()
    tone: ToneWish | None = None

    def request(self) -> SuggestionRequest:
        """The same for the pipeline; a minute lies between two messages."""
        return SuggestionRequest(
            messages=tuple(
                IncomingMessage(
                    id=f"m{number}", author=said.author, text=said.text, sent_at=_START + timedelta(minutes=number)
                )
                for number, said in enumerate(self.messages, start=1)
            ),
            channel=self.channel,
            customer=IncomingCustomer(name=self.customer.name) if self.customer else None,
            tone=self.tone,
            context=self.context,
        )


def read_drafted(folder: Path, part: Part) -> tuple[DraftedConversation, ...]:
    """The conversations of one part, in the order of files and lines.

    Raises:
        InvalidInput: there is none, or a line is not as the README says.
    """
    found = []
    for path in sorted(folder.glob(f"{part}-*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                found.append(msgspec.json.decode(line, type=DraftedConversation))
            except msgspec.DecodeError as error:
                raise InvalidInput(f"{path.name}:{number}: {error}") from None
    if not found:
        raise InvalidInput(f"{folder.name} has no conversation of the part {part}")
    return tuple(found)


def drafted_hash(conversations: tuple[DraftedConversation, ...]) -> str:
    """Which conversations a figure was measured on."""
    return f"sha256:{sha256(msgspec.json.encode(conversations)).hexdigest()[:16]}"
