"""Dates of birth: dates beside a word for being born; all other dates stay."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import FILLER
from copilot.privacy.findings import LABELLED, Finding, found

# Names of months in the languages of Western and Central Europe, without accents, by how they begin.
_MONTH = (
    r"(?:jan|feb|fev|mar|mrt|marz|apr|avr|abr|may|mai|mei|maj|mag|jun|juin|giu|jul|juil|juli|lug|aug|aou|ago|sep|set"
    r"|oct|okt"
    r"|ott|out|nov|dec|dez|dic|ene|gen|gru|sty|lut|kwi|cze|lip|sie|wrz|paz|lis|tam)[a-z]{0,8}"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DAY_WORD = (
    r"(?:(?:twenty[ -]|thirty[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh"
    r"|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)"
)
_ORDINAL = r"(?:st|nd|rd|th|er|\.)"  # codespell:ignore nd
_OF = r"(?: (?:of|de|di|del)(?: the)?)?"
_UNIT = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_SMALL = rf"(?:{_TENS}(?:[ -]{_UNIT})?|(?:oh|o)[ -]{_UNIT}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
_YEAR_WORDS = (
    rf"(?:nineteen(?:[ -]hundred)?(?: and)?[ -]{_SMALL}|twenty[ -](?:oh[ -]{_UNIT}|ten|eleven|twelve|{_SMALL})"
    rf"|two thousand(?: and)?(?: {_UNIT}| {_SMALL})?)"
)
_YEAR = r"(?:19|20)\d\d"
DATE = (
    rf"((?:{_DAY}{_ORDINAL}?|{_DAY_WORD}){_OF} {_MONTH},? (?:of )?{_YEAR_WORDS}|{_YEAR}\s?[-/. ]\s?(?:0?[1-9]"
    rf"|1[0-2])\s?[-/. ]\s?{_DAY}|{_DAY}\s?[-/. ]\s?{_DAY}\s?[-/. ]\s?(?:19|20)?\d\d"
    rf"|{_DAY}{_ORDINAL}?{_OF}[ ./-]{{0,2}}{_MONTH}\.?(?:{_OF}[ ,./'-]{{0,2}}(?:{_YEAR}|\d\d))?"
    rf"|{_DAY_WORD}(?: of)? {_MONTH}(?:,? (?:of )?(?:{_YEAR}|{_YEAR_WORDS}))?"
    rf"|(?<![^\W_]){_MONTH} (?:the )?{_DAY_WORD}(?:,? (?:{_YEAR}|{_YEAR_WORDS}))?"
    rf"|(?<![^\W_]){_MONTH}\.? (?:the )?{_DAY}{_ORDINAL}?(?:[.,]{{0,2}} ?{_YEAR})?"
    rf"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)?\d\d|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:19"
    r"|20)?\d\d)(?!\d)"
)
"""A date in one group, with or without its year and separators."""

_LABEL = (
    r"(?:date of birth|birth ?date|birth ?day|b-?day|\bdob|\bd\.o\.b\.?|\bd/o/b|\bborn|\bgeboren|\bgeb\.?(?=[\s:])"
    r"|geburtsdatum"
    r"|geburtstag|fecha de nacimiento|data di nascita|date de naissance|geboortedatum|\bnaci(?:do|da)?\b|\bnee? le"
    r"|\bnat[oa] il"
    r"|data de nascimento|\bnasci\b|data urodzenia|\burodz\w*|\bur\.(?=[\s:])|fodselsdato|fødselsdato|fodelsedatum"
    r"|syntymaaika"
    r"|\bturn(?:s|ed|ing)? (?:1?\d|[2-9]\d|1[01]\d)(?! (?:days|weeks|months)))"
)
_LINK = rf"{FILLER}(?:(?:on|in|am|el dia|el|le|il|dia|dnia|em|den|op)(?: the)?\s)?"
_AFTER = regex.compile(rf"{_LABEL}{_LINK}{DATE}")
_BORN_IN = regex.compile(
    rf"\b(?:born|geboren|urodz\w+|naci|nee? en|nasci|nat[oa] nel){FILLER}((?:{_MONTH},? )?{_YEAR})(?!\d)"
)
_BEFORE = regex.compile(
    rf"(?<![\d/.-]){DATE}\)?[,;]?\s{{1,2}}\(?(?:is|was|=|as|,|ist|est|es)?\s?(?:my|the|his|her|mein|meine|ma|mi"
    rf"|when i was)?\s?{_LABEL}"
)


# `Li Xiaoming, 14 May 1972, passport 390453395`: a day long past in a list of travellers.
_PAPER = (
    r"(?:passport|pasaporte|passeport|reisepass|passaporto|paspoort|paszport|travel document|id card|identity card"
    r"|national id|driving licence|driver'?s licen[cs]e|nationality|citizen(?:ship)? of)"
)
_PAST = r"(?:19\d\d|200\d|201\d|'?[3-9]\d)"
_LONG_AGO = (
    rf"({_DAY}{_ORDINAL}?{_OF}[ ./-]{{0,2}}{_MONTH}\.?{_OF}[ ,./'-]{{0,2}}{_PAST}"
    rf"|{_MONTH}\.? {_DAY}{_ORDINAL}?,? {_PAST}"
    rf"|{_DAY}[-/. ]{_DAY}[-/. ]{_PAST}|(?:19\d\d|200\d|201\d)[-/. ](?:0?[1-9]|1[0-2])[-/. ]{_DAY}"
    r"|(?:19\d\d|200\d|201\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19\d\d|200\d|201\d))(?!\d)"
)
_BESIDE_PAPER = regex.compile(rf"(?<![\w/.-]){_LONG_AGO}\)?[\s,;|/-]{{1,3}}\(?{_PAPER}\b")
_BEHIND_PAPER = regex.compile(
    rf"\b{_PAPER}(?: (?:number|no\.?"
    rf"|nr\.?))?[\s:#]{{1,3}}[a-z]{{0,3}}\d[a-z\d]{{5,12}}+[\s,;|/-]{{1,3}}(?<![\d/.-]){_LONG_AGO}"
)


class BirthDateRecogniser:
    """`born on 12/05/1985`, `DOB: 1985-05-12`, `3 May 1985 is my birthday`, `geb. 12.5.85`."""

    name = "birth_dates"
    kinds = ("DATE_OF_BIRTH",)
    needs = Needs(
        any_of=(
            "birth",
            "dob",
            "d.o.b",
            "d/o/b",
            "born",
            "bday",
            "b-day",
            "geb",
            "nac",
            "nasc",
            "naiss",
            "nee",
            "ne le",
            "nato",
            "nata",
            "urod",
            "ur.",
            "fod",
            "fød",
            "synty",
            "turn",
            "pass",
            "paszport",
            "travel doc",
            "id card",
            "identity",
            "national",
            "licen",
            "citizen",
        ),
    )

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Dates, with or without their year."""
        for pattern in (_AFTER, _BEFORE, _BORN_IN, _BESIDE_PAPER, _BEHIND_PAPER):
            for match in clues.scan(pattern):
                yield found("DATE_OF_BIRTH", match.span(1), LABELLED)
