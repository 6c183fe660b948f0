"""E-mail addresses."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import CERTAIN, LABELLED, Finding, found

_LOCAL = r"[\w.!#$%&'*+/=?^`{|}~-]"
_DOMAIN = r"[\w-]++(?:\.[\w-]++)++"
# Possessive, and begun only where a run begins or the last match ended, so that a run without `@` is read once.
_ADDRESS = regex.compile(rf"(?:(?<!{_LOCAL})|\G){_LOCAL}++@{_DOMAIN}")
_SPACED = regex.compile(rf"(?<![\w.+-])[\w.+-]++ ?@ ?{_DOMAIN}")
_TOP_LEVEL = regex.compile(r"(?:xn--[a-z0-9-]+|[^\W\d_]{2,24})", regex.IGNORECASE)
_LOCAL_START = regex.compile(r".*[=/?&|{}]|^\W+", regex.DOTALL)

TOP_LEVEL_DOMAINS = (
    "com|net|org|info|edu|gov|io|me|eu|co|uk|de|fr|es|it|nl|ch|at|be|no|se|dk|fi|pl|pt|ie|in|us|ca|au|jp|br|biz|app|dev"
)
_COMMON_END = regex.compile(rf"\.(?:{TOP_LEVEL_DOMAINS})$")


class EmailRecogniser:
    """Anything with one `@` and a domain that ends in letters; no list of domains is consulted."""

    name = "emails"
    kinds = ("EMAIL_ADDRESS",)
    needs = Needs(any_of=("@",))

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Addresses without what is glued in front of them, such as `email=`."""
        for match in clues.scan(_ADDRESS, lowered=False):
            yield from _address(match.start(), match.end(), clues.text)
        if " @" in clues.text or "@ " in clues.text:
            for match in clues.scan(_SPACED):
                if _COMMON_END.search(match.group()):
                    yield found("EMAIL_ADDRESS", match.span(), LABELLED)


def _address(start: int, end: int, text: str) -> Iterator[Finding]:
    local, _, domain = text[start:end].rpartition("@")
    if not _TOP_LEVEL.fullmatch(domain.rpartition(".")[2].rstrip("-_")):
        return
    glued = _LOCAL_START.match(local)
    if glued and glued.end() < len(local):
        start += glued.end()
    yield Finding("EMAIL_ADDRESS", start, end, CERTAIN)
