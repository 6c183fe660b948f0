"""Where in a passage a claim may rest: its sentences, list items and table rows, alone or beside each other (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from copilot.suggest.guard.claims.disagreement import Evidence
from copilot.suggest.guard.claims.facts import Facts, content, facts
from copilot.suggest.guard.claims.likelihood import share, weight
from copilot.text import sentence_spans
from copilot.types import Passage

_LOOKED_AT: Final = 3
"""How many of the sentences with most words in common are looked at closely, each also with its neighbours."""
_ABOUT: Final = 0.1
_REMEMBERED_PASSAGES: Final = 256
_CELLS: Final = " | "


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence, list item or table row; `text` is what is read of it, for a row the table's first row too.

    `content`: its telling words, the stems of `Facts.content`.
    """

    start: int
    end: int
    text: str
    content: frozenset[str]
    is_row: bool = False


class Place(Struct, frozen=True, kw_only=True):
    """Adjacent sentences of a passage, one or more."""

    passage: Passage
    sentences: tuple[Sentence, ...]

    @property
    def start(self) -> int:
        """Where the first sentence starts, in code points of the passage's text."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where the last sentence ends."""
        return self.sentences[-1].end

    @property
    def text(self) -> str:
        """The sentences as written."""
        return self.passage.text[self.start : self.end]

    @property
    def content(self) -> frozenset[str]:
        """The telling words of all its sentences."""
        return frozenset().union(*(one.content for one in self.sentences))

    @property
    def evidence(self) -> Evidence:
        """The facts of the sentences, and of the title and headings that they stand below."""
        above = "\n".join(filter(None, (self.passage.title, self.passage.heading)))
        parts = tuple(facts(one.text) for one in self.sentences)
        return Evidence(whole=parts[0] if len(parts) == 1 else facts(self.text), sentences=parts, above=facts(above))


def nearest(claim: Facts, passages: Sequence[Passage]) -> list[Place]:
    """The places that have about as many of the claim's words as any: one that has fewer must not overrule them.

    Single sentences first; their order does not depend on that of the passages.
    """
    found = list(_candidates(claim, passages))
    shares = [share(claim.content, one.content) for one in found]
    most = max(shares, default=0.0)
    kept = [one for one, part in zip(found, shares, strict=True) if part >= most - _ABOUT]
    return sorted(kept, key=lambda one: len(one.sentences))


def _candidates(claim: Facts, passages: Sequence[Passage]) -> Iterator[Place]:
    """The sentences that share most with a claim, each alone and with its neighbours."""
    places = [
        (-weight(claim.content & sentence.content), passage.passage_id, number, passage)
        for passage in passages
        for number, sentence in enumerate(sentences(passage.text))
    ]
    places.sort(key=lambda place: place[:3])
    seen = set()
    for _, identifier, number, passage in places[:_LOOKED_AT]:
        for first, last in ((number, number), (number - 1, number), (number, number + 1), (number - 1, number + 1)):
            if (identifier, first, last) not in seen:
                seen.add((identifier, first, last))
                yield from _place(passage, first, last)


def _place(passage: Passage, first: int, last: int) -> Iterator[Place]:
    """The sentences from first to last, if there are so many; rows of a table stand only alone."""
    inside = sentences(passage.text)
    chosen = inside[max(first, 0) : last + 1]
    is_whole = first >= 0 and last < len(inside)
    if is_whole and (len(chosen) == 1 or not any(one.is_row for one in chosen)):
        yield Place(passage=passage, sentences=chosen)


def whole_line(claim: str, text: str) -> int | None:
    """Where a text has a claim as a whole sentence, list item or line; None where it has not, or only a part of one."""
    if not claim or claim not in text:
        return None
    return _whole_lines(text).get(claim)


@lru_cache(_REMEMBERED_PASSAGES)
def _whole_lines(text: str) -> Mapping[str, int]:
    places = {text[span.start : span.end]: span.start for span in reversed(list(sentence_spans(text)))}
    start = 0
    for line in text.splitlines(keepends=True):
        places.setdefault(line.strip(), start + line.find(line.strip()))
        start += len(line)
    return places


@lru_cache(_REMEMBERED_PASSAGES)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences, list items and table rows of a passage's text, in order; the first row of a table is no place."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Sentence]:
    start, header = 0, ""
    for line in text.splitlines(keepends=True):
        kept = line.strip()
        begin = start + line.find(kept)
        start += len(line)
        if _CELLS not in kept:
            header = ""
            yield from _in_line(kept, begin)
        elif header:
            yield _sentence(begin, begin + len(kept), f"{header}\n{kept}", is_row=True)
        else:
            header = kept


def _in_line(line: str, begin: int) -> Iterator[Sentence]:
    for span in sentence_spans(line):
        yield _sentence(begin + span.start, begin + span.end, line[span.start : span.end])


def _sentence(start: int, end: int, text: str, *, is_row: bool = False) -> Sentence:
    return Sentence(start=start, end=end, text=text, content=content(text), is_row=is_row)
