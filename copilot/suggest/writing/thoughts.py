"""What a reasoning model says to itself is no part of its reply (pure)."""

from __future__ import annotations

import re
from typing import Final

_OPEN: Final = re.compile(r"<think(?:ing)?>", re.IGNORECASE)
_CLOSE: Final = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
_LONGEST_TAG: Final = len("</thinking>")


class Thoughts:
    """Takes `<think>…</think>` out of a text that comes in pieces, wherever the tags are broken."""

    def __init__(self, *, has_begun: bool = False) -> None:
        """`has_begun` if the prompt itself ended with the opening tag."""
        self._is_thinking = has_begun
        self._held = ""

    def feed(self, piece: str) -> str:
        """What can be said of all that came so far and has not been said; the start of what may be a tag waits."""
        text, said = self._held + piece, []
        while tag := (_CLOSE if self._is_thinking else _OPEN).search(text):
            said.append("" if self._is_thinking else text[: tag.start()])
            text, self._is_thinking = text[tag.end() :], not self._is_thinking
        whole = len(text) - _started_tag(text)
        self._held = text[whole:]
        said.append("" if self._is_thinking else text[:whole])
        return "".join(said)

    def end(self) -> str:
        """What waited, now that no more comes; a thought without an end is left out."""
        held, self._held = self._held, ""
        return "" if self._is_thinking else held


def _started_tag(text: str) -> int:
    """How many characters at the end may be the beginning of a tag."""
    start = text.rfind("<", max(0, len(text) - _LONGEST_TAG))
    tail = text[start:].casefold()
    may_be_tag = start >= 0 and any(
        tag.startswith(tail) for tag in ("<think>", "<thinking>", "</think>", "</thinking>")
    )
    return len(tail) if may_be_tag else 0


def without_thoughts(text: str) -> str:
    """A whole text without them, also if the opening tag was in the prompt and only the closing one came."""
    thoughts = Thoughts()
    said = thoughts.feed(text) + thoughts.end()
    *_, reply = _CLOSE.split(said)
    return reply
