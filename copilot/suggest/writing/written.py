"""A model's reply as a sketch: without the dress that models put on, cut into sentences and lines (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, Literal

from msgspec import Struct

from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.writing.thoughts import without_thoughts
from copilot.text import Span, printable, sentence_spans

Outcome = Literal["written", "cut", "late", "unavailable", "open"]


class Written(Struct, frozen=True, kw_only=True):
    """What became of one request for a reply.

    `written`: `text` is the whole reply. `cut`: it broke off, and `text` has the whole sentences before. `late`: a
    time-out or the deadline came first; `text` has the whole sentences until then, if there were any. `unavailable` and
    `open` (the breaker let nothing through): no text. `reason` is a word of ours wherever it was not `written`.
    """

    text: str
    outcome: Outcome
    reason: str | None = None


_FENCE: Final = re.compile(r"^[ \t]*(?:```|~~~)[\w-]*[ \t]*$\n?", re.MULTILINE)
_ROLE: Final = re.compile(
    r"\A(?:[*_]{0,2}(?:assistant|agent|operator|support|reply|response|answer|draft)[*_]{0,2}[ \t]*:[*_]{0,2}\s*)+",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(r"\A[*_]{0,2}subject[*_]{0,2}[ \t]*:[^\n]*(?:\n\s*|\Z)", re.IGNORECASE)
_HEADING: Final = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+", re.MULTILINE)
_BULLET: Final = re.compile(r"^([ \t]*)[*+•][ \t]+", re.MULTILINE)
_EMPHASIS: Final = (
    re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*"),
    re.compile(r"(?<![\w_])__(?=\S)([^_\n]+?)(?<=\S)__(?![\w_])"),
    re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"),
    re.compile(r"(?<![\w<])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w>])"),
    re.compile(r"`([^`\n]+)`"),
)
"""Underscores within words are left alone: placeholders and codes have them."""
_QUOTES: Final = {'"': '"', "“": "”", "«": "»", "'": "'", "‘": "’", "„": "“"}
_LIST_LINE: Final = re.compile(r"[ \t]*(?:[-–]|\d{1,3}[.)])[ \t]+\S")
_NUMBER_AT_END: Final = re.compile(r"\d\.\Z")
_MORE_FOLLOWS: Final = re.compile(r"(?::|^[ \t]*(?:[-–*•]|\d{1,3}[.)]))\Z")


def sketch_of(text: str, brief: Brief, name: str) -> Sketch:
    """A reply with its sentences and list lines as parts, each with the white space after it; no parts for no text."""
    plain = undressed(text, is_mail=brief.channel == "email")
    spans = list(_spans(plain))
    ends = [*(following.start for _, following in pairwise(spans)), len(plain)]
    parts = tuple(plain[span.start : end] for span, end in zip(spans, ends, strict=False))
    return Sketch(kind="reply", parts=parts, tone=brief.tone, drafter=name, because=f"verdict:{brief.verdict}")


def undressed(text: str, *, is_mail: bool = False) -> str:
    """The text without thoughts, code fences, role names, quotation marks around it, Markdown, and a chat's subject."""
    plain = re.sub(r"\r\n?", "\n", printable(without_thoughts(text)))
    plain = _unquoted(_ROLE.sub("", _FENCE.sub("", plain).strip()).strip())
    plain = _ROLE.sub("", plain) if is_mail else _ROLE.sub("", _SUBJECT.sub("", plain))
    plain = _BULLET.sub(r"\1- ", _HEADING.sub("", plain))
    for emphasis in _EMPHASIS:
        plain = emphasis.sub(r"\1", plain)
    plain = re.sub(r"[ \t]+$", "", plain, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", plain).strip()


def _unquoted(text: str) -> str:
    """Without marks around the whole of it; quotations at its beginning and end are not that."""
    closing = _QUOTES.get(text[:1])
    if closing is None or len(text) < 2 or not text.endswith(closing):
        return text
    inner = text[1:-1]
    return text if closing in inner or text[0] in inner else inner.strip()


def whole_sentences(text: str) -> str:
    """What is left of a text that breaks off anywhere, cut back to its last whole sentence or line; may be empty."""
    *whole, _ = sentence_spans(f"{text.rstrip()} X" if text[-1:] != "\n" else f"{text}X")
    while whole and _is_broken(text, whole[-1]):
        whole.pop()
    return text[: whole[-1].end] if whole else ""


def _is_broken(text: str, span: Span) -> bool:
    """True for what announces more, and for a number at the very end, whose decimals may be missing."""
    said = text[span.start : span.end]
    is_last = span.end >= len(text)
    return bool(_MORE_FOLLOWS.search(said)) or (is_last and bool(_NUMBER_AT_END.search(said)))


def _spans(text: str) -> Iterator[Span]:
    """Sentences, and lines of lists in one piece: without its number a step would stand in the wrong place."""
    start = 0
    for line in text.splitlines(keepends=True):
        if _LIST_LINE.match(line):
            yield Span(start, start + len(line.rstrip()))
        else:
            yield from (Span(start + span.start, start + span.end) for span in sentence_spans(line))
        start += len(line)
