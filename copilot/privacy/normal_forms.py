"""When two ways of writing are the same value."""

from __future__ import annotations

from copilot.privacy.folding import fold

_AS_WRITTEN = frozenset({"PASSWORD", "API_KEY"})
_WORDS = frozenset({"PERSON", "EMAIL_ADDRESS", "USER_NAME", "DATE_OF_BIRTH", "IP_ADDRESS", "STREET_ADDRESS"})


def normal_form(kind: str, value: str) -> str:
    """What the spellings of one value share: the digits and letters of a number, a name or address in small letters.

    Secrets are compared as they are written.
    """
    if kind in _AS_WRITTEN:
        return value
    folded = fold(value).text.casefold()
    if kind in _WORDS:
        return " ".join(folded.split())
    return alphanumeric(folded) or folded


def alphanumeric(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(filter(str.isalnum, text))
