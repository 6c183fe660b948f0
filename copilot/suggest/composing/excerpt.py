"""The passages of an article → what of them answers a question (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final

import msgspec

from copilot.suggest.composing.units import (
    CELLS,
    Unit,
    codes,
    leads_nowhere,
    number_of,
    product_numbers,
    reading_order,
    units_of,
)
from copilot.text import words
from copilot.types import Hit, Length

_WORDS: Final[dict[Length, int]] = {"short": 90, "medium": 140, "long": 220}
_PARAGRAPH_WORDS: Final = 60
_LIST_EXTRA: Final = 60
_CLOSE_ENOUGH: Final = 0.25
_FAR: Final = 0.4
_OVERLAP: Final = 0.3
_WANTED_BONUS: Final = 0.06
_OPENING_BONUS: Final = 0.05
_LEAD_BONUS: Final = 0.12
_CODE_BONUS: Final = 0.3
_CASE_BONUS: Final = 0.25
"""Weights against a cosine of 1, chosen on the dev conversations; nothing is quoted that is `_CLOSE_ENOUGH` below the
best."""
_REMEMBERED: Final = 8_192
_WANTED: Final = tuple(
    (re.compile(asks, re.IGNORECASE), re.compile(tells, re.IGNORECASE))
    for asks, tells in (
        (
            r"\b(?:how (?:long|soon|often|many days)|when|what time|until|deadline|by which)\b",
            r"\d[^.]{0,12}(?:day|hour|minute|week|month|year|second)s?\b|\d:\d\d|\b(?:until|before|within|monday)\b",
        ),
        (r"\b(?:how much|costs?|prices?|fees?|pay|charged?|euros?)\b|€", r"[€%$£]|\b(?:free|price|costs?)\b"),
        (
            r"\b(?:can|could|may|possible|do|does|is|are|will)\b[^.?!]*\?",
            r"\b(?:can|cannot|can't|only|not|no|yes|works?|must|possible)\b",
        ),
    )
)
"""What a question asks for, and what an answer to it looks like: a time, a price, whether something is possible."""
_TIME: Final = re.compile(
    r"\b\d+(?:[-–]\d+)? (?:working )?(?:minute|hour|day|week|month|year)s?\b|\b(?:at once|straight away)\b",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"(?:- )?(?:if|when|for|with|in case) ([^,:]{3,60})[,:]", re.IGNORECASE)
_ENDING: Final = re.compile(r"(?:ing|ed|es|s)$")
_EMPTY: Final = frozenset(
    re.findall(
        r"\w+",
        """
        a an and are as at be but by can do does for from has have if in is it its of on or so that the their then there
        they this to was we were will with you your i my me am not how what when where why which who long much hi hello
        please thanks
        """,
    )
)


def excerpt(
    hits: Sequence[Hit], question: str, length: Length, case: Sequence[str] = (), share: float = 1.0
) -> list[Unit]:
    """The sentences, steps and rows of an article that answer best, as many as the length allows, in reading order.

    What holds under a condition that the question or the `case` names comes first, and what names a value of the case,
    such as a way of payment, counts more. A list of steps is quoted from its first step on.
    """
    if not hits:
        return []
    known = frozenset(words(" ".join([question, *case])))
    title = hits[0].passage.title.casefold()
    values = frozenset(value.casefold() for value in case if len(value) > 2 and value.casefold() not in title)
    found = [unit for hit in hits for unit in _paragraphs(units_of(hit))]
    usable = [unit for unit in found if _stands_alone(unit, known)]
    numbers = codes(question) - product_numbers(hits[0].passage.title)
    weighed = [_weighed(unit, question, numbers, values) for unit in _with_leads(usable)]
    blocks = _blocks([_favoured(unit) if _holds_here(unit, known) else unit for unit in weighed])
    best = list(_chosen(blocks, round(_WORDS[length] * share)))
    chosen = sorted([*best, *_by_when(blocks, best)], key=lambda block: reading_order(block[0]))
    return [unit for block in sorted(chosen, key=lambda block: not _holds_here(block[0], known)) for unit in block]


def _paragraphs(units: Iterable[Unit]) -> list[Unit]:
    """Sentences of one line as one unit if they are few words, and a question with its answer on the next line."""
    whole: list[Unit] = []
    for unit in units:
        before = whole[-1] if whole else unit
        if before is not unit and before.kind == unit.kind == "sentence" and _belongs(before, unit):
            best = max(before.relevance, unit.relevance)
            whole[-1] = msgspec.structs.replace(before, end=unit.end, relevance=best)
        else:
            whole.append(unit)
    return whole


def _belongs(before: Unit, unit: Unit) -> bool:
    if leads_nowhere(before) or leads_nowhere(unit):
        return False
    text = unit.passage.text
    breaks = text.count("\n", before.end, unit.start)
    is_near = breaks == 0 or (breaks == 1 and before.text.rstrip().endswith("?"))
    return is_near and len(text[before.start : unit.end].split()) <= _PARAGRAPH_WORDS


def _by_when(blocks: Sequence[list[Unit]], chosen: Sequence[list[Unit]]) -> list[list[Unit]]:
    """The best paragraph that says how long it takes, if what was chosen does not and it is not far off."""
    if not chosen or any(_TIME.search(unit.text) for block in chosen for unit in block):
        return []
    floor = max(map(_relevance, blocks)) - _FAR
    told = [block for block in blocks if len(block) == 1 and _TIME.search(block[0].text) and _relevance(block) >= floor]
    return [max(told, key=_relevance)] if told else []


def _stands_alone(unit: Unit, known: AbstractSet[str]) -> bool:
    return _names_the_case(unit, known) if unit.kind == "row" else unit.kind == "step" or not leads_nowhere(unit)


def _with_leads(units: Sequence[Unit]) -> Iterator[Unit]:
    """The first sentence of a passage often says what the rest explains, that of the article most of all."""
    passage_id = ""
    for place, unit in enumerate(units):
        opens = unit.passage.passage_id != passage_id
        passage_id = unit.passage.passage_id
        bonus = opens * _OPENING_BONUS + (place == 0) * _LEAD_BONUS
        yield msgspec.structs.replace(unit, relevance=unit.relevance + bonus) if bonus else unit


def _favoured(unit: Unit) -> Unit:
    """What holds for this very case is worth more."""
    return msgspec.structs.replace(unit, relevance=unit.relevance + _CASE_BONUS)


def _weighed(unit: Unit, question: str, numbers: AbstractSet[str], values: AbstractSet[str]) -> Unit:
    """The cosine, and what else speaks for a unit: common words, the kind of answer, a code, a value of the case."""
    more = (
        _OVERLAP * _shared(question, unit.text)
        + _WANTED_BONUS * sum(bool(asks.search(question) and tells.search(unit.text)) for asks, tells in _WANTED)
        + _CODE_BONUS * bool(numbers & codes(unit.text))
        + _CASE_BONUS * any(value in unit.text.casefold() for value in values)
    )
    return msgspec.structs.replace(unit, relevance=unit.relevance + more)


def _shared(question: str, text: str) -> float:
    """The share of the question's telling words that the text has, endings aside."""
    asked = _stems(question)
    return len(asked & _stems(text)) / len(asked) if asked else 0.0


