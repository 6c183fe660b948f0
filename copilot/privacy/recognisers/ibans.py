"""International bank account numbers, in capitals or small letters, spaced or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import CERTAIN, LABELLED, Finding, found

# ISO 13616: country and length.
_REGISTRY = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 "
    "EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 "
    "KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 "
    "PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 "
    "UA29 VA22 VG24 XK20 YE30"
)
_LENGTHS = {entry[:2]: int(entry[2:]) for entry in _REGISTRY.split()}
_START = regex.compile(r"(?<![^\W_])(?:[A-Z]{2}|[a-z]{2}|[A-Z][a-z])[ .-]?\d[ .-]?\d(?=[ .-]{0,2}[A-Za-z0-9]{2})")
# Said to be one: believed with a typing mistake in it, too.
_LABELLED = regex.compile(
    r"\biban(?:[\s:=#-]{1,3}(?:is|number|no|nr|my|the|ist|lautet|est"
    r"|es)(?![^\W_])){0,4}[\s:=#-]{0,3}([a-z]{2}[ .-]?\d\d(?:[ .-]{0,2}\d"
    r"|[ .-]{0,2}[a-z](?=[a-z]{0,3}\d)){10,30})(?!\w)"
)
_SEPARATORS = str.maketrans("", "", " .-")


class IbanCheck(Protocol):
    """Presidio's recogniser: check digits and the form of each country's account numbers."""

    def validate_result(self, pattern_text: str) -> bool | None:
        """True if both are right, None if only for capital letters, otherwise False."""


class IbanRecogniser:
    """Takes as many characters as the country's numbers have, and lets Presidio check them."""

    name = "ibans"
    kinds = ("IBAN_CODE",)
    needs = Needs(digits=6)

    def __init__(self, check: IbanCheck) -> None:
        self._check = check
        self._numbers = {
            n: regex.compile(rf"(?:[ .-]{{0,2}}+[A-Za-z0-9]){{{n}}}+(?![^\W_])") for n in set(_LENGTHS.values())
        }

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Numbers whose check digits are right, and those right behind the word IBAN."""
        for match in clues.scan(_START, lowered=False):
            length = _LENGTHS.get(match.group()[:2].upper())
            number = self._numbers[length].match(clues.text, match.start()) if length else None
            if number and self._is_valid(number.group().translate(_SEPARATORS)):
                yield found("IBAN_CODE", number.span(), CERTAIN)

        for match in clues.scan(_LABELLED):
            yield found("IBAN_CODE", match.span(1), LABELLED)

    def _is_valid(self, number: str) -> bool:
        return _is_of_one_case(number) and bool(self._check.validate_result(number.upper()))


def _is_of_one_case(number: str) -> bool:
    """True for capitals, small letters, and small letters after a first capital, as telephones write."""
    return number in {number.upper(), number.lower(), number.capitalize()}
