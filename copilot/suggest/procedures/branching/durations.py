"""How long ago something was, in a customer's words, and which of several periods that is (pure)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

_COUNTED: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_NUMBERS: Final = {
    **{word: float(value) for value, word in enumerate(_COUNTED.split())},
    "a": 1.0, "an": 1.0, "couple": 2.0, "couple of": 2.0, "few": 4.0, "several": 5.0, "half a": 0.5, "half an": 0.5,
    "twenty": 20.0, "thirty": 30.0,
}  # fmt: skip
_DAYS: Final = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_SOON: Final = {
    "today": 0.0, "this morning": 0.0, "just now": 0.0, "this afternoon": 0.0, "tonight": 0.0, "this week": 3.0,
    "yesterday": 1.0, "last night": 1.0, "day before yesterday": 2.0, "last week": 7.0, "last month": 30.0,
    "last year": 365.0,
    **{f"last {day}": 5.0 for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")},
}  # fmt: skip
_NUMBER: Final = rf"(?:\d+(?:[.,]\d+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_AMOUNT: Final = re.compile(
    rf"\b(?P<number>{_NUMBER})(?P<half> and a half)?\s*(?:working |business |whole |full )?"
    r"(?P<unit>minute|hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)
_MORE: Final = r"(?:more than|over|longer than|older than|at least|above)"
_NAMED: Final = re.compile(rf"\b(?:{'|'.join(sorted(_SOON, key=len, reverse=True))})\b", re.IGNORECASE)
_BELOW: Final = re.compile(r"\b(?:less|fewer|younger|newer) than|under|within|not even|in the last\b", re.IGNORECASE)
_ABOVE: Final = re.compile(rf"\b(?:{_MORE}\b|almost never)|\bor more\b|\bor longer\b", re.IGNORECASE)
_UP_TO: Final = re.compile(
    r"\b(?:up to|at most|no more than|less than|fewer than|under|within|in the last)\b", re.IGNORECASE
)
_RANGE: Final = re.compile(
    rf"\b(?P<low>{_NUMBER})\s*(?:to|and|-|–)\s*(?P<high>{_NUMBER})\s+(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
_LONGER: Final = frozenset({"older", "longer", "more", "over", "passed"})
_SHORTER: Final = frozenset({"newer", "younger", "less", "recent", "recently", "not"})
_A_BIT: Final = 0.01
"""How much more "over a week" is than a week."""


class Period(Struct, frozen=True, kw_only=True):
    """A half-open range of days, [low, high)."""

    low: float
    high: float

    def holds(self, days: float) -> bool:
        """True if so many days are in it."""
        return self.low <= days < self.high


def days_of(text: str) -> float | None:
    """How many days a text speaks of, working days as days; the first if several, None if of none."""
    amount, named = _AMOUNT.search(text), _NAMED.search(text)
    if amount and (not named or amount.start() < named.start()):
        before = text[: amount.start()]
        factor = 1 + _A_BIT if _ABOVE.search(before) else 1 - _A_BIT if _BELOW.search(before) else 1.0
        return _days(amount) * factor
    return _SOON[named.group().lower()] if named else None


def periods_of(labels: Sequence[str], question: str) -> tuple[Period | None, ...]:
    """Which period each answer stands for; None for all if they are not about time.

    An answer without a period of its own stands for the rest, if there is one such answer beside others with periods,
    or if two are told apart by the time that the question names ("Newer", "Older").
    """
    named = [_period(label) for label in labels]
    given = [period for period in named if period]
    if len(given) == len(labels):
        return tuple(named)
    if len(labels) == 2 and len(given) == 1:
        rest = _rest(given[0])
        return tuple(period or rest for period in named)
    limit = _AMOUNT.search(question)
    if given or limit is None:
        return (None,) * len(labels)
    compared = [_compared(label, _days(limit)) for label in labels]
    return tuple(compared) if all(compared) else (None,) * len(labels)


def _period(label: str) -> Period | None:
    spoken = _RANGE.search(label)
    if spoken:
        unit = _DAYS[spoken["unit"].lower()]
        return Period(low=_number(spoken["low"]) * unit, high=_number(spoken["high"]) * unit + 1)
    days = [_SOON[found.group().lower()] for found in _NAMED.finditer(label)]
    if days:
        return Period(low=min(days), high=max(days) + 1)
    amount = _AMOUNT.search(label)
    if amount is None:
        return None
    limit = _days(amount)
    if _UP_TO.search(label):
        return Period(low=0.0, high=limit + _A_BIT)
    return Period(low=limit, high=math.inf) if _ABOVE.search(label) else None


def _rest(period: Period) -> Period | None:
    if period.high == math.inf:
        return Period(low=0.0, high=period.low)
    return Period(low=period.high, high=math.inf) if period.low == 0.0 else None


def _compared(label: str, limit: float) -> Period | None:
    said = frozenset(re.findall(r"[a-z]+", label.lower()))
    if said & _LONGER:
        return Period(low=limit, high=math.inf)
    return Period(low=0.0, high=limit) if said & _SHORTER else None


def _days(amount: re.Match[str]) -> float:
    return _number(amount["number"], half=bool(amount["half"])) * _DAYS[amount["unit"].lower()]


def _number(text: str, *, half: bool = False) -> float:
    known = _NUMBERS.get(text.lower())
    return (float(text.replace(",", ".")) if known is None else known) + (0.5 if half else 0.0)


def narrowest(periods: Sequence[Period | None], days: float) -> int | None:
    """The number of the shortest period that holds so many days."""
    return min(_holding(periods, days), default=(0.0, None))[1]


def _holding(periods: Sequence[Period | None], days: float) -> Iterator[tuple[float, int]]:
    for place, period in enumerate(periods):
        if period and period.holds(days):
            yield (period.high - period.low, place)
