"""Canned replies as clients send and get them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from copilot.suggest.canned.slots import SLOT
from copilot.types import CannedReply

CannedText = Annotated[
    str, Meta(min_length=1, max_length=20_000, pattern=r"\S", description="With `{{slots}}`; at most 20,000 characters")
]
Label = Annotated[str, Meta(min_length=1, max_length=100)]


class CannedBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A canned reply to write; an `id` is the one in the address."""

    title: Annotated[str, Meta(min_length=1, max_length=300, pattern=r"\S")]
    text: CannedText
    tags: Annotated[list[Label], Meta(max_length=50)] = []
    intents: Annotated[list[Label], Meta(max_length=50)] = []
    id: str | None = None


class CannedAnswer(Struct, frozen=True, kw_only=True):
    """A canned reply as it is offered now; `slots` are those in its text, in order."""

    id: str
    title: str
    text: str
    tags: list[str]
    intents: list[str]
    slots: list[str]


def canned_answer(reply: CannedReply) -> CannedAnswer:
    """The reply as the contract names its fields."""
    return CannedAnswer(
        id=reply.id,
        title=reply.title,
        text=reply.text,
        tags=list(reply.tags),
        intents=list(reply.intents),
        slots=list(dict.fromkeys(SLOT.findall(reply.text))),
    )
