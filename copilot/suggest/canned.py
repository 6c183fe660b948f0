"""Canned replies: read from a folder, ranked for a conversation, slots filled from what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final, TypeVar

import msgspec
import numpy as np
from msgspec import Meta, Struct

from copilot.encoding.reading import Matrix
from copilot.errors import CorpusInvalid
from copilot.frontmatter import parse
from copilot.suggest.request import Conversation
from copilot.types import CannedReply, Fault

T = TypeVar("T")

_SLOT = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
_ORDER_NUMBER = re.compile(r"\b[A-Z]{2,4}-\d{6,10}\b")
_MIN_SCORE: Final = 0.35
"""Below this cosine a reply is about something else: nine in ten were, with the dev questions."""


class CannedFrontMatter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields above a canned reply."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,127}$")]
    title: Annotated[str, Meta(min_length=1, max_length=300)]
    tags: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()


class FilledReply(Struct, frozen=True, kw_only=True):
    """A reply that fits, with the slots filled that could be; `text` holds placeholders, never clear values."""

    reply: CannedReply
    text: str
    score: float
    missing: tuple[str, ...]


class CannedReplies:
    """The replies and their vectors, (replies, dim); ranked by cosine to what the customer wrote."""

    def __init__(self, replies: Sequence[CannedReply], vectors: Matrix) -> None:
        self._replies = tuple(replies)
        self._vectors = vectors

    def rank(self, vector: Matrix, conversation: Conversation, most: int) -> tuple[FilledReply, ...]:
        """At most `most` replies, best first."""
        scores = self._vectors @ vector
        best = np.argsort(-scores, kind="stable")[:most]
        values = _slot_values(conversation)
        return tuple(
            _filled(self._replies[index], values, float(scores[index])) for index in best if scores[index] >= _MIN_SCORE
        )


def canned_text(reply: CannedReply) -> str:
    """What is embedded for a reply: slots say nothing about its meaning."""
    return f"{reply.title}\n{_SLOT.sub('', reply.text)}"


def read_canned(folder: Path) -> tuple[CannedReply, ...]:
    """The replies in `folder/canned/`: Markdown files, `.jsonl` lines or `.json` lists; ordered by id.

    Raises:
        CorpusInvalid: every fault with file and line.
    """
    replies: dict[str, CannedReply] = {}
    faults: list[Fault] = []
    for path in sorted((folder / "canned").glob("*")):
        name = f"canned/{path.name}"
        try:
            for reply in _read(path, name):
                if reply.id in replies:
                    faults.append(Fault(path=name, line=1, rule=f"the id {reply.id} is used twice"))
                replies[reply.id] = reply
        except CorpusInvalid as error:
            faults.extend(error.faults)
    if faults:
        raise CorpusInvalid(f"the canned replies have {len(faults)} fault(s)", faults=tuple(faults))
    return tuple(replies[reply_id] for reply_id in sorted(replies))


def _read(path: Path, name: str) -> Iterator[CannedReply]:
    match path.suffix:
        case ".md" if path.name.lower() != "readme.md":
            front, body = parse(_text(path, name), CannedFrontMatter, name)
            yield CannedReply(id=front.id, title=front.title, text=body, tags=front.tags, intents=front.intents)
        case ".jsonl":
            for number, line in enumerate(_text(path, name).splitlines(), start=1):
                if line.strip():
                    yield _decode(line, CannedReply, name, number)
        case ".json":
            yield from _decode(_text(path, name), list[CannedReply], name, 1)


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        rule = "the file cannot be read as UTF-8 text"
        raise CorpusInvalid(f"{name}: {rule}", faults=(Fault(path=name, line=1, rule=rule),)) from None


def _decode(text: str, form: type[T], name: str, line: int) -> T:
    try:
        return msgspec.json.decode(text, type=form)
    except msgspec.DecodeError as error:
        raise CorpusInvalid(f"{name}:{line}: {error}", faults=(Fault(path=name, line=line, rule=str(error)),)) from None


def _slot_values(conversation: Conversation) -> dict[str, str]:
    """What the conversation says for sure: the customer's placeholder, and the order number if there is exactly one."""
    values = {}
    if conversation.customer and conversation.customer.name:
        values["customer_name"] = str(conversation.customer.name)
    orders = {number for message in conversation.messages for number in _ORDER_NUMBER.findall(message.text)}
    if len(orders) == 1:
        values["order_number"] = orders.pop()
    return values


def _filled(reply: CannedReply, values: dict[str, str], score: float) -> FilledReply:
    slots = dict.fromkeys(_SLOT.findall(reply.text))
    text = _SLOT.sub(lambda match: values.get(match.group(1), match.group()), reply.text)
    return FilledReply(
        reply=reply, text=text, score=round(score, 4), missing=tuple(slot for slot in slots if slot not in values)
    )
