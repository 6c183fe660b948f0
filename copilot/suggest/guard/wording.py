"""Whether a text says what another one says, by its words, numbers and negations (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, TypeAlias, TypeVar

from copilot.suggest.tone import long_forms
from copilot.text import sentence_spans, words
from copilot.types import Passage

T = TypeVar("T")

Place: TypeAlias = tuple[Passage, int, int]
"""A passage and the code points [start, end) of its text."""

_NEGATION: Final = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|nowhere|neither|nor|without|cannot"
    r"|(?:do|does|did|is|are|was|were|has|have|had|ca|wo|could|should|would|must|need)n['’]?t)\b",
    re.IGNORECASE,
)
_COUNTED: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_NUMBER_WORDS: Final = {
    **{word: str(value) for value, word in enumerate(_COUNTED.split())},
    "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90", "hundred": "100",
    "thousand": "1000", "half": "½", "double": "×2", "twice": "×2", "once": "×1",
}  # fmt: skip
_NUMBER: Final = re.compile(rf"\d+(?:[.,]\d+)*|[%€$£¥]|\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE)
_SMALL: Final = """
a an and are as at be but by can cannot do does for from has have if in is it its not of on or so that the their then
there they this to was we were will with you your i am my me
"""
_SMALL_WORDS: Final = frozenset(_SMALL.split())
_REMEMBERED: Final = 8_192
"""The same passages are looked at again and again: what their sentences say is worked out once."""

_REACH: Final = 120
"""How many characters behind a negation are looked at for what it negates."""
_ENOUGH_SHARED_WORDS: Final = 0.85


def says(source: str, claim: str) -> bool:
    """True if the source holds nearly all content words of the claim, its numbers in order, and negates the same."""
    if not _numbers_agree(source, claim) or _negated(claim) != _negated(source):
        return False
    wanted = _content(claim)
    if len(wanted) < 2:
        return words(long_forms(claim)) == words(long_forms(source)) != []
    return len(wanted & _content(source)) / len(wanted) >= _ENOUGH_SHARED_WORDS


def quoted(text: str, passage: Passage) -> Place | None:
    """Where a passage has the text word for word, in whole sentences or lines: half of one may say the opposite."""
    if not text or text not in passage.text:
        return None
    spans = candidates(passage.text)
    ends = {end for _, end in spans}
    starts = (start for start, _ in spans if passage.text.startswith(text, start))
    return first((passage, start, start + len(text)) if start + len(text) in ends else None for start in starts)


def reworded(text: str, passage: Passage) -> Place | None:
    """Where a passage has a sentence or line that says the same, no more and no less, in nearly the same words."""
    places = ((passage.text[start:end], start, end) for start, end in candidates(passage.text))
    return first(
        (passage, start, end) if says(said, text) and says(text, said) else None for said, start, end in places
    )


def first(found: Iterable[T | None]) -> T | None:
    """The first that there is."""
    return next((one for one in found if one is not None), None)


@lru_cache(_REMEMBERED)
def candidates(text: str) -> tuple[tuple[int, int], ...]:
    """What a sentence may rest on: a sentence of a passage, or a line of it, such as a table row."""
    places = [(span.start, span.end) for span in sentence_spans(text)]
    start = 0
    for line in text.splitlines(keepends=True):
        places.append((start, start + len(line.rstrip())))
        start += len(line)
    return tuple(places)


def _numbers_agree(source: str, claim: str) -> bool:
    """True if the claim's numbers, in figures or words, are numbers of the source in the same order."""
    given = iter(_numbers(source))
    return all(number in given for number in _numbers(claim))


@lru_cache(_REMEMBERED)
def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_NUMBER_WORDS.get(number, number) for number in _NUMBER.findall(text.casefold()))


@lru_cache(_REMEMBERED)
def _negated(text: str) -> tuple[str, ...]:
    """The word of content behind each negation, sorted: "lamps, not batteries" is not "batteries, not lamps"."""
    behind = (words(text[match.end() : match.end() + _REACH]) for match in _NEGATION.finditer(text))
    return tuple(sorted(next((word for word in said if word not in _SMALL_WORDS), "") for said in behind))


@lru_cache(_REMEMBERED)
def _content(text: str) -> frozenset[str]:
    found = words(long_forms(text))
    return frozenset(_NUMBER_WORDS.get(word, word) for word in found if word not in _SMALL_WORDS)
