"""What a name, an address or a postcode must look like: the head goes by context, and numbers have their own rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import regex
from regex import Pattern

from copilot.privacy.clues import Clues
from copilot.privacy.context import is_business
from copilot.privacy.recognisers.postcodes import POSTCODE

_NO_NAME = regex.compile(r"\S*\d\S*|[^\w\s]+")
_PIECE = regex.compile(r"\S+")
_LETTERS = regex.compile(r"[^\W\d_]{2,}")
_WORD = regex.compile(r"[^\W\d_]{3,}")
_HOUSE = regex.compile(r"(?<![\w])#?\d{1,5}[a-zA-Z]?(?![\d])")
# Amounts and dates, which are no numbers of houses.
_NO_HOUSE = regex.compile(
    r"[£$€]\s?\d[\d.,]*|\d+[.,]\d{2}(?!\d)|\d{1,2}/\d{2,4}(?!\d)|\d+\s?(?:%|€|£|pln|eur|usd|gbp|zł)", regex.IGNORECASE
)
_STREET = regex.compile(
    r"\b(?:street|road|avenue|lane|drive|close|court|crescent|terrace|place|square|gardens|grove|park|row|mews|hill|way"
    r"|st|rd|ave|ln|dr|blvd|boulevard|rue|chemin|allee|place|quai|via|viale|piazza|corso|calle|avenida|plaza|paseo|rua"
    r"|travessa|praca|ul|ulica|al|os|plac|weg|platz|ring|gasse|straat|laan|plein|gracht|kade|vej|gatan|gata|vagen|gade|katu"
    r"|tie|utca|ulice|namesti|sokak|cadde|mahallesi|po box|postfach|farm|cottage|house|flat|apartment|apt|unit)\b"
    r"|\w{2,}(?:strasse|straße|str|weg|gasse|platz|allee|straat|laan|gatan|vagen|gade|vej|katu|tie)\b"
)
_PLACE = regex.compile(
    r"\b(?:post ?code|postal|zip|plz|code|address|live|lives|living|moved|move|moving|deliver\w*|ship\w*|send|street"
    r"|road|avenue|area|near|located|based|home|town|city|neighbou?rhood|from|in|at)\b"
)
_PLACE_REACH = 25
_LEGAL_FORM = regex.compile(
    r"(?:\s+(?:&|and|und|et|y|e)\s+\w+)?,?\s+(?:ltd|limited|inc|llc|llp|plc|gmbh|ag|kg|ohg|sarl|s\.?a\.?|b\.?v\.?|n\.?v\.?"
    r"|s\.?r\.?l\.?|s\.?p\.?a\.?|sp\. z o|oy|ab|a/s|aps|pty|corp|co\.|& sons|and sons|& co|bros)(?!\w)"
)
_MOST_HOUSE_DIGITS = 3
_LONGEST_HOUSE = 6
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
            return _name(clues, *_whole_words(clues.text, start, end))
        case "ZIP_CODE":
            return (start, end) if _is_postcode(clues, start, end) else None
        case "STREET_ADDRESS":
            start, end = _stripped(clues.text, start, _before_code(clues.text, start, end))
            return (start, end) if _is_address(clues.text[start:end]) else None
        case _:
            return start, end


def _is_postcode(clues: Clues, start: int, end: int) -> bool:
    """True if it has the form of one, and no word says that it is something else; digits alone need a place as well."""
    if not POSTCODE.fullmatch(clues.text, start, end) or is_business(clues, start, end):
        return False
    if not clues.text[start:end].replace(" ", "").isdigit():
        return True
    is_asked = not clues.asked.isdisjoint({"ZIP_CODE", "STREET_ADDRESS"})
    return is_asked or clues.labels(_PLACE).before(start, _PLACE_REACH) >= 0


def _is_address(written: str) -> bool:
    """True if it has a word, and a number that can be a house's or a word for a street."""
    if " " not in written.strip() or not _WORD.search(written):
        return False
    return _HOUSE.search(_NO_HOUSE.sub("", written)) is not None or _STREET.search(written.lower()) is not None


def _before_code(text: str, start: int, end: int) -> int:
    """Where the first token begins that is an order number or the like; the end if none is."""
    return next((piece.start() for piece in _PIECE.finditer(text, start, end) if _is_code(piece.group())), end)


def _is_code(token: str) -> bool:
    """True for what has too many digits for a house number and is no postcode."""
    bare = token.strip(_SEPARATORS + ".#")
    if bare.isdigit():
        return len(bare) > _LONGEST_HOUSE
    is_mixed = any(map(str.isalpha, bare)) and sum(map(str.isdigit, bare)) > _MOST_HOUSE_DIGITS
    return is_mixed and len(bare) > _LONGEST_HOUSE and not POSTCODE.fullmatch(bare)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with all of a name that a dash or an apostrophe holds together, without a genitive's `'s`."""
    before = _GLUED_BEFORE.match(text, max(0, start - _LONGEST), start)
    after = _GLUED_AFTER.match(text, end, end + _LONGEST)
    return before.start() if before else start, after.end() if after else end


def _name(clues: Clues, start: int, end: int) -> tuple[int, int] | None:
    """The name without what has digits at its ends; a company, a label or a name with a digit inside is none."""
    text = clues.text
    if any(map(str.isdigit, text[start:end])):
        span = _without_numbers(text, start, end)
        if span is None:
            return None
        start, end = span
    if not _LETTERS.search(text, start, end) or _is_company(clues, start, end):
        return None
    return None if _bare(clues.lowered[start:end]) in _never_names() else (start, end)


def _without_numbers(text: str, start: int, end: int) -> tuple[int, int] | None:
    pieces = [piece.span() for piece in _PIECE.finditer(text, start, end)]
    good = [(first, last) for first, last in pieces if not _NO_NAME.fullmatch(text, first, last)]
    if not good or any(map(str.isdigit, text[good[0][0] : good[-1][1]])):
        return None
    return _stripped(text, good[0][0], good[-1][1])


def _is_company(clues: Clues, start: int, end: int) -> bool:
    """True if a legal form follows, or the name stands in that of a well-known brand."""
    if _LEGAL_FORM.match(clues.lowered, end, end + _LONGEST):
        return True
    first = max(0, start - _LONGEST)
    around = clues.lowered[first : end + _LONGEST]
    return any(first + brand.start() <= start and end <= first + brand.end() for brand in _brands().finditer(around))


@cache
def _brands() -> Pattern[str]:
    """Brands that bear the name of a person: Ted Baker is a shop."""
    lines = (Path(__file__).parent / "brands.txt").read_text(encoding="utf-8").lower().splitlines()
    return regex.compile(r"(?<!\w)(?:\L<brands>)(?:'?s)?(?!\w)", brands=lines)


@cache
def _never_names() -> frozenset[str]:
    """Words that are taken for names because they stand where one could: labels, days, greetings."""
    lines = (Path(__file__).parent / "never.txt").read_text(encoding="utf-8").split()
    return frozenset(lines)


def _bare(words: str) -> str:
    return words.strip(" .,:;-'")


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the separators at its ends."""
    while start < end and text[start] in _SEPARATORS:
        start += 1
    while start < end and text[end - 1] in _SEPARATORS:
        end -= 1
    return start, end
