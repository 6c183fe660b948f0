"""Payment cards whose digits are spread over two or three messages of one author: `4111 1111`, then `1111 1111`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from copilot.privacy.clues import Clues, clues_of
from copilot.privacy.context import BUSINESS_LABEL
from copilot.privacy.findings import STRONG, Finding
from copilot.privacy.recognisers.card_numbers import CARD_LABEL, LENGTHS, is_branded
from copilot.privacy.recognisers.cards import details_behind
from copilot.privacy.recognisers.spoken_digits import SPOKEN, spoken_runs

_MOST_MESSAGES = 3
_MOST_CHARS = 300
_MOST_DETAILS = 3
_MOST_DIGITS = 27
_MOST_WORDS_AROUND = 8
_MOST_WORDS_BETWEEN = 6
_NUMBER = regex.compile(r"(?<![\w.,:/+£$€-])\d(?:[ .\-_/]{0,3}+\d){0,26}+(?![\w%]|[.,:]\d)")
_GROUP = regex.compile(r"\d+")
_WORD = regex.compile(r"[^\W\d_]+")
_OTHER_NUMBER = regex.compile(
    r"\b(?:phone|tel|telephone|mobile|call|text|whats ?app|fax|account|acct|iban|sort|routing|passport|zip|postcode"
    r"|born|dob)\b"
)  # codespell:ignore whats
_CARD_WORD = regex.compile(
    rf"{CARD_LABEL.pattern}|\blong number\b|\b(?:last|first|next|rest|remaining|other) (?:\w+ )?(?:digits|numbers)\b"
)
_YEAR = regex.compile(r"(?:19|20)\d\d")
_USUAL_TOTALS = frozenset({15, 16})


class _Part(NamedTuple):
    """The digits of a card that a message may hold, the sizes of their groups and where each group ends."""

    start: int
    digits: str
    sizes: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def end(self) -> int:
        """Where the last group ends."""
        return self.ends[-1]


def find_split(texts: Sequence[str], timeout_seconds: float) -> list[tuple[int, Finding]]:
    """The parts of a card in consecutive messages of one author: (index of the text, its part), in order.

    `texts` are folded, oldest first, with placeholders blanked; the last three are looked at. Without a word for a card
    the digits must be a known issuer's, pass the Luhn check and be grouped in fours, in messages of little else: two
    order numbers or telephone numbers in a row are no card. An expiry date and a code right behind it are given too.

    Raises:
        TimeoutError: a pattern took too long.
    """
    first = max(0, len(texts) - _MOST_MESSAGES)
    messages = [clues_of(text, timeout_seconds) for text in texts[first:]]
    has_word = any(message.labels(_CARD_WORD).starts for message in messages)
    for size in range(min(_MOST_MESSAGES, len(messages)), 1, -1):
        for start in range(len(messages) - size + 1):
            findings = list(_found_in(messages[start : start + size], has_word=has_word))
            if findings:
                return [(first + start + index, finding) for index, finding in findings]
    return []


def _found_in(messages: Sequence[Clues], *, has_word: bool) -> Iterator[tuple[int, Finding]]:
    """The card of which every message, but for pauses, holds a part; the last may go on with its details."""
    parts = [_part(message, is_last=index == len(messages) - 1) for index, message in enumerate(messages)]
    if not (parts[0] and parts[-1]) or not all(part or _is_pause(messages[index]) for index, part in enumerate(parts)):
        return
    *front, last = [(index, part) for index, part in enumerate(parts) if part]
    for end in _ends(last[1]):
        details = list(details_behind(messages[-1], end.end))
        is_rest_told = end is last[1] or (bool(details) and details[-1].end >= last[1].end)
        if is_rest_told and _is_card([*(part for _, part in front), end], has_word=has_word):
            for index, part in [*front, (last[0], end)]:
                yield index, Finding("CREDIT_CARD", part.start, part.end, STRONG)
            yield from ((last[0], detail) for detail in details)
            return


def _ends(part: _Part) -> Iterator[_Part]:
    """The part, and what it is without its last groups, which may be an expiry date and a code."""
    yield part
    for count in range(len(part.ends) - 1, max(0, len(part.ends) - _MOST_DETAILS - 1), -1):
        yield _Part(part.start, part.digits[: sum(part.sizes[:count])], part.sizes[:count], part.ends[:count])


def _is_pause(message: Clues) -> bool:
    """True for `hang on` between two parts."""
    return not _GROUP.search(message.text) and len(_WORD.findall(message.text[:_MOST_CHARS])) <= _MOST_WORDS_BETWEEN


def _part(message: Clues, *, is_last: bool) -> _Part | None:
    """The last number of a message, or the first one of the last message, if the message says little else."""
    if len(message.text) > _MOST_CHARS:
        return None
    parts = list(_spoken(message)) or [
        _of_groups([group.span() for group in _GROUP.finditer(message.text, *match.span())], message.text)
        for match in message.scan(_NUMBER)
    ]
    if not parts:
        return None
    part = parts[0] if is_last else parts[-1]
    around = message.lowered[: part.start] + " " + message.lowered[part.end :]
    if len(part.digits) > _MOST_DIGITS or len(_WORD.findall(around)) > _MOST_WORDS_AROUND:
        return None
    return None if BUSINESS_LABEL.search(around) or _OTHER_NUMBER.search(around) else part


def _spoken(message: Clues) -> Iterator[_Part]:
    if SPOKEN.are_met(message):
        for run in spoken_runs(message):
            digits = "".join(said.digits for said in run)
            yield _Part(run[0].start, digits, tuple(len(said.digits) for said in run), tuple(said.end for said in run))


def _of_groups(groups: Sequence[tuple[int, int]], text: str) -> _Part:
    sizes, ends = tuple(end - start for start, end in groups), tuple(end for _, end in groups)
    return _Part(groups[0][0], "".join(text[start:end] for start, end in groups), sizes, ends)


def _is_card(parts: Sequence[_Part], *, has_word: bool) -> bool:
    digits = "".join(part.digits for part in parts)
    if len(digits) not in LENGTHS or len(parts) < 2:
        return False
    if is_branded(digits):
        return has_word or _is_in_fours(parts)
    return has_word and len(digits) in _USUAL_TOTALS and _is_in_fours(parts)


def _is_in_fours(parts: Sequence[_Part]) -> bool:
    """True if the parts together are grouped as a card is, and no part by itself is some other whole number.

    Undivided parts count if what follows the last of them is at most one group of four: `411111111111`, `1111`.
    """
    sizes = [size for part in parts for size in part.sizes]
    if _YEAR.fullmatch(parts[-1].digits):
        return False
    is_spoken = all(size == 1 for size in sizes)
    if is_spoken or tuple(sizes) in {(4, 6, 5), (4, 6, 4)}:
        return True
    *front, last = sizes
    if set(front) == {4} and last <= 4:
        return True
    return sizes == [12, 4] or (len(sizes) == 2 and sizes[0] in {10, 11, 12} and last in {3, 4, 5})
