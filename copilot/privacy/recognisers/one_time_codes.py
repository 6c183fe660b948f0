"""One-time codes and PINs that a word announces; error codes, promo codes and postcodes stay."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import LABELLED, STRONG, Finding, found

_DIGITS = r"((?:[a-z]-)?\d{4,8}|\d{3}[ -]\d{3}|\d{4} \d{4}|\d{2}[ -]\d{2}[ -]\d{2})(?![\d-]|[.,]\d|\w)"
_FILLER = (
    r"(?:[\s:=#'\"(,\-]{1,3}(?:is|was|are|it's|its|the|my|that|i|got|received|you|sent|me|to|for|this|code|number|now|still"
    r"|says)\b){0,7}[\s:=#'\"(.\-]{0,4}"
)
_PURPOSE = (
    r"(?:verification|verify|security|one[\s-]?time|log[\s-]?in|sign[\s-]?in|access|auth\w{0,12}|2fa|two[\s-]factor|sms"
    r"|texted|activation|unlock|recovery|reset|confirm(?:ation)?)"
)
_LABELLED = regex.compile(
    r"\b(?:otp|o\.t\.p\.|tan|one[\s-]?time[\s-]?(?:code|password|pin|passcode)"
    rf"|{_PURPOSE}[\s-](?:code|pass ?code|token)|verifizierungscode|bestatigungscode)\b{_FILLER}{_DIGITS}"
)
_BARE = regex.compile(
    rf"(?<!\w)(\w{{1,20}}+)\s+code\s*(?:is|was|:|=|->|-)\s*(?:now\s|still\s)?['\"]?{_DIGITS}"
    rf"|^\W*code\s*(?:is|:|=)\s*['\"]?{_DIGITS}"
)
_SIX = regex.compile(r"(?<!\w)(\w{1,20}+)\s+code,?\s(\d{6})(?![\d-]|[.,]\d|\w)")
_BEFORE = regex.compile(rf"(?<![\w.,/-]){_DIGITS}['\")]?\s(?:is|was)\s(?:the|my|your)\s(?:(\w{{1,20}}+)\s)?code\b")
_OWN_WORDS = """
the my your this that a sms text texted email emailed new login following verification verifying security access auth
authentication authorisation authorization confirmation activation recovery reset unlock otp 2fa factor time in secret
"""
_OWN = frozenset(_OWN_WORDS.split())
_MACHINE = regex.compile(
    r"\b(?:errors?|fault|display\w*|screen|shows?|showing|flash\w*|blink\w*|device|machine|panel|diagnostic|status)\b"
)
_REACH = 60

_PIN = regex.compile(
    rf"\b(?:pin|pins)\b(?![\s-]?(?:connector|plug|socket|header)){_FILLER}(\d{{4,8}})(?![\d-]|[.,]\d|\w)"
)
_PIN_BEFORE = regex.compile(r"(?<![\w.,/-])(\d{4,8})\s(?:is|was|as)\s(?:the|my|our)\s(?:\w+\s)?pin\b")


class OneTimeCodeRecogniser:
    """`the code is 482913`, `OTP 482 913`, `my pin is 4821`."""

    name = "one_time_codes"
    kinds = ("ONE_TIME_CODE", "PIN")
    needs = Needs(digits=4, any_of=("code", "otp", "o.t.p", "pin", "tan", "one-time", "one time"))

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Codes of four to eight digits and PINs."""
        for match in clues.scan(_LABELLED):
            yield found("ONE_TIME_CODE", match.span(1), STRONG)
        for pattern in (_PIN, _PIN_BEFORE):
            for match in clues.scan(pattern):
                yield found("PIN", match.span(1), STRONG)
        yield from _bare(clues)


def _bare(clues: Clues) -> Iterator[Finding]:
    """Codes called just `code`, unless a device showed them or another word before `code` says what they are."""
    for match in clues.scan(_BARE):
        group = 2 if match[2] else 3
        if (match[1] is None or match[1] in _OWN) and not _is_from_a_machine(clues, match.start()):
            yield found("ONE_TIME_CODE", match.span(group), LABELLED)
    for match in clues.scan(_SIX):
        if match[1] in _OWN and not _is_from_a_machine(clues, match.start()):
            yield found("ONE_TIME_CODE", match.span(2), LABELLED)
    for match in clues.scan(_BEFORE):
        if (match[2] is None or match[2] in _OWN) and not _is_from_a_machine(clues, match.start()):
            yield found("ONE_TIME_CODE", match.span(1), LABELLED)


def _is_from_a_machine(clues: Clues, start: int) -> bool:
    return _MACHINE.search(clues.lowered, max(0, start - _REACH), start, timeout=clues.timeout_seconds) is not None
