"""What must not be published, whoever writes it: secrets and identity numbers in articles and approved replies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from copilot.privacy.redactor import Redactor
from copilot.privacy.vault import Vault

# A company's own people, addresses, telephone numbers and bank accounts are what its articles are about.
_SECRETS: Final = frozenset({"CREDIT_CARD", "CVV", "PASSWORD", "PIN", "ONE_TIME_CODE", "API_KEY"})
_IDENTITY: Final = frozenset({
    *("US_SSN", "US_ITIN", "UK_NINO", "UK_NHS", "PL_PESEL", "ES_NIF", "ES_NIE", "IT_FISCAL_CODE", "SG_NRIC_FIN"),
    *("FI_PERSONAL_IDENTITY_CODE", "SE_PERSONNUMMER", "IN_AADHAAR", "IN_PAN", "KR_RRN", "TH_TNIN", "AU_TFN"),
    *("AU_MEDICARE", "NATIONAL_ID", "PASSPORT", "US_PASSPORT", "DRIVER_LICENSE", "US_DRIVER_LICENSE"),
})  # fmt: skip
_OF_MANUALS: Final = frozenset({
    *("admin", "administrator", "password", "passwort", "user", "guest", "default", "public", "root", "changeme"),
    *("0000", "1111", "1234", "9999", "4321", "00000", "12345", "000000", "123456", "111111", "12345678", "00000000"),
    *("000", "123", "999"),
})  # fmt: skip
"""What devices are delivered with, and forms show: no secret of anybody."""
_SHORTEST_NUMBER: Final = 8
_LINES: Final = re.compile(r"[^\n]*\n|[^\n]+")
_PROSE: Final = re.compile(r"[\s\[\](){}<>|]")
_MOST_CHARS: Final = 10_000


class Secret(Struct, frozen=True, kw_only=True):
    """The kind of something that must not be published, and its line, from 1."""

    kind: str
    line: int


def secrets_of(text: str, redactor: Redactor) -> tuple[Secret, ...]:
    """Secrets and identity numbers in a text that is to be published, in text order, a kind once for each line.

    Raises:
        RedactionFailed: the text could not be checked.
    """
    found: dict[tuple[int, str], None] = {}
    for first_line, piece in _pieces(text):
        for entity in redactor.redact(piece, Vault()).entities:
            if _is_secret(entity.kind, piece[entity.start : entity.end].strip(" \"'`*.,")):
                found[first_line + piece.count("\n", 0, entity.start), entity.kind] = None
    return tuple(Secret(kind=kind, line=line) for line, kind in found)


def _is_secret(kind: str, value: str) -> bool:
    """Stricter than where a customer writes: articles talk of passwords and numbers without telling any."""
    if kind in _IDENTITY:
        return sum(map(str.isalnum, value)) >= _SHORTEST_NUMBER
    if kind not in _SECRETS or value.casefold() in _OF_MANUALS:
        return False
    if kind == "PASSWORD":
        return any(map(str.isdigit, value)) and any(map(str.isalpha, value)) and not _PROSE.search(value)
    return any(map(str.isalnum, value))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """(number of the first line, lines): as many lines as are redacted in one go; a longer line goes by itself."""
    lines: list[str] = []
    number, size = 1, 0
    for line in _LINES.findall(text):
        if lines and size + len(line) > _MOST_CHARS:
            yield number, "".join(lines)
            number, lines, size = number + len(lines), [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield number, "".join(lines)
