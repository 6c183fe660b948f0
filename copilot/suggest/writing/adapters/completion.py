"""The answer of an OpenAI-compatible server to one request, read with the tolerance that real servers need (pure)."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from copilot.suggest.writing.adapters.event_stream import Event, EventStream
from copilot.suggest.writing.thoughts import Thoughts
from copilot.suggest.writing.writer import (
    FILTERED,
    LENGTH,
    MAX_REPLY_CHARS,
    TOO_LONG,
    UNFINISHED,
    UPSTREAM_ERROR,
    WRONG_CONTENT,
    unavailable,
)

MAX_BODY_BYTES: Final = 8_000_000
"""Thousands of tokens, each in a chunk of some hundred bytes, as reasoning models send them."""
MAX_EVENT_CHARS: Final = 256_000

_DONE: Final = "[DONE]"
_ERROR_BEGINS: Final = ('{"error"', '{ "error"', "{'error'")
_BROKE_OFF: Final = {"length": LENGTH, "max_tokens": LENGTH, "content_filter": FILTERED}
_THOUGHT_FIELDS: Final = ("reasoning_content", "reasoning", "thinking")


class Completion:
    """Takes the body in any portions and gives the pieces of the reply: a stream of events, or plain JSON.

    What is no JSON, has no choices or says nothing is passed over: keep-alive lines, usage, roles. An empty piece
    stands for a thought of a reasoning model.

    Raises:
        DrafterUnavailable: from `feed` and `end`, for an error that the server tells, a page instead of an answer, too
            much of everything, and a reply that broke off.
    """

    def __init__(self) -> None:
        self._events = EventStream()
        self._thoughts = Thoughts()
        self._head = bytearray()
        self._is_json: bool | None = None
        self._bytes = 0
        self._chars = 0
        self._finish: str | None = None
        self.is_complete = False

    def feed(self, portion: bytes) -> Iterator[str]:
        """The pieces that this portion brings; nothing more once `is_complete`."""
        self._bytes += len(portion)
        if self._bytes > MAX_BODY_BYTES:
            raise unavailable(TOO_LONG)
        if self._is_json is None:
            self._head += portion
            portion = self._begun()
        if self._is_json:
            self._head += portion
        elif self._is_json is False:
            yield from self._pieces(self._events.feed(portion))
            if self._events.pending_chars > MAX_EVENT_CHARS:
                raise unavailable(TOO_LONG)

    def end(self, *, is_delimited: bool) -> Iterator[str]:
        """The last pieces, when the body has ended.

        `is_delimited`: whether the server said where it ends. If not, and it did not say either that the reply is
        finished, nobody knows whether the connection was cut.
        """
        if self._is_json:
            yield from self._plain()
        else:
            yield from self._pieces(self._events.end())
        if not self.is_complete:
            yield from self._finished(is_known=is_delimited)

    def _begun(self) -> bytes:
        """What came, once its first character tells which kind of answer it is; content types are often wrong."""
        begin = bytes(self._head).removeprefix(BOM_UTF8).lstrip()
        if begin.startswith(b"<"):
            raise unavailable(WRONG_CONTENT)
        if not begin or BOM_UTF8.startswith(begin):
            return b""
        self._is_json = begin.startswith(b"{")
        self._head.clear()
        return begin

    def _plain(self) -> Iterator[str]:
        """A server that does not stream answers with one JSON object."""
        answer = _decoded(self._head.decode("utf-8", "replace"))
        if not isinstance(answer, dict):
            raise unavailable(UNFINISHED)
        yield from self._chunk(answer)
        yield from self._finished(is_known=True)

    def _pieces(self, events: Iterator[Event]) -> Iterator[str]:
        for event in events:
            if self.is_complete:
                return
            if event.name == "error":
                raise unavailable(UPSTREAM_ERROR)
            yield from self._event(event.data)

    def _event(self, data: str) -> Iterator[str]:
        """An event's data as one JSON object, or as one on each line where blank lines between events are missing."""
        whole = _decoded(data)
        for chunk in [whole] if whole is not None else map(str.strip, data.split("\n")):
            if chunk == _DONE:
                yield from self._finished(is_known=True)
                return
            yield from self._chunk(_decoded(chunk) if isinstance(chunk, str) else chunk)

    def _chunk(self, chunk: Any) -> Iterator[str]:
        if _is_error(chunk):
            raise unavailable(UPSTREAM_ERROR)
        choice = _first_choice(chunk)
        delta = choice.get("delta") or choice.get("message") or {}
        if isinstance(delta, dict):
            if text := _text(delta.get("content")):
                yield self._said(self._thoughts.feed(text))
            elif any(delta.get(name) for name in _THOUGHT_FIELDS):
                yield ""
        self._finish = choice.get("finish_reason") or self._finish
        if self._finish:
            yield from self._finished(is_known=True)

    def _said(self, piece: str) -> str:
        self._chars += len(piece)
        if self._chars > MAX_REPLY_CHARS:
            raise unavailable(TOO_LONG)
        return piece

    def _finished(self, *, is_known: bool) -> Iterator[str]:
        if self.is_complete:
            return
        self.is_complete = True
        yield self._said(self._thoughts.end())
        if not is_known:
            raise unavailable(UNFINISHED)
        if reason := _BROKE_OFF.get(str(self._finish)):
            raise unavailable(reason)


def _decoded(text: str) -> Any:
    """JSON, or None for what is none; an error that is told in broken JSON is told all the same."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return {"error": True} if text.lstrip().startswith(_ERROR_BEGINS) else None


def _is_error(chunk: Any) -> bool:
    return isinstance(chunk, dict) and bool(chunk.get("error") or chunk.get("object") == "error")


def _first_choice(chunk: Any) -> dict[str, Any]:
    """The first choice; empty where there is none."""
    choices = chunk.get("choices") if isinstance(chunk, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) else {}


def _text(content: Any) -> str:
    """Content as text: it may be null, or a list of parts of which those that are text count."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    texts = (part.get("text") for part in parts if isinstance(part, dict) and part.get("type") == "text")
    return "".join(text for text in texts if isinstance(text, str))
