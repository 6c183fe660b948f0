"""Payment cards with other words between their groups: `4111 then 1111, after that 1111 and at last 1111`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import is_business, is_labelled
from copilot.privacy.findings import STRONG, Finding
from copilot.privacy.placeholders import BLANK
from copilot.privacy.recognisers.card_numbers import CARD_LABEL, LENGTHS, is_branded, luhn
from copilot.privacy.recognisers.cards import details_behind

_GROUP = regex.compile(r"(?<![^\W_])\d{3,8}+(?![^\W_])")
_PRINTED = frozenset({(4, 4, 4, 4), (4, 6, 5), (4, 6, 4)})
# What is said of a card's other numbers is said behind all of its own.
_DETAIL = regex.compile(
    r"\d|(?<![^\W_])(?:cv[cvn]2?|cv2|ccv|csc|exp\w*|valid\w*|scad\w*|caduc\w*|venc\w*|gultig|ablauf\w*|verval\w*"
    r"|geldig)"
)
_WIDEST_GAP = 30
_MOST_GROUPS = 8


class ScatteredCardRecogniser:
    """`4111 then 1111, after that 1111 and at last 1111`: groups as cards have them, with other words between them."""

    name = "scattered_cards"
    kinds = ("CREDIT_CARD", "CARD_EXPIRY", "CVV")
    needs = Needs(pattern=regex.compile(r"(?:(?<!\d)\d{4}(?!\d)|(?<!\d)\d{5,8}(?!\d)).{1,30}?\d{4}"))

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Groups of a known issuer that pass the Luhn check; groups of other sizes only beside a card word."""
        groups = [match.span() for match in clues.scan(_GROUP)]
        first = 0
        while first < len(groups) - 1:
            last = _scattered(clues, groups[first : first + _MOST_GROUPS])
            if last:
                yield Finding("CREDIT_CARD", groups[first][0], groups[first + last][1], STRONG)
                yield from details_behind(clues, groups[first + last][1])
            first += last + 1


def is_near(clues: Clues, end: int, start: int) -> bool:
    """True if somebody who dictates a number may have said no more in between than `hang on, next is`."""
    return start - end <= _WIDEST_GAP and BLANK not in clues.text[end:start]


def _scattered(clues: Clues, groups: Sequence[tuple[int, int]]) -> int:
    """The index of the group with which a card that begins with the first one ends; 0 if there is none."""
    digits = clues.text[slice(*groups[0])]
    for last in range(1, len(groups)):
        start, end = groups[last]
        digits += clues.text[start:end]
        gap = clues.lowered[groups[last - 1][1] : start]
        if not is_near(clues, groups[last - 1][1], start) or len(digits) > max(LENGTHS) or _DETAIL.search(gap):
            return 0
        if len(digits) in LENGTHS and luhn(digits) and _is_believed(clues, groups[: last + 1], digits):
            return last
    return 0


def _is_believed(clues: Clues, groups: Sequence[tuple[int, int]], digits: str) -> bool:
    start, end = groups[0][0], groups[-1][1]
    if tuple(end - start for start, end in groups) in _PRINTED and is_branded(digits):
        return not is_business(clues, start, end)
    return len(set(digits)) > 1 and is_labelled(clues, start, end, CARD_LABEL)
