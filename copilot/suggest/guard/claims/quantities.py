"""What a sentence counts: numbers, amounts, durations, percentages, dates and times, in one form each (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from copilot.suggest.guard.claims.lexicon import REMEMBERED, meaning, tokens, vocabulary

QuantityKind = Literal["number", "amount", "date"]


class Quantity(Struct, frozen=True, kw_only=True):
    """One quantity; `values` are one number, or the two ends of a range, in units of `unit`.

    `bound`: 1 for "at least", -1 for "at most", 0 for neither. `near`: stems of the words around it, in its clause.
    `figures`: the numbers as written. Durations are counted in minutes, months or working days; times of day in
    minutes; dates as month and day.
    """

    kind: QuantityKind
    values: tuple[float, ...]
    unit: str = ""
    figures: tuple[float, ...] = ()
    bound: int = 0
    near: frozenset[str] = frozenset()


_UNITS: Final[Mapping[str, tuple[str, float]]] = {
    **dict.fromkeys(("second", "seconds", "sec", "secs"), ("minute", 1 / 60)),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), ("minute", 1)),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), ("minute", 60)),
    **dict.fromkeys(("day", "days"), ("minute", 1_440)),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), ("minute", 10_080)),
    **dict.fromkeys(("month", "months"), ("month", 1)),
    **dict.fromkeys(("year", "years", "yr", "yrs"), ("month", 12)),
    **dict.fromkeys(("workday", "workdays", "weekdays"), ("workday", 1)),
    **dict.fromkeys(("percent", "per cent", "%"), ("percent", 1)),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), ("metre", 1)),
    **dict.fromkeys(("cm", "centimetre", "centimetres"), ("metre", 0.01)),
    **dict.fromkeys(("mm", "millimetre", "millimetres"), ("metre", 0.001)),
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometers"), ("metre", 1_000)),
    **dict.fromkeys(("mile", "miles"), ("mile", 1)),
    **dict.fromkeys(("g", "gram", "grams"), ("gram", 1)),
    **dict.fromkeys(("kg", "kilogram", "kilograms", "kilos"), ("gram", 1_000)),
    **dict.fromkeys(("mb", "megabyte", "megabytes"), ("megabyte", 1)),
    **dict.fromkeys(("gb", "gigabyte", "gigabytes"), ("gigabyte", 1)),
    **dict.fromkeys(("tb", "terabyte", "terabytes"), ("terabyte", 1)),
    "mbps": ("mbps", 1), "mbit/s": ("mbps", 1), "ghz": ("ghz", 1), "mhz": ("mhz", 1), "v": ("volt", 1),
    "volts": ("volt", 1), "w": ("watt", 1), "watts": ("watt", 1), "°c": ("celsius", 1), "degrees": ("celsius", 1),
    "dbm": ("dbm", 1), "m²": ("m²", 1), "inch": ("inch", 1), "inches": ("inch", 1), "kg/m": ("kg/m", 1),
}  # fmt: skip
_CURRENCIES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("€", "eur", "euro", "euros"), "eur"),
    **dict.fromkeys(("£", "gbp", "pound", "pounds"), "gbp"),
    **dict.fromkeys(("$", "usd", "dollar", "dollars"), "usd"),
    "chf": "chf", "nok": "nok", "sek": "sek", "dkk": "dkk", "¥": "jpy", "jpy": "jpy",
}  # fmt: skip
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SMALL: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDED: Final = re.compile(
    rf"\b(?:(?P<ten>{'|'.join(_TENS)})(?:[- ](?P<one>{'|'.join(_SMALL[1:10])}))?|(?P<small>{'|'.join(_SMALL[2:])})"
    r"|(?P<hundred>a hundred))\b"
)
_NUMBER: Final = r"(?:(?<![\w)])[−-])?\d{1,3}(?:[,’' ]\d{3})+(?:\.\d+)?(?!\d)|(?:(?<![\w)])[−-])?\d+(?:[.,]\d+)?"
_TO: Final = r"\s*(?:-|–|—|−|\bto\b)\s*"
_SIGN: Final = r"[€£$¥]|\b(?:eur|gbp|usd|chf|nok|sek|dkk)\b"
_COIN: Final = rf"(?:{_SIGN}|\b(?:euros?|pounds?|dollars?)\b)"
_UNIT: Final = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_MEASURE: Final = rf"(?:{_UNIT})(?![\w²])"

_FIGURES: Final = re.compile(r"[−-]?\d{1,3}(?:[,’' ]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:[.,]\d+)?")
_HALVES = re.compile(r"\b(\d{1,2}(?::\d\d)?)(\s*(?:-|–|to)\s*\d{1,2}(?::\d\d)?)\s*([ap]\.?m)\b")
_ONE = re.compile(rf"\bone\b(?=\s*(?:-|–|to|or)\s*(?:\d|{'|'.join(_SMALL[2:])}\b))")
"""Elsewhere mostly a pronoun: "this one"."""
_BETWEEN = re.compile(r"\bbetween (\S+) and (?=\S*\d)")
_DIGIT = re.compile(r"\d")
_MONTH_NAME = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d-\d")
_CLOCK = re.compile(r"\d[:.]\d\d|\d\s*[ap]\.?m|noon|midnight|midday")
_WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun|weekend)")
_MONEY = re.compile(r"[€£$¥]|\b(?:eur|gbp|usd|chf|nok|sek|dkk|pound|dollar)")
_ARTICLE = re.compile(r" (?:an?|one) ")
_SIZE = re.compile(r"\b\d+x\d+(?:x\d+)?\s*(?:[cm]?m\b)?")
_DATE = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH})"
    rf"|(?P<m2>\b{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b"
    r"|\b\d{4}-(?P<m3>\d\d)-(?P<d3>\d\d)\b"
)
_TIME = re.compile(
    r"\b(?P<h>\d{1,2})(?:[:.](?P<min>\d\d))?\s*(?P<half>a\.?m\b\.?|p\.?m\b\.?)"
    r"|\b(?P<h2>\d{1,2}):(?P<min2>\d\d)\b|\b(?P<named>noon|midnight|midday)\b"
)
_DAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?\b|\b(weekends?)\b")
_MONTH_ALONE = re.compile(rf"\b(?!may\b|mar\b|dec\b){_MONTH}|(?<=\bin )may\b|(?<=\bof )may\b")
_AMOUNT = re.compile(
    rf"(?P<sign>{_SIGN})\s*(?P<a>{_NUMBER})(?:{_TO}(?:{_SIGN})?\s*(?P<b>{_NUMBER}))?"
    rf"|(?P<a2>{_NUMBER})(?:{_TO}(?P<b2>{_NUMBER}))?\s*(?P<sign2>{_COIN})"
)
_MEASURED = re.compile(rf"(?P<a>{_NUMBER})(?:{_TO}(?P<b>{_NUMBER}))?[\s-]*(?P<unit>{_MEASURE})")
_AN_HOUR = re.compile(
    r"\b(?:within|in|after|for|about|takes?|to|over|under|than|least|most)\s+(?:an?|one)\s+"
    r"(?P<unit>second|minute|hour|day|week|month|year|workday)\b"
)
_CODE = re.compile(r"\b(?=[\w-]*[a-z])(?=[\w-]*\d)[a-z0-9]+(?:-[a-z0-9]+)*\b")
_PLAIN = re.compile(rf"(?<![\w#])(?P<a>{_NUMBER})(?:{_TO}(?P<b>{_NUMBER}))?(?!\w)")
_AT_MOST = re.compile(
    r"(?:up to|at most|(?:no|not) (?:more|longer|later) than|(?:a )?maximum(?: of)?|max\.?|(?:less|fewer) than|under"
    r"|below|within)(?: about| the next| the first| only)?\s*$"
)
_AT_LEAST = re.compile(
    r"(?:at least|(?:no|not) (?:less|fewer) than|(?:a )?minimum(?: \w+){0,3}|(?:more|longer|older) than|over|above"
    r"|from age)\s*$"
)
_OR_MORE = re.compile(r"^\s*(?:\w+\s+)?(?:or|and) (?:more|longer|older|newer|over|above|up)\b|^\+")
_OR_LESS = re.compile(r"^\s*(?:\w+\s+)?(?:or|and) (?:less|fewer|under|younger|below)\b")
_CLAUSE: Final = re.compile(r"[;()\n]|[,:.!?](?:\s|$)|\b(?:and|but|or|otherwise|while|whereas)\b")
_REACH: Final = 5
_WIDE: Final = 80

_Read: TypeAlias = tuple[QuantityKind, tuple[float, ...], str]


@lru_cache(REMEMBERED)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text that went through `lexicon.plain`, in text order."""
    prepared = _prepared(text)
    found = sorted(_found(prepared), key=lambda one: one[0])
    return tuple(_quantity(prepared, match, read) for _, match, read in found)


