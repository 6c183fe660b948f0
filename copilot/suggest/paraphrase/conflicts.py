"""Whether two statements name different values of the same kind: another date, number, day, colour or size."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from copilot.suggest.paraphrase.content import stems
from copilot.suggest.paraphrase.lexicon import DAYS, MONTHS, word_set

_COLOURS: Final = word_set(
    """
    black white red blue green yellow grey gray brown pink purple orange silver gold beige navy turquoise cream
    """
)
_SIZES: Final = word_set("small medium large double single king queen twin xs xl xxl")
_PLACES: Final = word_set("left right front back top bottom upper lower")
_ORDINALS: Final = word_set("first second third fourth fifth last")
_CLASSES: Final = tuple(stems(words) for words in (DAYS, MONTHS, _COLOURS, _SIZES, _PLACES, _ORDINALS))


def conflicts(old: Iterable[str], new: Iterable[str]) -> bool:
    """True if stems of `new` hold a value of a kind that `old` has too, and none of the values that `old` has."""
    first, second = _values(old), _values(new)
    return any(kind in second and not values & second[kind] for kind, values in first.items())


def _values(words: Iterable[str]) -> dict[str, frozenset[str]]:
    """Kind of value → the values; numbers and codes are of a kind if their letters and marks are alike."""
    found: dict[str, frozenset[str]] = {}
    for word in words:
        kind = _kind(word)
        if kind:
            found[kind] = found.get(kind, frozenset()) | {word}
    return found


def _kind(word: str) -> str | None:
    if word.startswith("<"):
        return None
    if any(map(str.isdigit, word)):
        return re.sub(r"(?:st|nd|rd|th)$", "th", re.sub(r"\d+", "0", word))
    return next((f"class {place}" for place, words in enumerate(_CLASSES) if word in words), None)
