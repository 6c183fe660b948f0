"""Telephone numbers: international ones, national ones of some regions, and any that a label announces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import is_business, is_labelled, label
from copilot.privacy.findings import LABELLED, LIKELY, STRONG, Finding
from copilot.privacy.recognisers.number_plans import NumberPlans

_FEWEST, _MOST = 7, 15
_FEWEST_GROUPED, _FEWEST_PLAIN, _FEWEST_ABROAD = 9, 10, 12
_CANDIDATE = regex.compile(
    r"(?:(?<![\w@#$€£])(?<![A-Za-z][.\-/])|(?=\+)|(?<=\b(?:is|at|on|tel|phone|mob|mobile|cell|call|ph|no|number"
    r"|whatsapp|wa)))"
    r"(?:\+\s?|\(\+?)?\d(?:[ .\-/()]{0,3}+\d){6,}+(?!(?!x\d)[\w@%€$£]|[.,]\d)"
)
_GROUP = regex.compile(r"\d+")
_EXTENSION = regex.compile(r",?\s?(?:ext(?:ension|n|\.)?|x|durchwahl|poste|#)\.?:?\s?\d{1,5}(?![^\W_])")
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = regex.compile(
    rf"(?:\d{{4}}([-./]){_MONTH}\1{_DAY}|{_DAY}([-./]){_DAY}\2(?:19|20)?\d\d|{_DAY} {_MONTH} {_YEAR})"
    r"(?: \d\d?(?:\.\d\d)?)?"
)
_PARCEL = regex.compile(r"\d{4} \d{4} \d{4}(?: \d{4})*")
_NORTH_AMERICAN = regex.compile(r"(?<!\d)(?:[1-9]\d{0,2}[-. ])?(?:\(\d{3}\)[-. ]?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)")
_UNIFORM = regex.compile(r"\d{2,4}([ .\-])\d{2,4}(?:\1\d{2,4}){1,3}")
_MY_NUMBER = (
    r"my (?:(?:new|old|other|current|home|work|best|daytime|husband'?s|wife'?s"
    r"|[a-z]+(?:ish|ese|ian|can|ch|eli)|[a-z][a-z]) )?number"
)
_LABEL = label(
    r"phones?|telephone|tel|ph|mob|mobile|cell|cell ?phone|landline|sms|fax|handy(?:nummer)?|(?:telefon|mobil"
    r"|ruf)nummer|telefon"
    r"|telefono|telefone|telemovel|movil|celular|cellulare|portable|telefoonnummer|gsm|komorka|numer telefonu"
    r"|nummer lautet"
    r"|erreichbar unter|ruf(?:en sie)? mich(?: bitte)?(?: unter)? an|whats ?app|wa|viber"
    r"|signal"  # codespell:ignore whats
    rf"|(?:call|text|ring|phone|reach|contact|dial|give)(?: me| us| him| her| back| a (?:call|ring|bell)){{0,3}}"
    rf"(?: at| on| under| via)?|contact|callback|{_MY_NUMBER}"
)


class PhoneRecogniser:
    """Finds candidates with one pattern and checks them against number plans.

    A national number without separators counts if it begins with the region's `0`; other runs of digits need a label,
    so that order numbers stay.
    """

    name = "phones"
    kinds = ("PHONE_NUMBER",)
    needs = Needs(digits=_FEWEST)

    def __init__(self, regions: Sequence[str]) -> None:
        """Read the number plans.

        Raises:
            ConfigError: a region is unknown.
        """
        self._plans = NumberPlans(regions)

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Numbers with their extension."""
        for match in clues.scan(_CANDIDATE):
            start, end = match.span()
            if is_labelled(clues, start, end, _LABEL):
                found = _labelled(clues, start, end)
            elif "+" in match.group()[:2]:
                found = self._international(clues, start, end)
            elif is_business(clues, start, end) or _PARCEL.fullmatch(match.group()):
                continue
            else:
                found = self._national(clues, start, end)
            for first, last, score in found:
                yield _with_extension(clues, first, last, score)

    def _international(self, clues: Clues, start: int, end: int) -> Iterator[tuple[int, int, float]]:
        """The number with as many groups of digits as its country allows."""
        stops = [match.end() for match in _GROUP.finditer(clues.text, start, min(end, start + 40))]
        for stop in reversed(stops):
            # `+44 (0)20 …`: the zero in brackets is dialled only at home.
            if self._plans.is_international(_digits(clues.text[start:stop].replace("(0)", "")).removeprefix("00")):
                yield start, stop, STRONG
                return

    def _national(self, clues: Clues, start: int, end: int) -> Iterator[tuple[int, int, float]]:
        written = clues.text[start:end]
        digits = _digits(written)
        if len(set(digits)) == 1 or _DATE.fullmatch(written):
            return
        if self._is_national(written, digits):
            yield start, end, LIKELY
        elif digits.startswith("00") and len(digits) >= _FEWEST_ABROAD:
            yield from self._international(clues, start, end)
        else:
            yield from self._several(clues, start, end)

    def _several(self, clues: Clues, start: int, end: int) -> Iterator[tuple[int, int, float]]:
        """Numbers that only separators keep apart: North American ones, and those without separators of their own."""
        for match in _NORTH_AMERICAN.finditer(clues.text, start, end):
            if self._plans.is_north_american(_digits(match.group())[-10:]):
                yield *match.span(), LIKELY
        for match in _GROUP.finditer(clues.text, start, end):
            if len(match.group()) >= _FEWEST_PLAIN and self._plans.is_national(match.group()):
                yield *match.span(), LIKELY

    def _is_national(self, written: str, digits: str) -> bool:
        if _UNIFORM.fullmatch(written) and self._plans.is_without_trunk(digits):
            return True
        is_plain = len(digits) == len(written)
        return len(digits) >= (_FEWEST_PLAIN if is_plain else _FEWEST_GROUPED) and self._plans.is_national(digits)


def _labelled(clues: Clues, start: int, end: int) -> Iterator[tuple[int, int, float]]:
    """The whole candidate if it is short enough for one number, otherwise its long groups; dates are none."""
    written = clues.text[start:end]
    if _DATE.fullmatch(written) or len(set(_digits(written))) == 1:
        return
    if len(_digits(written)) <= _MOST:
        yield start, end, LABELLED
        return
    for match in _GROUP.finditer(clues.text, start, end):
        if _FEWEST <= len(match.group()) <= _MOST:
            yield *match.span(), LABELLED


def _digits(written: str) -> str:
    return "".join(filter(str.isdecimal, written))


def _with_extension(clues: Clues, start: int, end: int, score: float) -> Finding:
    extension = _EXTENSION.match(clues.lowered, end, timeout=clues.timeout_seconds)
    return Finding("PHONE_NUMBER", start, extension.end() if extension else end, score)
