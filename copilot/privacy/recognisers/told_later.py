"""Numbers told some words after what they are: `my passport no is wrong in the app, its 193963374 not 533380006`."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from msgspec import Struct
from regex import Pattern

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import BUSINESS_LABEL
from copilot.privacy.findings import Finding, found
from copilot.privacy.recognisers.labelled_ids import IDENTITY, LICENCE, PASSPORT

_POINTER = (
    r"(?<![^\W_])(?:it'?s|it is|it was|is|was|were|are|mine|should (?:be|have been|read|say)|but|not|instead of|became"
    r"|(?:new|old|right|correct|real|actual|proper|other|current|first|second|full)(?: one| number)?"
    r"|i (?:put|typed|wrote|entered|gave|sent|used|meant)|says|shows|reads|changed (?:to|from)|to|and|or)"
    r"(?: (?:is|was|now|really|actually|like|it|be|one|as|in|should be|should read)){0,3}+"
)
_VALUE = regex.compile(
    rf"{_POINTER}[\s:=('\"]{{1,3}}(?P<value>(?=[a-z]{{0,8}}\d"
    rf"|[a-z]{{1,2}} \d{{5}})[a-z\d]{{1,18}}+(?:[ .-](?=[a-z]?\d)[a-z\d]{{1,10}}+){{0,5}}+)"
    r"(?![a-z\d/@_-]|[.,:]\d|\s?(?:%|€|£|\$|(?:eur|euros?|gbp|usd|pounds?|dollars?|miles|km|points|times|am|pm)(?!\w)))"
)
_DATE = regex.compile(r"\d{1,2}[ .-]\d{1,2}[ .-](?:\d\d|\d{4})|(?:19|20)\d\d[ .-]\d{1,2}[ .-]\d{1,2}")
# Where one of these was named last, the number is not the one from before.
_ANYTHING_ELSE = regex.compile(
    rf"{BUSINESS_LABEL.pattern}|\b(?:phone|mobile|tel|call|text|whatsapp|pin|code|password|iban|balance|points|fee"
    rf"|price"
    r"|fine|post ?code|zip|date|day|year|user ?name|email|card|licen[cs]e (?:key|plate)|plate|sku|imei)\b"
)
_ROADS = regex.compile(
    r"\b(?:points|driv\w+|van|cars?|vehicle|hire|rental|rent|dvla|insurance|speed\w*|motor\w*|policy)\b"
)
_REACH = 120
# Below that of a recogniser that knows the country, or of a label right beside the number.
_SCORE = 0.75


class _Told(Struct, frozen=True, kw_only=True):
    """What a number must follow and look like to be of a kind; `needs` is what the text must speak of besides."""

    kind: str
    label: Pattern[str]
    form: Pattern[str]
    needs: Pattern[str] | None = None


def _told(kind: str, words: str, form: str, needs: Pattern[str] | None = None) -> _Told:
    return _Told(kind=kind, label=regex.compile(rf"\b(?:{words})(?!\w)"), form=regex.compile(form), needs=needs)


_TRIPLE = r"\d\d([- .]?)\d\d\1\d\d"
_ALL = (
    _told(
        "BANK_ACCOUNT",
        r"(?:bank|wrong|right|correct|savings|checking) (?:account|acct?)s?|(?:account|acct?) (?:number|no|nr|details)"
        r"|kontonummer|numero de (?:cuenta|compte)",
        r"\d(?:[ -]?\d){5,16}|\d{1,3}(?:[. ]\d{3}){1,3}-\d",
    ),
    _told("SORT_CODE", r"sort ?-?codes?|s/c|bsb|blz|bankleitzahl", rf"{_TRIPLE}|\d{{3}}-\d{{3}}"),
    _told("ABA_ROUTING_NUMBER", r"routing(?: number| no)?|aba", r"\d{9}"),
    _told("US_SSN", r"ssn|social security(?: number)?|social", r"\d{3}[- ]?\d\d[- ]?\d{4}"),
    _told("UK_NHS", r"nhs(?: number| no)?", r"\d{3}[- ]?\d{3}[- ]?\d{4}"),
    _told("PASSPORT", PASSPORT, r"[a-z]{0,3} ?\d{6,9}[a-z]?\d?|[a-z][a-z\d]{8,9}|\d\d[a-z]{2}\d{5}"),
    _told("DRIVER_LICENSE", LICENCE, r"(?=(?:\D*\d){5})[a-z\d -]{7,20}"),
    _told("DRIVER_LICENSE", r"licen[cs]es?", r"(?=(?:\D*\d){5})[a-z\d -]{7,20}", _ROADS),
    _told("NATIONAL_ID", IDENTITY, r"(?=(?:\D*\d){5})[a-z\d .-]{7,20}"),
)


class ToldLaterRecogniser:
    """The value behind `it's`, `mine is`, `should have been`, `not` … is of the kind that was named last."""

    name = "told_later"
    kinds = tuple(dict.fromkeys(told.kind for told in _ALL))
    needs = Needs(digits=4, pattern=regex.compile("|".join(told.label.pattern for told in _ALL)))

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Numbers of six digits or more in the form of the paper, account or bank that was named before."""
        for match in clues.scan(_VALUE):
            start, end = match.span("value")
            told = _named_last(clues, start)
            if told and told.form.fullmatch(match["value"]) and _is_number(told, match["value"]):
                yield found(told.kind, (start, end), _SCORE)


def _named_last(clues: Clues, start: int) -> _Told | None:
    """The kind whose label is the last one before a position; `None` if something else was named since."""
    nearest, kind = clues.labels(_ANYTHING_ELSE).before(start, _REACH), None
    for told in _ALL:
        end = clues.labels(told.label).before(start, _REACH)
        if end >= max(nearest, 0) and (told.needs is None or clues.has(told.needs)):
            nearest, kind = end, told
    return kind


def _is_number(told: _Told, value: str) -> bool:
    return told.kind == "SORT_CODE" or (sum(map(str.isdigit, value)) >= 5 and _DATE.fullmatch(value) is None)
