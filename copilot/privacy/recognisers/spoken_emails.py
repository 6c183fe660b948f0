"""E-mail addresses as they are spoken: `jo at mail dot com`, `jo (at) mail.com`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import LABELLED, Finding, found
from copilot.privacy.recognisers.emails import TOP_LEVEL_DOMAINS

_AT = r"(?:\s?[(\[{]\s?at\s?[)\]}]\s?| at )"
_DOT = r"(?:\s?[(\[{]\s?dot\s?[)\]}]\s?| dot )"
# Bounded, so that a run of `a dot a dot` is read in linear time.
_SPOKEN = regex.compile(
    rf"(?<![\w.+-])(?P<local>\w[\w.+-]*+(?:(?: dot | underscore | dash )[\w-]++){{0,4}}){_AT}"
    rf"(?P<domain>[\w-]++(?:\.[\w-]++)*+(?:{_DOT}[\w-]++){{0,4}}+)"
)
_ENDS_LIKE_A_DOMAIN = regex.compile(rf"(?:\.|\bdot\b\W{{0,3}})(?:{TOP_LEVEL_DOMAINS})$")
_PROVIDER = regex.compile(
    r"(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|proton(?:mail)?|gmx|aol|live|msn|web|mail)\.\S+"
)
_TALK = regex.compile(r"\b(?:e-?mails?|mail|write|reach|contact|address|inbox|account|log ?in|sign in)\b")
_TALK_REACH = 60
_WORDS_BEFORE_AT = """
am is was are be been being it me us you we they order ordered bought buy purchase purchased shop shopped found look
looked available back charged paid not only sold working work online customers team support people anyone someone
account address email mail login inbox
"""
_NOT_A_NAME = frozenset(_WORDS_BEFORE_AT.split())


class SpokenEmailRecogniser:
    """Believes what can be nothing else, and plain words where mail is spoken of nearby."""

    name = "spoken_emails"
    kinds = ("EMAIL_ADDRESS",)
    needs = Needs(any_of=(" at ", "(at", "[at", "{at", "( at", "[ at"))

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Addresses with a well-known end."""
        for match in clues.scan(_SPOKEN):
            local, domain = match["local"], match["domain"]
            if local not in _NOT_A_NAME and _ENDS_LIKE_A_DOMAIN.search(domain):
                is_telling = _is_telling(local, domain, match.group())
                if is_telling or (" dot " in domain and _is_talk_of_mail(clues, *match.span())):
                    yield found("EMAIL_ADDRESS", match.span(), LABELLED)


def _is_telling(local: str, domain: str, address: str) -> bool:
    """True if nobody would write this but for an address."""
    has_sign = local[0].isalpha() and not local.isalpha()
    return "(" in address or "[" in address or has_sign or _PROVIDER.fullmatch(domain) is not None


def _is_talk_of_mail(clues: Clues, start: int, end: int) -> bool:
    talk = clues.labels(_TALK)
    return talk.before(start, _TALK_REACH) >= 0 or talk.is_within(end, _TALK_REACH)
