"""A folded text with the few facts that tell which recognisers have anything to look for in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import regex
from msgspec import Struct
from regex import Match, Pattern

from copilot.encoding.reading import Reading

_NOT_DIGITS = regex.compile(r"[^0-9]+")
_WORD = regex.compile(r"(?<![^\W_])[^\W\d_]{4,}+(?![^\W_])")
_FIRST = regex.compile(r"[^\W_]")
_LAST = regex.compile(r"(?r)[^\W_]")


class Labels(Struct, frozen=True):
    """Where the matches of a label begin and end in a text, in text order."""

    starts: list[int]
    ends: list[int]

    def before(self, position: int, reach: int) -> int:
        """Where the last label before a position ends, -1 if it begins more than `reach` characters before."""
        index = bisect_right(self.ends, position) - 1
        return self.ends[index] if index >= 0 and position - self.starts[index] <= reach else -1

    def is_within(self, position: int, reach: int) -> bool:
        """True if a label begins in the `reach` characters from a position."""
        index = bisect_left(self.starts, position)
        return index < len(self.starts) and self.starts[index] < position + reach

    def begins_at(self, position: int) -> bool:
        """True if a label begins at a position."""
        index = bisect_left(self.starts, position)
        return index < len(self.starts) and self.starts[index] == position


@dataclass(frozen=True, slots=True)
class Clues:
    """`text` is folded; `lowered` has the same length; a pattern may take `timeout_seconds`.

    `digits` counts the digits in the fullest stretch without a word of four letters: no number goes on across one.
    `first` and `last` are the places of the first and the last letter or digit, -1 if there is none. `asked` are the
    kinds that the other side has just asked for; `read` is the encoder pass over `text`, made when it is first called,
    where there is an encoder.
    """

    text: str
    lowered: str
    digits: int
    first: int
    last: int
    timeout_seconds: float
    asked: frozenset[str] = frozenset()
    read: Callable[[], Reading] | None = None
    _labels: dict[Pattern[str], Labels] = field(default_factory=dict, repr=False, compare=False)

    def scan(self, pattern: Pattern[str], *, lowered: bool = True) -> Iterator[Match[str]]:
        """Matches of a pattern in text order, not overlapping.

        Raises:
            TimeoutError: the pattern took too long; what it would have found is unknown, so the text must not be used.
        """
        text = self.lowered if lowered else self.text
        matches: Iterator[Match[str]] = pattern.finditer(text, timeout=self.timeout_seconds)
        return matches

    def has(self, pattern: Pattern[str]) -> bool:
        """True if the lower-case text has a match.

        Raises:
            TimeoutError: the pattern took too long.
        """
        return pattern.search(self.lowered, timeout=self.timeout_seconds) is not None

    def labels(self, pattern: Pattern[str]) -> Labels:
        """All matches of a label, looked for once.

        Raises:
            TimeoutError: the pattern took too long.
        """
        found = self._labels.get(pattern)
        if found is None:
            spans = [match.span() for match in self.scan(pattern)]
            found = self._labels[pattern] = Labels([start for start, _ in spans], [end for _, end in spans])
        return found

    def is_alone(self, start: int, end: int) -> bool:
        """True if the text has no letter or digit outside [start, end): somebody's whole answer to a question."""
        return start <= self.first and self.last < end


class Needs(Struct, frozen=True, kw_only=True):
    """What a text must have: so many `Clues.digits`, any of some lower-case pieces, a match of a quick pattern."""

    digits: int = 0
    any_of: tuple[str, ...] = ()
    pattern: Pattern[str] | None = None

    def are_met(self, clues: Clues) -> bool:
        """True if the recogniser could find something."""
        if clues.digits < self.digits:
            return False
        if self.any_of and not any(piece in clues.lowered for piece in self.any_of):
            return False
        return self.pattern is None or clues.has(self.pattern)


def clues_of(
    text: str,
    timeout_seconds: float,
    asked: frozenset[str] = frozenset(),
    read: Callable[[], Reading] | None = None,
) -> Clues:
    """The clues of a folded text."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    first, last = _FIRST.search(text), _LAST.search(text)
    return Clues(
        text=text,
        lowered=lowered,
        digits=max(len(_NOT_DIGITS.sub("", stretch)) for stretch in _WORD.split(text)),
        first=first.start() if first else -1,
        last=last.start() if last else -1,
        timeout_seconds=timeout_seconds,
        asked=asked,
        read=read,
    )
