"""A folded text with the few facts that tell which recognisers have anything to look for in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import regex
from msgspec import Struct

if TYPE_CHECKING:
    from regex import Match, Pattern

_NOT_DIGITS = regex.compile(r"[^0-9]+")


class Clues(Struct, frozen=True, kw_only=True):
    """`text` is folded; `lowered` has the same length; `digits` counts all digits; a pattern may take `timeout_seconds`."""

    text: str
    lowered: str
    digits: int
    timeout_seconds: float

    def scan(self, pattern: Pattern[str], *, lowered: bool = True) -> Iterator[Match[str]]:
        """Matches of a pattern in text order, not overlapping.

        Raises:
            TimeoutError: the pattern took too long; what it would have found is unknown, so the text must not be used.
        """
        return pattern.finditer(self.lowered if lowered else self.text, timeout=self.timeout_seconds)

    def is_alone(self, start: int, end: int) -> bool:
        """True if the text has no letter or digit outside [start, end): somebody's whole answer to a question."""
        return not any(map(str.isalnum, self.text[:start])) and not any(map(str.isalnum, self.text[end:]))


class Needs(Struct, frozen=True, kw_only=True):
    """What a text must have for a recogniser to look at it: so many digits, and any of some lower-case pieces."""

    digits: int = 0
    any_of: tuple[str, ...] = ()

    def are_met(self, clues: Clues) -> bool:
        """True if the recogniser could find something."""
        if clues.digits < self.digits:
            return False
        return not self.any_of or any(piece in clues.lowered for piece in self.any_of)


def clues_of(text: str, timeout_seconds: float) -> Clues:
    """The clues of a folded text."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    digits = len(_NOT_DIGITS.sub("", text))
    return Clues(text=text, lowered=lowered, digits=digits, timeout_seconds=timeout_seconds)
