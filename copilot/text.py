"""Pure functions over text: normalise, split into sentences and words, cut to a budget."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_NO_BOUNDARY = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|approx|nos|dr|mr|mrs|ms|st|vs)|\b[a-z]|^[ \t]*\d{1,3})\.$", re.IGNORECASE | re.MULTILINE
)
"""A full stop that ends an abbreviation, an initial or the number of a list item ends no sentence."""
_REACH_BACK = 40
"""How far before a full stop an abbreviation or the number of an indented list item can begin."""
_BOUNDARY = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+|$)|\n+")


class Span(Struct, frozen=True, array_like=True):
    """A half-open range of code points."""

    start: int
    end: int


def printable(text: str) -> str:
    """Replace control characters (but tab and newline) and unpaired surrogates one for one, so offsets stay."""
    without_surrogates = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    same_length = without_surrogates if len(without_surrogates) == len(text) else _replace_surrogates(text)
    return _CONTROL.sub(" ", same_length)


def _replace_surrogates(text: str) -> str:
    return "".join("\ufffd" if 0xD800 <= ord(char) <= 0xDFFF else char for char in text)


def words(text: str) -> list[str]:
    """The words of a text, case folded, in order; codes such as `v-205` stay whole."""
    return _WORD.findall(text.casefold())


def sentence_spans(text: str) -> Iterator[Span]:
    """Spans of the sentences of a text, without surrounding white space, in order and not overlapping."""
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        nearest = max(start, boundary.start() - _REACH_BACK)
        if _NO_BOUNDARY.search(text, nearest, boundary.end()) and not boundary.group().startswith("\n"):
            continue
        yield from _stripped(text, start, boundary.end())
        start = boundary.end()
    yield from _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def slug(text: str) -> str:
    """Lower-case ASCII words joined by dashes, for ids; empty if the text has none."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_text.lower()))


def cut(text: str, max_chars: int) -> str:
    """The text, cut after the last whole word that fits `max_chars` (1 or more), with an ellipsis if anything was cut.

    A first word that is too long is cut itself.
    """
    if len(text) <= max_chars:
        return text
    kept = text[: max_chars - 1]
    is_between_words = any(map(str.isspace, text[max(max_chars - 2, 0) : max_chars]))
    whole = kept if is_between_words else "".join(kept.rsplit(None, 1)[:-1])
    return (whole or kept).rstrip() + "…"