def _quantity(text: str, match: re.Match[str], read: _Read) -> Quantity:
    kind, values, unit = read
    start, end = match.span()
    return Quantity(
        kind=kind,
        values=values,
        unit=unit,
        figures=tuple(map(value, _FIGURES.findall(match.group()))),
        bound=_bound(text, start, end),
        near=_near(text, start, end),
    )


def _prepared(text: str) -> str:
    """Number words as figures, `between 5 and 14` as `5–14`."""
    figures = _WORDED.sub(lambda found: str(_worth(found)), _ONE.sub("1", text))
    ranges = _BETWEEN.sub(r"\1–", figures)
    return _HALVES.sub(r"\1\3\2\3", ranges)


def _found(text: str) -> Iterator[tuple[int, re.Match[str], _Read]]:
    """Each place is read once, by the first pattern that knows it; codes are left to others."""
    left = text
    for needed, pattern, read in _READERS:
        if not needed.search(left):
            continue
        for match in pattern.finditer(left):
            left = left[: match.start()] + "\0" * len(match.group()) + left[match.end() :]
            if read is not None:
                yield match.start(), match, read(match)


def value(figures: str) -> float:
    """The value of a number: `1,000` and `9,90` are 1000 and 9.9."""
    kept = re.sub(r"[’' ](?=\d{3})", "", figures.replace("−", "-"))
    return float(re.sub(r",(?=\d{3}(?:\D|$))", "", kept).replace(",", "."))


