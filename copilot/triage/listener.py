"""Impressions of the messages of a conversation; what was heard lately is not read again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import blake2b
from threading import Lock

from msgspec import Struct

from copilot.encoding.encoder import Encoder
from copilot.encoding.reading import Reading
from copilot.triage.course import Heard
from copilot.triage.impression import Impression, MessageHeads, impression_of
from copilot.types import Author


class Spoken(Struct, frozen=True, kw_only=True):
    """A redacted message without its placeholders; `read` gives an encoder pass over it that was made already."""

    message_id: str
    author: Author
    text: str
    sent_at: datetime
    read: Callable[[], Reading] | None = None


class Listener:
    """Safe to share between threads. Keeps vectors and counts of the last messages under a hash, never their text."""

    def __init__(self, encoder: Encoder, heads: MessageHeads, remembered: int) -> None:
        self.encoder = encoder
        self._heads = heads
        self._most = remembered
        self._known: OrderedDict[bytes, Impression] = OrderedDict()
        self._lock = Lock()

    def hear(self, messages: Sequence[Spoken]) -> tuple[Heard, ...]:
        """The messages with what each says, in order."""
        start = messages[0].sent_at if messages else None
        return tuple(
            Heard(
                author=message.author,
                message_id=message.message_id,
                minutes=(message.sent_at - start).total_seconds() / 60 if start else 0.0,
                impression=self.impression(message.text, message.read),
            )
            for message in messages
        )

    def impression(self, text: str, read: Callable[[], Reading] | None = None) -> Impression:
        """What a text without placeholders says; it is read if it is new and nobody has read it yet."""
        key = blake2b(text.encode(), digest_size=16).digest()
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
                return known
        fresh = impression_of(text, read() if read else self.encoder.read(text), self._heads)
        with self._lock:
            self._known[key] = fresh
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return fresh
