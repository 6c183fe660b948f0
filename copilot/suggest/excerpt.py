"""Passages → the sentences, steps and table rows that answer a question (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

import msgspec
from msgspec import Struct

from copilot.text import words
from copilot.types import Hit, Length, Passage

UnitKind = Literal["sentence", "step", "item", "row"]

_STEP = re.compile(r"\s*\d{1,3}\.\s+")
_ITEM = re.compile(r"\s*-\s+")
_CELLS = " | "
_CODE = re.compile(r"\b[A-Za-z]{1,3}-?\d{1,4}\b")
_PRODUCT = re.compile(r"\b[A-Z][a-z]+ ([A-Z]\d{1,3})\b")
_CODE_BONUS: Final = 0.3
_MAX_SENTENCES: Final[dict[Length, int]] = {"short": 3, "medium": 5, "long": 8}
_MAX_LIST: Final[dict[Length, int]] = {"short": 8, "medium": 10, "long": 15}
_CLOSE_ENOUGH = 0.12
"""A sentence is quoted if its cosine is at most this far below the best one's: chosen on the dev questions."""
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:above|below|the next section|the following|this page|see the|this article)\b", re.IGNORECASE
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


def excerpt(hits: Sequence[Hit], question: str, length: Length) -> list[Unit]:
    """The units of the best article that answer best, in reading order: sentences first, then one list of steps."""
    if not hits:
        return []
    best_article = hits[0].passage.article_id
    found = [unit for hit in hits if hit.passage.article_id == best_article for unit in units_of(hit)]
    asked = set(words(question))
    usable = [unit for unit in found if unit.kind != "row" or _names_the_case(unit, asked)]
    units = _with_codes_first(usable, codes(question) - _product_numbers(hits[0].passage.title))
    steps = _steps(units, _MAX_LIST[length])
    return [*_sentences(units, _MAX_SENTENCES[length]), *steps]


def _names_the_case(row: Unit, asked: set[str]) -> bool:
    """A table row answers only if the question names its case: a word of its first cell."""
    case = {word for word in words(row.text.split(_CELLS)[0]) if len(word) > 1}
    return not case.isdisjoint(asked)


def codes(text: str) -> set[str]:
    """The error and product codes in a text, such as `v-205` and `r2`, lower case."""
    return {match.group().lower() for match in _CODE.finditer(text)}


def _product_numbers(title: str) -> set[str]:
    """What looks like a code but is the end of a product's name, such as `R5` in "Sweep R5 error codes"."""
    return {match.group(1).lower() for match in _PRODUCT.finditer(title)}


def _with_codes_first(units: Sequence[Unit], asked: set[str]) -> list[Unit]:
    """A unit that names the code that was asked for is worth more than any likeness of meaning."""
    return [
        msgspec.structs.replace(unit, relevance=unit.relevance + _CODE_BONUS) if asked & codes(unit.text) else unit
        for unit in units
    ]


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
    return "row" if _CELLS in line else "sentence"


def _sentences(units: Sequence[Unit], most: int) -> list[Unit]:
    usable = [unit for unit in units if unit.kind != "step" and not _leads_nowhere(unit)]
    ranked = sorted(usable, key=lambda unit: -unit.relevance)[:most]
    if not ranked:
        return []
    floor = ranked[0].relevance - _CLOSE_ENOUGH
    return sorted((unit for unit in ranked if unit.relevance >= floor), key=_reading_order)


def _leads_nowhere(unit: Unit) -> bool:
    """True for what makes no sense when quoted alone: "the following:", "see above", half a sentence of a list."""
    text = unit.text.rstrip()
    ends_open = unit.kind == "sentence" and (text.endswith(":") or text[-1:].isalnum())
    is_fragment = unit.kind == "item" and _ITEM.sub("", text, count=1)[:1].islower()
    return ends_open or is_fragment or bool(_POINTS_ELSEWHERE.search(text))


def _steps(units: Sequence[Unit], most: int) -> list[Unit]:
    """The whole list of steps that holds the most relevant step, if steps matter to the question at all."""
    steps = [unit for unit in units if unit.kind == "step"]
    if not steps:
        return []
    best = max(steps, key=lambda unit: unit.relevance)
    others = [unit.relevance for unit in units if unit.kind != "step"]
    if best.relevance < max(others, default=0.0) - _CLOSE_ENOUGH:
        return []
    return _list_around(best, [unit for unit in steps if unit.passage.passage_id == best.passage.passage_id])[:most]


def _list_around(best: Unit, steps: Sequence[Unit]) -> list[Unit]:
    """A passage may hold two lists: a number that does not grow begins a new one."""
    lists: list[list[Unit]] = []
    previous = 0
    for step in steps:
        number = _number(step)
        if not lists or (number and number <= previous):
            lists.append([])
        lists[-1].append(step)
        previous = number or previous
    return next(group for group in lists if best in group)


def _number(step: Unit) -> int:
    """The number of a step; 0 for an indented line below one."""
    is_indented = step.passage.text[: step.start].endswith(" ")
    return 0 if is_indented else int(step.text.split(".", 1)[0])


def _reading_order(unit: Unit) -> tuple[int, int]:
    return int(unit.passage.passage_id.rsplit("#", 1)[1]), unit.start
