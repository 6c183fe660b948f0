"""Passages → the sentences, steps, items and table rows that can be quoted by themselves (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from copilot.types import Hit, Passage

UnitKind = Literal["sentence", "step", "item", "row"]
_STEP = re.compile(r"\s*\d{1,3}\.\s+")
_ITEM = re.compile(r"\s*-\s+")
CELLS = " | "
_CODE = re.compile(r"\b[A-Za-z]{1,3}-?\d{1,4}\b")
_PRODUCT = re.compile(r"\b[A-Z][a-z]+ ([A-Z]\d{1,3})\b")
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:(?:above|below)\b(?!\s+\W?\d)|the next section|the following|this page|see the|this article)\b",
    re.IGNORECASE,
)


class Unit(Struct, frozen=True, kw_only=True):
    """A line or sentence of a passage that can be quoted: code points [start, end) of its text, and its relevance."""

    passage: Passage
    start: int
    end: int
    kind: UnitKind
    relevance: float

    @property
    def text(self) -> str:
        """The words of the unit."""
        return self.passage.text[self.start : self.end]


def codes(text: str) -> set[str]:
    """The error and product codes in a text, such as `v-205` and `r2`, lower case."""
    return {match.group().lower() for match in _CODE.finditer(text)}


def product_numbers(title: str) -> set[str]:
    """What looks like a code but is the end of a product's name, such as `R5` in "Sweep R5 error codes"."""
    return {match.group(1).lower() for match in _PRODUCT.finditer(title)}


def units_of(hit: Hit) -> Iterator[Unit]:
    """The quotable units of a hit; list items and table rows stay whole. None if its sentences were not scored."""
    text = hit.passage.text
    line_start = 0
    table_header_seen = False
    kind: UnitKind = "sentence"
    for line in text.splitlines(keepends=True):
        line_end = line_start + len(line.rstrip())
        inside = [item for item in hit.sentences if line_start <= item.start and item.end <= line_end]
        kind = _kind(line, kind)
        is_header = kind == "row" and not table_header_seen
        table_header_seen = kind == "row"
        if kind == "sentence":
            yield from (
                Unit(passage=hit.passage, start=item.start, end=item.end, kind=kind, relevance=item.score)
                for item in inside
            )
        elif inside and not is_header:
            start = line_start + len(line) - len(line.lstrip())
            best = max(item.score for item in inside)
            yield Unit(passage=hit.passage, start=start, end=line_end, kind=kind, relevance=best)
        line_start += len(line)


def _kind(line: str, above: UnitKind) -> UnitKind:
    """An indented line below a step, such as a choice that it offers, belongs to the list of steps."""
    if _STEP.match(line) or (above == "step" and line[:1] == " "):
        return "step"
    if _ITEM.match(line):
        return "item"
    return "row" if CELLS in line else "sentence"


def leads_nowhere(unit: Unit) -> bool:
    """True for what makes no sense when quoted alone: "the following:", "see above", half a sentence of a list."""
    text = unit.text.rstrip()
    ends_open = unit.kind == "sentence" and (text.endswith(":") or text[-1:].isalnum())
    is_fragment = unit.kind == "item" and _ITEM.sub("", text, count=1)[:1].islower()
    return ends_open or is_fragment or bool(_POINTS_ELSEWHERE.search(text))


def number_of(step: Unit) -> int:
    """The number of a step; 0 for an indented line below one."""
    is_indented = step.passage.text[: step.start].endswith(" ")
    return 0 if is_indented else int(step.text.split(".", 1)[0])


def reading_order(unit: Unit) -> tuple[int, int]:
    """Where a unit stands in its article: the number of its passage, and its place in it."""
    return int(unit.passage.passage_id.rsplit("#", 1)[1]), unit.start
