"""E-mail addresses."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import CERTAIN, LABELLED, Finding, found

TOP_LEVEL_DOMAINS = (
    "com|net|org|info|edu|gov|io|me|eu|co|uk|de|fr|es|it|nl|ch|at|be|no|se|dk|fi|pl|pt|ie|in|us|ca|au|jp|br|biz|app|dev"
)

_LOCAL = r"[\w.!#$%&'*+/=?^`{|}~-]"
_DOMAIN = r"[\w-]++(?:\.[\w-]++)++"
# Possessive, and begun only where a run begins or the last match ended, so that a run without `@` is read once.
_ADDRESS = regex.compile(rf"(?:(?<!{_LOCAL})|\G){_LOCAL}++@{_DOMAIN}")
# `jo @ mail . com`, `jo@mail,com`; without its end where the provider leaves no doubt.
_SPACED = regex.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}+(?:(?: @ ?|@ )[\w-]{{1,63}}+(?: ?[.,] ?[\w-]{{1,63}}+){{1,4}}+"
    rf"|@[\w-]{{1,63}}+(?: \. ?|\. |,)(?:{TOP_LEVEL_DOMAINS})(?![\w.@-]))"
)
_ENDLESS = regex.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}+@(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|protonmail|gmx|aol|live|msn)(?![\w-]"
    r"|\s?[.,]\s?\w)"
)
_TOP_LEVEL = regex.compile(r"\.(?:xn--[a-z0-9-]*[a-z0-9]|[^\W\d_]{2,24})(?![^\W_])", regex.IGNORECASE)
_CREDENTIAL = regex.compile(r"(?r)://[^\s:/@\0]{0,128}:(?:[^\s/@\0]{0,64}@?)$")
_LOCAL_START = regex.compile(r".*[=/?&|{}]|^\W+", regex.DOTALL)

_COMMON_END = regex.compile(rf"(?r)(?: ?\. ?(?:{TOP_LEVEL_DOMAINS})(?![^\W_]))")


class EmailRecogniser:
    """Anything with one `@` and a domain that ends in letters; no list of domains is consulted."""

    name = "emails"
    kinds = ("EMAIL_ADDRESS",)
    needs = Needs(any_of=("@",))

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Addresses without what is glued in front of them, such as `email=`."""
        yield from _addresses(clues)
        for match in clues.scan(_SPACED):
            end = _COMMON_END.search(match.group().replace(",", "."))
            if end and not _is_credential(clues, match.start()):
                yield Finding("EMAIL_ADDRESS", match.start(), match.start() + end.end(), LABELLED)
        for match in clues.scan(_ENDLESS):
            yield found("EMAIL_ADDRESS", match.span(), LABELLED)


def _addresses(clues: Clues) -> Iterator[Finding]:
    position = 0
    while match := _ADDRESS.search(clues.text, position, timeout=clues.timeout_seconds):
        local, _, domain = match.group().rpartition("@")
        length = _domain_length(domain, is_followed=clues.text[match.end() : match.end() + 1] == "@")
        position = match.end() - len(domain) + length if length else match.end()
        if length and not _is_credential(clues, match.start()):
            glued = _LOCAL_START.match(local)
            start = match.start() + (glued.end() if glued and glued.end() < len(local) else 0)
            yield Finding("EMAIL_ADDRESS", start, position, CERTAIN)


def _is_credential(clues: Clues, start: int) -> bool:
    """True for what stands before the host in `https://jo:hunter2@host`: it is no mailbox."""
    return _CREDENTIAL.search(clues.text, max(0, start - 200), start, timeout=clues.timeout_seconds) is not None


def _domain_length(domain: str, *, is_followed: bool) -> int:
    """How much of the domain there is up to its last part of letters, such as `mail.com` in `mail.com-2`; 0 if none.

    If another `@` follows, the end of it is the beginning of the next address, and the first such part counts.
    """
    ends = [match.end() for match in _TOP_LEVEL.finditer(domain)]
    return ends[0 if is_followed else -1] if ends else 0
