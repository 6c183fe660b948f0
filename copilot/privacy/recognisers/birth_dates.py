"""Dates of birth: dates beside a word for being born; all other dates stay."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import FILLER
from copilot.privacy.findings import LABELLED, Finding, found

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|mar[sz]|okt|dez|juin|ene|abr)[a-z]{0,7}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st|nd|rd|th|\.)"  # codespell:ignore nd
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"({_YEAR}[-/. ](?:0?[1-9]|1[0-2])[-/. ]{_DAY}|{_DAY}\s?[-/. ]\s?{_DAY}\s?[-/. ]\s?(?:19|20)?\d\d"
    rf"|{_DAY}{_ORDINAL}?(?: of)?[ -]{_MONTH}\.?(?:[ ,-]{{1,2}}(?:{_YEAR}|'?\d\d))?"
    rf"|{_MONTH}\.? {_DAY}{_ORDINAL}?(?:[.,]? ?{_YEAR})?"
    rf"|(?:19|20)\d{{6}}|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)?\d\d)(?!\d)"
)
_LABEL = (
    r"(?:date of birth|birth ?date|birth ?day|\bdob|\bd\.o\.b\.?|\bborn|\bgeboren|geburtsdatum|geburtstag"
    r"|fecha de nacimiento|data di nascita|date de naissance|geboortedatum|\bnee le)"
)
_AFTER = regex.compile(rf"{_LABEL}{FILLER}{_DATE}")
_BEFORE = regex.compile(rf"(?<![\d/.-]){_DATE}\)?\s{{1,2}}(?:is|was|=|as|,)?\s?(?:my|the|his|her)?\s?{_LABEL}")


class BirthDateRecogniser:
    """`born on 12/05/1985`, `DOB: 1985-05-12`, `3 May 1985 is my birthday`."""

    name = "birth_dates"
    kinds = ("DATE_OF_BIRTH",)
    needs = Needs(
        digits=1,
        any_of=(
            "birth",
            "dob",
            "d.o.b",
            "born",
            "gebor",
            "geburt",
            "nacimiento",
            "nascita",
            "naissance",
            "geboorte",
            "nee le",
        ),
    )

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Dates, with or without their year."""
        for pattern in (_AFTER, _BEFORE):
            for match in clues.scan(pattern):
                yield found("DATE_OF_BIRTH", match.span(1), LABELLED)
