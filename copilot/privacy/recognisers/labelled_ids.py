"""Numbers of identity papers and social security numbers that a label announces, whatever country they are from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import FILLER, is_business
from copilot.privacy.findings import LABELLED, STRONG, Finding, found

if TYPE_CHECKING:
    from regex import Pattern

_NUMBER = r"(?:\W{0,2}(?:number|no|nr|num|id|#)\b)?"
_VALUE = r"((?=(?:[a-z\d]{0,8}[ -]?)*?\d)[a-z\d]{1,16}(?:[ -]\d[a-z\d]{0,9}){0,4})(?![a-z\d])"
_SOCIAL_SECURITY = regex.compile(
    rf"\b(?:ssn|social(?: security)?|soc sec)\b{_NUMBER}{FILLER}(\d{{3}}[-. ]?\d{{2}}[-. ]?\d{{4}})(?![\d-])"
)
# Not 000 or 666, no group of zeros (20 CFR 422.103).
_DASHED = regex.compile(r"(?<![\w.-])(?!000|666)\d{3}([-. ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-]|\.\d)")
_LICENCE = r"driv(?:er'?s?|ing)[ -]licen[cs]e|licen[cs]e (?=number|no)|fuhrerschein"
_IDENTITY = r"national id(?:entity)?(?: card)?|id card|identity card|personalausweis|dni|cpf|bsn|tax id|curp"
_PAPERS = {
    "PASSPORT": regex.compile(rf"\b(?:passport|reisepass|pasaporte|passeport|paspoort)\b{_NUMBER}{FILLER}{_VALUE}"),
    "DRIVER_LICENSE": regex.compile(rf"\b(?:{_LICENCE}){_NUMBER}{FILLER}{_VALUE}"),
    "NATIONAL_ID": regex.compile(rf"\b(?:{_IDENTITY}){_NUMBER}{FILLER}{_VALUE}"),
}
# Below the score of a recogniser that knows the country, which then gives the kind.
_GENERIC = 0.75
_FEWEST_DIGITS = 4


class LabelledIdRecogniser:
    """`my passport number is 533380006`, `ssn 123-45-6789`."""

    name = "labelled_ids"
    kinds = ("US_SSN", *_PAPERS)
    needs = Needs(digits=_FEWEST_DIGITS)

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Numbers with at least four digits right behind their label; social security numbers also by their dashes."""
        for match in clues.scan(_SOCIAL_SECURITY):
            yield found("US_SSN", match.span(1), STRONG)
        for match in clues.scan(_DASHED):
            if len(set(match.group())) > 2 and not is_business(clues, *match.span()):  # one digit and a dash
                yield found("US_SSN", match.span(), LABELLED)
        for kind, pattern in _PAPERS.items():
            yield from _papers(clues, kind, pattern)


def _papers(clues: Clues, kind: str, pattern: Pattern[str]) -> Iterator[Finding]:
    for match in clues.scan(pattern):
        if sum(map(str.isdigit, match[1])) >= _FEWEST_DIGITS:
            yield found(kind, match.span(1), _GENERIC)
