"""Text as recognisers read it: plain digits, letters, dashes and spaces, with the way back to the original."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_PUNCTUATION = {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "−": "-"}
# Letters that no decomposition makes plain; one for one, so that offsets stay.
_LETTERS = dict(zip("ŁłØøĐđÐðĦħŦŧıÆæŒœÞþ", "LlOoDdDdHhTtiAaOoTt", strict=True))
_PLAIN = _PUNCTUATION | _LETTERS
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})


class _Folder(dict[int, str]):
    """Table for `str.translate`: an entry is worked out when a character is first met, and not kept."""

    def __missing__(self, code: int) -> str:
        return _folded_character(chr(code))


_FOLDER = _Folder((code, chr(code)) for code in range(128))


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` in plain form; `origins[i]` is where its character i stood in the original, `None` if nothing moved."""

    text: str
    length: int
    origins: list[int] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text for a non-empty span of `text`, with the invisible characters behind it."""
        if self.origins is None:
            return start, end
        return self.origins[start], self.origins[end] if end < len(self.origins) else self.length


def fold(text: str) -> Folded:
    """Plain digits, letters without accents, one kind of dash, space and quote; invisible characters are left out."""
    if text.isascii():
        return Folded(text=text, length=len(text))
    plain = text.translate(_FOLDER)
    if len(plain) == len(text):
        return Folded(text=plain, length=len(text))
    origins = [index for index, character in enumerate(text) if _FOLDER[ord(character)]]
    return Folded(text=plain, length=len(text), origins=origins)


def _folded_character(character: str) -> str:
    """One character or none: never two, so that offsets can be traced back."""
    if character in _PLAIN:
        return _PLAIN[character]
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return ""
    if category == "Pd":
        return "-"
    if category == "Zs":
        return " "
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    base = [part for part in unicodedata.normalize("NFKD", character) if unicodedata.category(part) not in _INVISIBLE]
    return base[0] if len(base) == 1 else character
