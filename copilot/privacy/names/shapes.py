"""What a name, an address or a postcode must look like: the head goes by context, and numbers have their own rules."""

from __future__ import annotations

import regex

from copilot.privacy.clues import Clues
from copilot.privacy.context import is_business
from copilot.privacy.recognisers.postcodes import POSTCODE

_NO_NAME = regex.compile(r"\S*\d\S*|[^\w\s]+")
_LETTERS = regex.compile(r"[^\W\d_]{2,}")
_STREET = regex.compile(r"[^\W\d_]{3,}")
_GLUED_BEFORE = regex.compile(r"(?r)(?<![\w])(?:[^\W\d_]{1,20}[-'])+")
_GLUED_AFTER = regex.compile(r"(?:[-'](?!s\b)[^\W\d_]{1,20})+(?!\w)")
_LONGEST = 40
_SEPARATORS = " \t\n,;:-/|()[]\"'"


def shaped(kind: str, clues: Clues, start: int, end: int) -> tuple[int, int] | None:
    """The part of [start, end) that can be of the kind; `None` if nothing of it can."""
    start, end = _stripped(clues.text, start, end)
    if start >= end:
        return None
    match kind:
        case "PERSON":
            return _name(clues.text, *_whole_words(clues.text, start, end))
        case "ZIP_CODE":
            return (start, end) if _is_postcode(clues, start, end) else None
        case "STREET_ADDRESS":
            written = clues.text[start:end]
            return (start, end) if " " in written.strip() and _STREET.search(written) else None
        case _:
            return start, end


def _is_postcode(clues: Clues, start: int, end: int) -> bool:
    """True if it has the form of one, and no word says that it is something else; digits alone must be asked for."""
    if not POSTCODE.fullmatch(clues.text, start, end) or is_business(clues, start, end):
        return False
    is_bare = clues.is_alone(start, end) and clues.text[start:end].isdigit()
    return not is_bare or not clues.asked.isdisjoint({"ZIP_CODE", "STREET_ADDRESS"})


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with all of a name that a dash or an apostrophe holds together, without a genitive's `'s`."""
    before = _GLUED_BEFORE.match(text, max(0, start - _LONGEST), start)
    after = _GLUED_AFTER.match(text, end, end + _LONGEST)
    return before.start() if before else start, after.end() if after else end


def _name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name without what has digits at its ends; one that has a digit inside is none."""
    if not any(map(str.isdigit, text[start:end])):
        return (start, end) if _LETTERS.search(text, start, end) else None
    pieces = [piece.span() for piece in regex.finditer(r"\S+", text[start:end])]
    good = [(first, last) for first, last in pieces if not _NO_NAME.fullmatch(text[start:end], first, last)]
    if not good or any(map(str.isdigit, text[start + good[0][0] : start + good[-1][1]])):
        return None
    first, last = _stripped(text, start + good[0][0], start + good[-1][1])
    return (first, last) if _LETTERS.search(text, first, last) else None


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the separators at its ends."""
    while start < end and text[start] in _SEPARATORS:
        start += 1
    while start < end and text[end - 1] in _SEPARATORS:
        end -= 1
    return start, end
