"""E-mail addresses, also written as `jo at mail dot com`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import CERTAIN, LABELLED, Finding

_LOCAL = r"[\w.!#$%&'*+/=?^`{|}~-]"
_DOMAIN = r"[\w-]++(?:\.[\w-]++)++"
# Possessive, and begun only where a run begins or the last match ended, so that a run without `@` is read once.
_ADDRESS = regex.compile(rf"(?:(?<!{_LOCAL})|\G){_LOCAL}++@{_DOMAIN}")
_SPACED = regex.compile(rf"(?<![\w.+-])[\w.+-]++ ?@ ?{_DOMAIN}")
_TOP_LEVEL = regex.compile(r"(?:xn--[a-z0-9-]+|[^\W\d_]{2,24})", regex.IGNORECASE)
_LOCAL_START = regex.compile(r".*[=/?&|{}]|^\W+", regex.DOTALL)

_TLD = (
    "com|net|org|info|edu|gov|io|me|eu|co|uk|de|fr|es|it|nl|ch|at|be|no|se|dk|fi|pl|pt|ie|in|us|ca|au|jp|br|biz|app|dev"
)
_AT = r"(?:\s?[(\[{]\s?at\s?[)\]}]\s?| at )"
_DOT = r"(?:\s?[(\[{]\s?dot\s?[)\]}]\s?| dot )"
_SPOKEN = regex.compile(
    rf"(?<![\w.+-])(\w[\w.+-]*+(?:(?: dot | underscore | dash )[\w-]++){{0,4}}){_AT}"
    rf"([\w-]++(?:\.[\w-]++)*+(?:{_DOT}[\w-]++){{0,4}}+)"
)
_SPOKEN_END = regex.compile(rf"(?:\.|\bdot\b\W{{0,3}})(?:{_TLD})$")
_COMMON_END = regex.compile(rf"\.(?:{_TLD})$")
_TALK = regex.compile(r"\b(?:e-?mails?|mail|write|reach|contact|address|inbox|account|login|log in|sign in)\b")
_WORDS_BEFORE_AT = """
am is was are be been being it me us you we they order ordered bought buy purchase purchased shop shopped found look
looked available back charged paid not only sold working work online customers team support people anyone someone
"""
_NOT_A_NAME = frozenset(_WORDS_BEFORE_AT.split())
_TALK_REACH = 60


class EmailRecogniser:
    """Anything with one `@` and a domain that ends in letters; no list of domains is consulted."""

    name = "emails"
    kinds = ("EMAIL_ADDRESS",)
    needs = Needs(any_of=("@", " dot ", "(at)", "[at]", "( at", "[ at", "{at}", "(dot)", "[dot]"))

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Addresses without what is glued in front of them, such as `email=`."""
        if "@" in clues.text:
            for match in clues.scan(_ADDRESS, lowered=False):
                yield from _address(match.start(), match.end(), clues.text)
        if " @" in clues.text or "@ " in clues.text:
            for match in clues.scan(_SPACED):
                if _COMMON_END.search(match.group()):
                    yield Finding("EMAIL_ADDRESS", match.start(), match.end(), LABELLED)
        if any(piece in clues.lowered for piece in self.needs.any_of[1:]):
            yield from _spoken(clues)


def _address(start: int, end: int, text: str) -> Iterator[Finding]:
    local, _, domain = text[start:end].rpartition("@")
    if not _TOP_LEVEL.fullmatch(domain.rpartition(".")[2].rstrip("-_")):
        return
    glued = _LOCAL_START.match(local)
    if glued and glued.end() < len(local):
        start += glued.end()
    yield Finding("EMAIL_ADDRESS", start, end, CERTAIN)


def _spoken(clues: Clues) -> Iterator[Finding]:
    for match in clues.scan(_SPOKEN):
        local, domain = match[1], match[2]
        if not _SPOKEN_END.search(domain) or local in _NOT_A_NAME:
            continue
        if _is_telling(local, match.group()) or _TALK.search(
            clues.lowered, max(0, match.start() - _TALK_REACH), match.start()
        ):
            yield Finding("EMAIL_ADDRESS", match.start(), match.end(), LABELLED)


def _is_telling(local: str, address: str) -> bool:
    """True if nobody would write this but for an address."""
    return "(" in address or "[" in address or any(not character.isalpha() for character in local)
