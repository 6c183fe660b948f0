"""Server-sent events (WHATWG HTML, 9.2) out of bytes, as real servers send them (pure)."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

_LINE_END: Final = re.compile(r"\r\n|\r|\n")


class Event(Struct, frozen=True, kw_only=True):
    """One event: its name, "message" if it has none, and its data, lines joined by newlines."""

    name: str
    data: str


class EventStream:
    """Takes bytes in any portions. Broken UTF-8 is replaced, comments and unknown fields are left out.

    Unlike the standard it gives the last event also if no blank line follows it: some servers end like that.
    """

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8-sig")("replace")
        self._rest = ""
        self._name = ""
        self._data: list[str] = []

    @property
    def pending_chars(self) -> int:
        """How much of an event has come that is not complete yet."""
        return len(self._rest) + sum(map(len, self._data))

    def feed(self, portion: bytes) -> Iterator[Event]:
        """The events that are complete with this portion."""
        yield from self._events(self._decoder.decode(portion), is_end=False)

    def end(self) -> Iterator[Event]:
        """The event that was under way, now that no more comes."""
        yield from self._events(self._decoder.decode(b"", final=True), is_end=True)
        yield from self._dispatch()

    def _events(self, text: str, *, is_end: bool) -> Iterator[Event]:
        for line in self._lines(text, is_end=is_end):
            if line:
                self._take(line)
            else:
                yield from self._dispatch()

    def _lines(self, text: str, *, is_end: bool) -> Iterator[str]:
        """Whole lines; a CR at the very end waits, since an LF may follow that belongs to it."""
        text = self._rest + text
        start = 0
        for line_end in _LINE_END.finditer(text):
            if line_end.group() == "\r" and line_end.end() == len(text) and not is_end:
                break
            yield text[start : line_end.start()]
            start = line_end.end()
        self._rest = text[start:]
        if is_end and self._rest:
            yield self._rest
            self._rest = ""

    def _take(self, line: str) -> None:
        field, _, value = line.partition(":")
        if field == "data":
            self._data.append(value.removeprefix(" "))
        elif field == "event":
            self._name = value.removeprefix(" ")

    def _dispatch(self) -> Iterator[Event]:
        if self._data:
            yield Event(name=self._name or "message", data="\n".join(self._data))
        self._name, self._data = "", []