@lru_cache(_REMEMBERED)
def _stems(text: str) -> frozenset[str]:
    return frozenset(_ENDING.sub("", word) if len(word) > 4 else word for word in words(text) if word not in _EMPTY)


def _blocks(units: Sequence[Unit]) -> list[list[Unit]]:
    """What is quoted together: a unit by itself, or a list of steps; a number that does not grow begins a new list."""
    blocks: list[list[Unit]] = []
    previous = 0
    for unit in units:
        number = number_of(unit) if unit.kind == "step" else 0
        goes_on = unit.kind == "step" and blocks and blocks[-1][-1].kind == "step" and (not number or number > previous)
        if goes_on and blocks[-1][-1].passage.passage_id == unit.passage.passage_id:
            blocks[-1].append(unit)
        else:
            blocks.append([unit])
        previous = number or previous
    return blocks


def _chosen(blocks: Sequence[list[Unit]], budget: int) -> Iterator[list[Unit]]:
    """The best blocks that fit, and nothing far below the best. A list may be longer: half of one helps nobody."""
    ranked = sorted(blocks, key=_relevance, reverse=True)
    left = budget
    for block in ranked:
        if _relevance(block) < _relevance(ranked[0]) - _CLOSE_ENOUGH:
            return
        room = left if left < budget else max(budget, _words(block[:1]))
        fitting = _fitting(block, room + _LIST_EXTRA if len(block) > 1 and left > 0 else room)
        if fitting:
            left -= _words(fitting)
            yield fitting


def _fitting(block: list[Unit], left: int) -> list[Unit]:
    """As many units from the first one on as fit; a list of which fewer than two steps fit is left out."""
    kept: list[Unit] = []
    for unit in block:
        if _words([*kept, unit]) > left:
            break
        kept.append(unit)
    return kept if len(kept) == len(block) or len(kept) > 1 else []


def _relevance(block: Sequence[Unit]) -> float:
    return max(unit.relevance for unit in block)


def _words(units: Sequence[Unit]) -> int:
    return sum(len(unit.text.split()) for unit in units)


def _holds_here(unit: Unit, known: AbstractSet[str]) -> bool:
    """True if the unit begins with a condition, or is the row of a case, of which every telling word is known."""
    if unit.kind == "row":
        return any(_all_known(case, known) for case in unit.text.split(CELLS)[0].split(","))
    match = _CONDITION.match(unit.text)
    return match is not None and unit.kind != "step" and _all_known(match.group(1), known)


def _all_known(text: str, known: AbstractSet[str]) -> bool:
    told = {word for word in words(text) if word not in _EMPTY}
    return bool(told) and told <= known


def _names_the_case(row: Unit, known: AbstractSet[str]) -> bool:
    """A table row answers only if a word of its first cell is known, and it makes sense without the table's header."""
    first, *others = row.text.split(CELLS)
    case = {word for word in words(first) if len(word) > 1 and word not in _EMPTY}
    return len(set(others)) == len(others) and not case.isdisjoint(known)
