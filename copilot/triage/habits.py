"""How a customer types: what can be counted in one message, and what is usual for the conversation so far (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

_ENOUGH_LETTERS: Final = 12
_MARKS: Final = re.compile(r"[!?]+")
_MOST_MARKS: Final = 6


class Typing(Struct, frozen=True, kw_only=True):
    """What can be counted in a message.

    `capitals`: share of capital letters (0..1), 0 in texts of a few letters; `marks`: in runs such as `!!` or `??` the
    characters beyond the first, 6 at most; `words`: how many.
    """

    capitals: float
    marks: int
    words: int


def typing_of(text: str, word_count: int) -> Typing:
    """The counts of a message without placeholders."""
    letters = [char for char in text if char.isalpha()]
    upper = sum(map(str.isupper, letters))
    return Typing(
        capitals=upper / len(letters) if len(letters) >= _ENOUGH_LETTERS else 0.0,
        marks=min(sum(len(run) - 1 for run in _MARKS.findall(text)), _MOST_MARKS),
        words=word_count,
    )


def beyond_habit(now: Typing, before: Sequence[Typing]) -> tuple[float, float]:
    """How much more capitals (0..1) and marks (0..1) there are than this customer's mean so far; 0 for no more."""
    usual_capitals = sum(one.capitals for one in before) / len(before) if before else 0.0
    usual_marks = sum(one.marks for one in before) / len(before) if before else 0.0
    return max(now.capitals - max(usual_capitals, 0.1), 0.0), max(now.marks - usual_marks, 0.0) / _MOST_MARKS
