"""What somebody answers who was just asked for something: a bare `123` after `and the three digits on the back?`."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from msgspec import Struct
from regex import Pattern

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import is_business
from copilot.privacy.findings import LIKELY, Finding, found
from copilot.privacy.recognisers.birth_dates import DATE
from copilot.privacy.recognisers.card_details import EXPIRY_DATE
from copilot.privacy.recognisers.emails import TOP_LEVEL_DOMAINS
from copilot.privacy.recognisers.postcodes import POSTCODE

# Numbers of identity papers and taxes: whatever is asked for, the answer is a code of this form.
_ID_KINDS = (
    "US_SSN",
    "UK_NINO",
    "UK_NHS",
    "PASSPORT",
    "DRIVER_LICENSE",
    "NATIONAL_ID",
    "US_ITIN",
    "UK_PASSPORT",
    "UK_DRIVING_LICENCE",
)
_ID = regex.compile(
    r"(?<![\w.,£$€-])(?=[a-z]{0,8}\d|[a-z]{1,2}[ .-]\d)[a-z\d]{1,18}+(?:[ ./-](?=[a-z]{0,3}\d"
    r"|[a-z]\b)[a-z\d]{1,9}+){0,6}+(?![\w-])"
)
_START, _END = r"(?<![\w.,:/£$€-])", r"(?![\w-]|[.,:/]\d)"


class Answer(Struct, frozen=True, kw_only=True):
    """How the answer to a request for a kind looks, with the fewest digits that it has."""

    kind: str
    pattern: Pattern[str]
    fewest: int = 0


_ANSWERS = (
    Answer(kind="CVV", pattern=regex.compile(rf"{_START}\d{{3,4}}{_END}|{_START}\d(?: \d){{2,3}}{_END}")),
    Answer(kind="CARD_EXPIRY", pattern=regex.compile(rf"(?<![\d/.,£$€-])(?:{EXPIRY_DATE})")),
    Answer(kind="CREDIT_CARD", pattern=regex.compile(r"(?<![\d£$€])\d(?:[\s.\-_/]{0,3}+\d){7,}+")),
    Answer(kind="DATE_OF_BIRTH", pattern=regex.compile(rf"(?<![\d/.,£$€-]){DATE}|{_START}(?:19|20)\d\d{_END}")),
    Answer(kind="PIN", pattern=regex.compile(rf"{_START}\d{{4,8}}{_END}|{_START}\d(?:[ -]\d){{3,7}}{_END}")),
    Answer(
        kind="ONE_TIME_CODE",
        pattern=regex.compile(
            rf"{_START}(?:[a-z]-)?\d(?:[ -]?\d){{3,9}}{_END}|{_START}(?=[a-z-]*\d)[a-z\d]{{4,10}}{_END}"
            rf"|{_START}(?=[a-z]{{0,5}}-?[a-z]{{0,4}}\d)[a-z\d]{{3,5}}-[a-z\d]{{3,5}}{_END}"
        ),
        fewest=2,
    ),
    Answer(
        kind="PHONE_NUMBER",
        pattern=regex.compile(r"(?<![\w.,£$€])(?:\+ ?|\()?\d(?:[ .\-/()]{0,3}+\d){6,14}+(?!\w|[.,]\d)"),
    ),
    Answer(kind="SORT_CODE", pattern=regex.compile(rf"{_START}\d\d[- ]?\d\d[- ]?\d\d{_END}")),
    Answer(kind="ABA_ROUTING_NUMBER", pattern=regex.compile(rf"{_START}\d{{4}}-?\d{{4}}-?\d{_END}")),
    Answer(kind="BANK_ACCOUNT", pattern=regex.compile(rf"{_START}\d(?:[ -]?\d){{5,19}}{_END}")),
    Answer(kind="IBAN_CODE", pattern=regex.compile(r"(?<!\w)[a-z]{2}\d\d(?:[ .-]{0,2}[a-z\d]){11,30}(?!\w)"), fewest=8),
    Answer(kind="ZIP_CODE", pattern=POSTCODE),
    Answer(
        kind="EMAIL_ADDRESS",
        pattern=regex.compile(
            rf"(?<!\S)(?:[\w+-]{{1,64}}@[\w.-]{{2,64}}|[\w.+-]{{1,64}} at [\w-]{{2,63}}[. ](?:{TOP_LEVEL_DOMAINS})"
            rf"|[\w.+-]{{1,64}} [\w-]{{2,63}}\.(?:{TOP_LEVEL_DOMAINS}))(?![\w@])"
        ),
    ),
    Answer(
        kind="API_KEY",
        pattern=regex.compile(r"(?<![\w./+=:-])(?![a-z]{2,8}://)[\w./+=:~-]{12,512}+(?<![.:])(?![^\s.,;!?\"'`)])"),
        fewest=1,
    ),
    *(Answer(kind=kind, pattern=_ID, fewest=5) for kind in _ID_KINDS),
)
_UNIT = regex.compile(
    r"[^\S\n]?(?:%|°|(?:pounds?|quid|euros?|eur|usd|gbp|dollars?|bucks|pence|cents?|kg|g|cm|mm|km|miles|days?|hours?"
    r"|hrs?"
    r"|min(?:ute)?s?|weeks?|months?|years?|times|items?|pieces|pcs|am|pm|o'clock|of them|people|boxes|orders?"
    r"|emails?)(?![^\W_]))"
)
_LAST_FOUR = regex.compile(
    r"(?:ending|ends|end|last (?:four|4|3|three)(?: digits)?)(?: (?:in|with|are|is|on))?[\s:*x]{0,6}$"
)
_LOOK_BACK = 30
LONGEST_ANSWER = 2_000
"""In a message of more characters, what was asked for is found by its form and its label, or not at all."""


class AnswerRecogniser:
    """Believes the first sort of value that fits what the message before asked for."""

    name = "answers"
    kinds = tuple(answer.kind for answer in _ANSWERS)
    needs = Needs()

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Values of the kinds that were asked for, less certain than what speaks for itself."""
        for answer in _ANSWERS if clues.last - clues.first < LONGEST_ANSWER else ():
            if answer.kind in clues.asked:
                for match in clues.scan(answer.pattern):
                    if sum(map(str.isdigit, match.group())) >= answer.fewest and _is_believed(clues, *match.span()):
                        yield found(answer.kind, match.span(), LIKELY)


def _is_believed(clues: Clues, start: int, end: int) -> bool:
    """True if nothing beside the number says that it is an amount, an order, or the last digits of something."""
    if is_business(clues, start, end) or _UNIT.match(clues.lowered, end):
        return False
    return _LAST_FOUR.search(clues.lowered, max(0, start - _LOOK_BACK), start) is None
