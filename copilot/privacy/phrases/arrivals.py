"""Questions whether a code has come: nobody asks to be told it, and yet the answer is often the code itself."""

from __future__ import annotations

import re
from typing import Final

_OWN = (
    r"(?:verification|security|confirmation|activation|access|login|log-in|sign-in|one-time|two-factor|2fa|mfa|otp|sms"
    r"|texted|text|new|six-digit|6-digit|second)"
)
_CODE = rf"(?:the|your|a|any|that|this|our|my|another) (?:{_OWN} ){{0,3}}(?:code|otp|pass ?code|tan|one-time password)"
_MESSAGE = r"(?:the|your|a|any|that|our) (?:text(?: message)?|sms)"
_SEEN = r"(?:receive[d]?|get|got|gotten|see|have|find)"
_CAME = r"(?:arrive[d]?|come|came|reach(?:ed)?|appear(?:ed)?|show(?:n|ed)?|turn(?:ed)?|land(?:ed)?|pop(?:ped)?)"
_ADVERB = r"(?: (?:already|just|now|yet|also|finally|ever|been able to|able to))*"

AWAITED: Final = re.compile(
    rf"\b(?:did|has|have)(?:n't|nt)?{_ADVERB} (?:{_CODE}|{_MESSAGE}){_ADVERB} {_CAME}\b"
    rf"|\b(?:did|have|do|can|could)(?:n't|nt)? (?:you|u){_ADVERB} {_SEEN} (?:{_CODE}|{_MESSAGE})\b"
    rf"|\b(?:is|was) {_CODE} (?:there|here|visible|in|on|through)\b"
    rf"|\b(?:what|which) (?:{_OWN} )?(?:code|digits|numbers?) (?:did|do|have|are|has|was|were) (?:you|u|we|it|they)\b"
    r"|\bwhat (?:does|do|did) (?:the|your|our|it|that) ?(?:text(?: message)?|sms|message|app|authenticator)?"
    r" ?(?:say|read|show)\b"
    r"|\b(?:ist|kam|haben sie|hast du) (?:der|den|ein(?:en)?|die|eine) (?:neue[nr]? )?"
    r"(?:(?:sms-?|bestatigungs|sicherheits|verifizierungs|einmal)?code|tan|sms)\b"
    r"|\bwelche[nr]? (?:(?:sms-?|bestatigungs|sicherheits|verifizierungs|einmal)?code|tan)\b"
    r"|\b(?:avez-vous|as-tu|vous avez|tu as) (?:bien )?recu (?:le|un|votre|notre) (?:code|sms)\b"
    r"|\bquel(?: est le)? code (?:avez|as|vous|a)\b"
    r"|\b(?:recibio|recibiste|ha recibido|has recibido|le llego|te llego|recebeu|chegou) (?:el|un|o|um|su|seu)"
    r" (?:codigo|sms)\b"
    r"|\b(?:que|qual|cual) (?:e o |es el )?codigo (?:recibio|recibiste|ha|le|te|recebeu|chegou|aparece)\b"
    r"|\b(?:ha ricevuto|hai ricevuto|e arrivato) (?:il|un|l') ?(?:codice|sms)\b|\b(?:che|quale) codice (?:ha|hai)\b"
    r"|\b(?:heeft u|heb je) (?:de|een) (?:sms-?)?(?:verificatie)?code\b|\bwelke (?:sms-?)?code (?:heeft|heb|kreeg)\b"
    r"|\bczy (?:kod|sms) (?:dotar[l\u0142]|przyszed[l\u0142])|\bjaki kod (?:pan|pani|dosta|otrzyma|przysz)"
)
"""In small letters without accents."""

_OTHER: Final = re.compile(
    r"\b(?:error|fault|promo\w*|discount|voucher|gift|coupon|tracking|referral|post|zip|fehler)\b"
)


def awaited(text: str) -> frozenset[str]:
    """The kinds that an answer may hold because the text, folded and in small letters, asks whether they came."""
    is_asked = AWAITED.search(text) is not None and _OTHER.search(text) is None
    return frozenset({"ONE_TIME_CODE"}) if is_asked else frozenset()