def _worth(found: re.Match[str]) -> int:
    if found["hundred"]:
        return 100
    if found["small"]:
        return _SMALL.index(found["small"])
    return 10 * (_TENS.index(found["ten"]) + 2) + (_SMALL.index(found["one"]) if found["one"] else 0)


def _date(match: re.Match[str]) -> _Read:
    day = match["d"] or match["d2"] or match["d3"]
    month = match["m3"] or str(_MONTHS.index((match["m"] or match["m2"])[:3]) + 1)
    return "date", (100.0 * int(month) + int(day),), "date"


def _time(match: re.Match[str]) -> _Read:
    if match["named"]:
        return "date", (0.0 if match["named"] == "midnight" else 720.0,), "time"
    hours, minutes = int(match["h"] or match["h2"]), int(match["min"] or match["min2"] or 0)
    if match["half"]:
        hours = hours % 12 + (12 if match["half"].startswith("p") else 0)
    return "date", (60.0 * hours + minutes,), "time"


def _day(match: re.Match[str]) -> _Read:
    return "date", (7.0 if match[2] else float(_DAYS.index(match[1][:3])),), "weekday"


def _month(match: re.Match[str]) -> _Read:
    return "date", (float(_MONTHS.index(match[0][:3]) + 1),), "month of the year"


def _amount(match: re.Match[str]) -> _Read:
    ends = filter(None, (match["a"] or match["a2"], match["b"] or match["b2"]))
    return "amount", tuple(map(value, ends)), _CURRENCIES[match["sign"] or match["sign2"]]


def _measure(match: re.Match[str]) -> _Read:
    unit, size = _UNITS[match["unit"]]
    return "number", tuple(round(value(end) * size, 6) for end in (match["a"], match["b"]) if end), unit


def _an(match: re.Match[str]) -> _Read:
    unit, size = _UNITS[match["unit"]]
    return "number", (float(size),), unit


def _number(match: re.Match[str]) -> _Read:
    return "number", tuple(value(end) for end in (match["a"], match["b"]) if end), ""


_READERS: Final[tuple[tuple[re.Pattern[str], re.Pattern[str], Callable[[re.Match[str]], _Read] | None], ...]] = (
    (_DIGIT, _SIZE, None),
    (_MONTH_NAME, _DATE, _date),
    (_CLOCK, _TIME, _time),
    (_WEEKDAY, _DAY, _day),
    (_MONTH_NAME, _MONTH_ALONE, _month),
    (_MONEY, _AMOUNT, _amount),
    (_DIGIT, _MEASURED, _measure),
    (_ARTICLE, _AN_HOUR, _an),
    (_DIGIT, _CODE, None),
    (_DIGIT, _PLAIN, _number),
)
"""A quick look whether it can be there, what it looks like, and what it means; codes are no quantities."""


def _bound(text: str, start: int, end: int) -> int:
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    if _AT_MOST.search(before) or _OR_LESS.search(after):
        return -1
    return 1 if _AT_LEAST.search(before) or _OR_MORE.search(after) else 0


def _near(text: str, start: int, end: int) -> frozenset[str]:
    """Stems of up to five telling words on each side, in the same clause."""
    before = _CLAUSE.split(text[max(0, start - _WIDE) : start])[-1]
    after = _CLAUSE.split(text[end : end + _WIDE], maxsplit=1)[0]
    small = vocabulary().small
    around = [word for word in tokens(before) if word not in small][-_REACH:]
    around += [word for word in tokens(after) if word not in small][:_REACH]
    return frozenset(meaning(word) for word in around if word.isalpha()) - vocabulary().generic
